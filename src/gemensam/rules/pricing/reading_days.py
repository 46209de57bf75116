"""Reading days (avläsningsdagar): on which day one looks where a pupil goes, for each month, by agreement.

No general rule stands in the school legislation, so the days are data of an agreement. Shipped profiles: Örebro
and Håbo as the municipalities have published them (practice), and payment for each day.

Many stays are read at once, one row each; a single pupil is one row. Days are proleptic ordinals (date.toordinal).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from gemensam.rules.pricing.months import MONTHS
from gemensam.rules.terms import Bool, Int32

OPEN_END: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class ReadingDay:
    """The day that decides one month (``month`` and ``day`` of the year read), and the month it is billed in."""

    month: int
    day: int
    billed_in: int


@dataclass(frozen=True, slots=True)
class ReadingProfile:
    """How an agreement reads: one day for each month January–December, or every day.

    presence: one must also be present that day. residence: the municipality of residence that day pays.
    """

    code: str
    days: tuple[ReadingDay, ...]
    presence: bool = False
    residence: bool = True
    every_day: bool = False
    source: str = ""


def _monthly(day: int, **others: tuple[int, int, int]) -> tuple[ReadingDay, ...]:
    """The same day each month but for the months named (m5=(month, day, billed in))."""
    return tuple(ReadingDay(*others.get(f"m{month}", (month, day, month))) for month in range(1, MONTHS + 1))


OREBRO: Final = ReadingProfile(
    "orebro",
    _monthly(15, m5=(5, 15, 5), m6=(5, 15, 5), m7=(9, 15, 9), m8=(9, 15, 9), m9=(9, 15, 9)),
    source="orebro.se, interkommunal ersättning gymnasieskola",
)
HABO: Final = ReadingProfile(
    "habo",
    _monthly(10, m7=(8, 31, 8), m8=(8, 31, 8), m9=(9, 15, 9)),
    presence=True,
    source="habo.se, ersättning för elever i gymnasieskolan",
)
DAILY: Final = ReadingProfile(
    "daily", _monthly(1), every_day=True, source="skl.se, avläsningsdagar: vissa läser av varje dag"
)
PROFILES: Final = {profile.code: profile for profile in (OREBRO, HABO, DAILY)}


def reading_dates(profile: ReadingProfile, year: int) -> tuple[date, ...]:
    """The date that decides each month of a calendar year, by the agreement's profile."""
    return tuple(date(year, one.month, one.day) for one in profile.days)


def months_billed_in(profile: ReadingProfile, month: int) -> tuple[int, ...]:
    """The months that a month's run bills, by the agreement's profile: Örebro's September bills three."""
    if profile.every_day:
        return (month,)
    return tuple(number for number, one in enumerate(profile.days, 1) if one.billed_in == month)


def months_hit(profile: ReadingProfile, year: int, starts: Int32, ends: Int32) -> Bool:
    """Which months of the year each of n stays is paid for: n × 12, by the agreement's profile.

    starts, ends: first and last day of each stay as ordinals, OPEN_END without an end. A stay is one school and
    one municipality of residence, cut short where presence counts.
    """
    days = np.array([day.toordinal() for day in reading_dates(profile, year)], dtype=np.int32)
    hit: Bool = (starts[:, None] <= days) & (days <= ends[:, None])
    return hit


def days_in_months(year: int, starts: Int32, ends: Int32) -> Int32:
    """How many days of each month of the year each of n stays covers: n × 12, for agreements that pay by day."""
    first = np.array([date(year, month, 1).toordinal() for month in range(1, MONTHS + 1)], dtype=np.int32)
    last = (
        first + np.array([monthrange(year, month)[1] for month in range(1, MONTHS + 1)], dtype=np.int32) - 1
    )
    covered = np.minimum(ends[:, None], last) - np.maximum(starts[:, None], first) + 1
    counted: Int32 = np.maximum(covered, 0).astype(np.int32)
    return counted
