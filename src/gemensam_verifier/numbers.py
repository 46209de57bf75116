"""How the format writes numbers."""

from fractions import Fraction

MERIT_DECIMALS, SHARE_DECIMALS = 6, 4


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Half up, exact. value: not negative."""
    scale = 10**decimals
    return Fraction((2 * value.numerator * scale + value.denominator) // (2 * value.denominator), scale)


def merit_text(value: Fraction) -> str:
    """Decimal with at least one and at most six decimals, rounded half up."""
    scaled = (2 * value.numerator * 10**MERIT_DECIMALS + value.denominator) // (2 * value.denominator)
    whole, parts = divmod(scaled, 10**MERIT_DECIMALS)
    decimals = f"{parts:0{MERIT_DECIMALS}d}".rstrip("0") or "0"
    return f"{whole}.{decimals}"
