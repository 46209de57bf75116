"""A yearly amount as months that add up to it: GF 13:11 pays a twelfth a month; practice, the last absorbs."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np

from gemensam.rules.pricing.amounts import INTERNAL_PLACES, rounded
from gemensam.rules.terms import Int64

MONTHS: Final = 12


def split_by_month(
    amount: Decimal, *, places: int = INTERNAL_PLACES, months: int = MONTHS
) -> tuple[Decimal, ...]:
    """The amount in equal months with so many decimals; the last month takes what is left: GF 13:11, practice."""
    each = rounded(Fraction(amount) / months, places)
    return (each,) * (months - 1) + (amount - each * (months - 1),)


def split_by_day(amount: Decimal, days: int, *, places: int = INTERNAL_PLACES) -> tuple[Decimal, ...]:
    """The amount in days: after each day exactly that share of it has been paid. practice, per-day agreements."""
    passed = np.arange(days + 1, dtype=np.int64)
    running = share_of_days(np.int64(amount.scaleb(places)), passed, days)
    return tuple(Decimal(int(part)).scaleb(-places) for part in np.diff(running))


def share_of_days(units: Int64 | np.int64, passed: Int64, days: int) -> Int64:
    """What has been paid of yearly amounts when so many days of the year have passed, half-up: practice.

    units: amounts in the smallest unit, not negative. What a stretch of days costs is one share less another.
    """
    paid: Int64 = (2 * units * passed + days) // (2 * days)
    return paid


def months_begun(effective: date, today: date) -> int:
    """How many months of a list's year have begun from its day of effect until today: GF 13:2, practice.

    A list that changes prices back in time corrects as many months for a pupil who was there in all of them.
    """
    last = MONTHS if today.year > effective.year else today.month if today.year == effective.year else 0
    return max(0, last - effective.month + 1)
