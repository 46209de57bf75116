"""Times to talk with a counsellor: which days, which hours, and how long an offer from the queue stands.

Agreed practice of the region's counsellors, not law; the days on which an act can fall due are lag (1930:173) 2 §.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Final

OFFER_STANDS: Final = timedelta(hours=24)
OFFER_ENDS_BEFORE: Final = timedelta(hours=2)  # so that somebody else can still take the time
OFFER_AT_LEAST: Final = timedelta(hours=1)
MAX_DAYS: Final = 370


def series_days(
    first: date, last: date, weekdays: Iterable[int], *, is_weekday: Callable[[date], bool]
) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days of a weekly series, and the holidays that it skips. Lag (1930:173) 2 § says which those are.

    ``weekdays``: 0 = Monday; both ends included. ``is_weekday`` is rules.deadlines.holidays.is_weekday. ValueError when
    the series goes backwards or is longer than a year.
    """
    if last < first or (last - first).days > MAX_DAYS:
        raise ValueError(f"{first} to {last}")
    wanted = frozenset(weekdays)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    chosen = [day for day in days if day.weekday() in wanted]
    kept = tuple(day for day in chosen if is_weekday(day))
    return kept, tuple(day for day in chosen if not is_weekday(day))


def times_of_day(*, start: int, end: int, length: int, pause: int) -> tuple[int, ...]:
    """Minutes after midnight at which a talk begins, so that every talk ends by ``end``. Practice.

    ValueError for a length under five minutes or a pause below zero.
    """
    if length < 5 or pause < 0:
        raise ValueError(f"{length} {pause}")
    return tuple(range(start, end - length + 1, length + pause))


def offer_until(*, now: datetime, starts: datetime) -> datetime | None:
    """Until when the first in the queue may say yes; None when there is no time for an offer. Practice.

    A day, but never closer to the talk than two hours, and never less than an hour: then the time is open to all.
    """
    end = min(now + OFFER_STANDS, starts - OFFER_ENDS_BEFORE)
    return end if end - now >= OFFER_AT_LEAST else None
