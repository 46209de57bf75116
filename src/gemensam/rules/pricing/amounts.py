"""Money: exact inside, rounded half-up only where it is published (practice: the published lists' own columns)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

INTERNAL_PLACES: Final = 4
_UNITS: Final = {places: Decimal(1).scaleb(-places) for places in range(INTERNAL_PLACES + 1)}


def rounded(amount: Decimal | Fraction | int, places: int) -> Decimal:
    """The amount with so many decimals, half-up away from zero: practice in published price lists."""
    if isinstance(amount, Fraction):
        scaled = abs(amount) * 10**places
        whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
        return Decimal(whole if amount >= 0 else -whole).scaleb(-places)
    return Decimal(amount).quantize(_UNITS[places], ROUND_HALF_UP)


def internal(amount: Decimal | Fraction | int) -> Decimal:
    """The amount as it is kept: four decimals, so that no practice of rounding is lost."""
    return rounded(amount, INTERNAL_PLACES)


def published_parts(amounts: list[Decimal] | tuple[Decimal, ...], places: int) -> tuple[Decimal, ...]:
    """The parts with so many decimals so that they add up to the rounded sum: practice, the last absorbs.

    Each part is the rounded running sum less the one before: two parts of 9 782.6667 are 9 782.67 and 9 782.66.
    """
    parts, running, before = [], Decimal(0), Decimal(0)
    for amount in amounts:
        running += amount
        now = rounded(running, places)
        parts.append(now - before)
        before = now
    return tuple(parts)


def to_units(amount: Decimal) -> int:
    """The amount in ten-thousandths of a krona, for arrays and sums: practice. ValueError with more decimals."""
    units = amount.scaleb(INTERNAL_PLACES)
    if units != units.to_integral_value():
        raise ValueError(f"{amount} has more than {INTERNAL_PLACES} decimals")
    return int(units)


def from_units(units: int) -> Decimal:
    """Ten-thousandths of a krona as an amount: practice."""
    return Decimal(units).scaleb(-INTERNAL_PLACES)
