"""The calendar of an admission year: named dates with a time of day, in Swedish time to the second.

GF 7:7 gives the frame (preliminary decision early in spring, final one if possible before 1 July); the dates
are each office's own agreement.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from gemensam.rules.deadlines.holidays import is_weekday

SWEDISH_TIME: Final = ZoneInfo("Europe/Stockholm")
DAY_SECONDS: Final = 24 * 60 * 60


class EventName(StrEnum):
    """What a calendar may date. The value is the stored code."""

    AUTUMN_GRADES = "autumn_grades"  # autumn grades of year nine in, basis of the preliminary run, GF 7:7
    APPLICATION = "application"  # the web is open for application
    SPECIAL_PAPERS = "special_papers"  # free quota, English exemption, special reasons
    STATEMENTS = "statements"  # home municipality's statement, SL 16:48
    SKILL_TESTS = "skill_tests"  # test results in, GF 7:5
    SEAT_CHANGES = "seat_changes"  # programmes stopped, seats changed
    PRELIMINARY = "preliminary"  # preliminary decision published, GF 7:7
    RE_CHOICE = "re_choice"  # omval
    FINAL_GRADES = "final_grades"  # final grade documents in
    HOLIDAY_SCHOOL = "holiday_school"  # obligatory lovskola, SL 10:23
    GRADE_CUTOFF = "grade_cutoff"  # last registration that counts in the final run
    FINAL = "final"  # final decision published, GF 7:7
    REPLY = "reply"  # reply to the final decision
    RESERVE = "reserve"  # first reserve run published
    RESERVE_REPLY = "reserve_reply"
    HANDOVER = "handover"  # the schools take over the admission


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time of day in Swedish time, the seconds since its midnight by the clock: 86 400 = 24:00.

    next_weekday: where the day is no weekday, the next one is meant, at the same time of day.
    """

    day: date
    seconds: int = 0
    next_weekday: bool = False

    def __post_init__(self) -> None:
        """Refuse a time of day outside 00:00–24:00 (ValueError)."""
        if not 0 <= self.seconds <= DAY_SECONDS:
            raise ValueError(f"{self.seconds} s is no time of day")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A named event: a window with both ends, a deadline (closes only) or a publication (opens only)."""

    name: EventName
    opens: Moment | None = None
    closes: Moment | None = None


@dataclass(frozen=True, slots=True)
class AdmissionCalendar:
    """One office's dates for the admission to education that starts in `year`."""

    office: str
    year: int
    events: tuple[CalendarEvent, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """When something is open, in UTC: from opens (None = always before) until, not including, closes."""

    opens: datetime | None
    closes: datetime | None


def clock(hour: int, minute: int = 0, second: int = 0) -> int:
    """Seconds of a time of day, for Moment (format HH:MM:SS); 24:00 is the end of the day."""
    return (hour * 60 + minute) * 60 + second


def next_weekday(day: date) -> date:
    """The day itself, or the first weekday after it: lag (1930:173) om beräkning av lagstadgad tid, 2 §."""
    while not is_weekday(day):
        day += timedelta(days=1)
    return day


def instant(moment: Moment, *, closing: bool) -> datetime:
    """The point in time of a moment, in UTC, to the second. Practice: by the clock on the wall.

    A time that the clock shows twice (October) is the first one for an opening, the last for a closing. A
    time that it never shows (March) is when the clock jumps past it.
    """
    day = next_weekday(moment.day) if moment.next_weekday else moment.day
    wall = datetime.combine(day, time()) + timedelta(seconds=moment.seconds)
    first, last = (wall.replace(tzinfo=SWEDISH_TIME, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first > last:
        return _jump(last, first, wall)
    return last if closing else first


def window(calendar: AdmissionCalendar, event: EventName) -> Window:
    """When the event is open, by the office's agreement. KeyError for an event without a date."""
    found = next((one for one in calendar.events if one.name == event), None)
    if found is None:
        raise KeyError(event)
    return Window(
        opens=instant(found.opens, closing=False) if found.opens else None,
        closes=instant(found.closes, closing=True) if found.closes else None,
    )


def is_open(calendar: AdmissionCalendar, event: EventName, at: datetime) -> bool:
    """Is the event open at the moment? The opening second is in, the closing one is out (practice).

    at: with zone, else ValueError. KeyError as window.
    """
    span = window(calendar, event)
    _require_zone(at)
    return (span.opens is None or span.opens <= at) and (span.closes is None or at < span.closes)


def due(calendar: AdmissionCalendar, event: EventName) -> datetime:
    """When the event must be done (agreement): its closing, or its publication; UTC. KeyError as window."""
    span = window(calendar, event)
    moment = span.closes or span.opens
    if moment is None:
        raise KeyError(event)
    return moment


def next_open_window(calendar: AdmissionCalendar, event: EventName, at: datetime) -> Window | None:
    """The event's window if it is open or still to come, else None (agreement of the office).

    at: with zone, else ValueError. KeyError as window.
    """
    span = window(calendar, event)
    _require_zone(at)
    return span if span.closes is None or at < span.closes else None


def calendar_faults(calendar: AdmissionCalendar) -> tuple[tuple[str, EventName], ...]:
    """What is wrong with a calendar, as (code, event), in the order of the events; empty = usable. Practice.

    `repeated`: the event is dated twice. `undated`: neither end is given. `ends_before_start`. `wrong_year`:
    a date outside the school year before the start, from September, or after the year of the start.
    """
    found = []
    seen: set[EventName] = set()
    for event in calendar.events:
        ends = [moment for moment in (event.opens, event.closes) if moment]
        if event.name in seen:
            found.append(("repeated", event.name))
        if not ends:
            found.append(("undated", event.name))
        if len(ends) == 2 and instant(ends[0], closing=False) >= instant(ends[1], closing=True):
            found.append(("ends_before_start", event.name))
        if any(not date(calendar.year - 1, 9, 1) <= end.day <= date(calendar.year, 12, 31) for end in ends):
            found.append(("wrong_year", event.name))
        seen.add(event.name)
    return tuple(found)


def _jump(before: datetime, after: datetime, wall: datetime) -> datetime:
    """The first second at which the clock on the wall shows `wall` or later, between two points in time."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(SWEDISH_TIME).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after


def _require_zone(at: datetime) -> None:
    if at.utcoffset() is None:
        raise ValueError("a moment needs its zone")
