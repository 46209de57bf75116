"""Comparing a number written as text with the exact value, whatever way of writing was chosen."""

from fractions import Fraction


def same_number(text: str, value: Fraction) -> bool:
    """True when the text is the value: exactly, or correctly rounded where the decimals never end.

    "256.666667" is 770/3; "247.5", "247.50" and "495/2" are 495/2; "247.4999" is not.
    """
    try:
        written = Fraction(text)
    except (ValueError, ZeroDivisionError):
        return False
    if written == value:
        return True
    if _ends(value) or "/" in text or "e" in text.lower():
        return False
    decimals = len(text.partition(".")[2])
    return decimals >= 2 and abs(written - value) * 2 * 10**decimals <= 1


def _ends(value: Fraction) -> bool:
    """True when the value has an end as a decimal number."""
    left = value.denominator
    for prime in (2, 5):
        while left % prime == 0:
            left //= prime
    return left == 1
