"""A yearly amount as months that add up to it: GF 13:11 pays a twelfth a month; practice, the last absorbs."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from gemensam.rules.pricing.amounts import INTERNAL_PLACES, rounded

MONTHS: Final = 12


def split_by_month(
    amount: Decimal, *, places: int = INTERNAL_PLACES, months: int = MONTHS
) -> tuple[Decimal, ...]:
    """The amount in equal months with so many decimals; the last month takes what is left: GF 13:11, practice."""
    each = rounded(Fraction(amount) / months, places)
    return (each,) * (months - 1) + (amount - each * (months - 1),)


def split_by_day(amount: Decimal, days: int, *, places: int = INTERNAL_PLACES) -> tuple[Decimal, ...]:
    """The amount in days: after each day exactly that share of it has been paid. practice, per-day agreements."""
    running = [rounded(Fraction(amount) * day / days, places) for day in range(days + 1)]
    return tuple(after - before for before, after in pairwise(running))
