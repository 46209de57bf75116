"""Holidays by rule, moments in Swedish time, and the calendar of an admission year."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from gemensam.rules.deadlines import (
    AdmissionCalendar,
    CalendarEvent,
    EventName,
    Moment,
    PublicHoliday,
    Window,
    calendar_faults,
    clock,
    due,
    instant,
    is_open,
    is_weekday,
    next_open_window,
    next_weekday,
    public_holidays,
    window,
)
from gemensam.rules.deadlines.holidays import easter_day
from tests.rules import golden

TABLES = golden.load("calendar")

# Skaraborg's published dates, put in 2027.
SKARABORG = AdmissionCalendar(
    office="Skaraborg",
    year=2027,
    events=(
        CalendarEvent(EventName.AUTUMN_GRADES, closes=Moment(date(2026, 12, 22), clock(24))),
        CalendarEvent(
            EventName.APPLICATION,
            opens=Moment(date(2027, 1, 7), clock(9)),
            closes=Moment(date(2027, 2, 1), clock(24)),
        ),
        CalendarEvent(EventName.PRELIMINARY, opens=Moment(date(2027, 4, 15), clock(9))),
        CalendarEvent(
            EventName.RE_CHOICE,
            opens=Moment(date(2027, 4, 15), clock(9)),
            closes=Moment(date(2027, 5, 15), clock(24), next_weekday=True),  # a Saturday
        ),
        CalendarEvent(EventName.GRADE_CUTOFF, closes=Moment(date(2027, 6, 23), clock(16))),
        CalendarEvent(EventName.FINAL, opens=Moment(date(2027, 7, 1), clock(9))),
    ),
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("year", TABLES["holidays"])
def test_public_holidays_of_year_are_the_laws(year):
    expected = [date.fromisoformat(f"{year}-{day}") for day in TABLES["holidays"][year]]
    assert sorted(public_holidays(int(year))) == expected


@pytest.mark.parametrize("year", TABLES["easter"])
def test_easter_day_of_year_is_the_almanacs(year):
    assert easter_day(int(year)) == date.fromisoformat(f"{year}-{TABLES['easter'][year]}")


def easter_by_moon_tables(year: int) -> date:
    """Easter by the church's tables: golden number, epact, paschal full moon, the Sunday after it."""
    golden = year % 19 + 1
    century = year // 100 + 1
    epact = (11 * golden + 20 + (8 * century + 5) // 25 - 5 - (3 * century // 4 - 12)) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    day = date(year, 3, 1) + timedelta(days=(43 if epact < 24 else 73) - epact)
    return next(
        day + timedelta(days=ahead) for ahead in range(1, 8) if (day + timedelta(days=ahead)).weekday() == 6
    )


def test_easter_day_of_any_year_is_by_the_moon_tables():
    wrong = [year for year in range(2005, 4500) if easter_day(year) != easter_by_moon_tables(year)]
    assert wrong == []


def test_public_holidays_have_the_laws_names():
    named = {holiday: day for day, holiday in public_holidays(2026).items()}
    assert set(named) == set(PublicHoliday)
    assert named[PublicHoliday.ASCENSION] == date(2026, 5, 14)
    assert named[PublicHoliday.MIDSUMMER_DAY] == date(2026, 6, 20)
    assert public_holidays(2008)[date(2008, 5, 1)] is PublicHoliday.ASCENSION
    assert public_holidays(2049)[date(2049, 6, 6)] is PublicHoliday.PENTECOST


def test_public_holidays_keep_to_their_weekdays():
    weekdays = {
        PublicHoliday.GOOD_FRIDAY: 4,
        PublicHoliday.EASTER_DAY: 6,
        PublicHoliday.EASTER_MONDAY: 0,
        PublicHoliday.ASCENSION: 3,
        PublicHoliday.PENTECOST: 6,
        PublicHoliday.MIDSUMMER_DAY: 5,
        PublicHoliday.ALL_SAINTS: 5,
    }
    for year in range(2005, 2105):
        named = {holiday: day for day, holiday in public_holidays(year).items()}
        assert {holiday: named[holiday].weekday() for holiday in weekdays} == weekdays
        assert date(year, 6, 20) <= named[PublicHoliday.MIDSUMMER_DAY] <= date(year, 6, 26)
        assert date(year, 10, 31) <= named[PublicHoliday.ALL_SAINTS] <= date(year, 11, 6)
        assert date(year, 3, 22) <= named[PublicHoliday.EASTER_DAY] <= date(year, 4, 25)


def test_public_holidays_before_the_present_law_are_refused():
    with pytest.raises(ValueError, match="2005"):
        public_holidays(2004)


def test_is_weekday_of_eves_is_no():
    assert [is_weekday(date(2026, *day)) for day in ((6, 18), (6, 19), (12, 23), (12, 24), (12, 31))] == [
        True,
        False,
        True,
        False,
        False,
    ]


def test_next_weekday_of_a_weekday_is_itself():
    assert next_weekday(date(2027, 2, 1)) == date(2027, 2, 1)


@pytest.mark.parametrize("case", golden.cases("calendar", "moment"))
def test_instant_of_worked_example_is_in_utc(case):
    parts = [int(part) for part in case["time"].split(":")]
    moment = Moment(date.fromisoformat(case["day"]), clock(*parts), case.get("next", False))
    assert instant(moment, closing=case["ends"] == "closes") == utc(case["utc"])


@pytest.mark.parametrize("seconds", [-1, 86_401])
def test_moment_outside_the_day_is_refused(seconds):
    with pytest.raises(ValueError, match="no time of day"):
        Moment(date(2027, 2, 1), seconds)


@pytest.mark.parametrize(
    ("event", "at", "expected"),
    [
        ("application", "2027-01-07T07:59:59", False),
        ("application", "2027-01-07T08:00:00", True),
        ("application", "2027-02-01T22:59:59", True),
        ("application", "2027-02-01T23:00:00", False),
        ("re_choice", "2027-05-17T21:59:59", True),  # moved from Saturday 15 to Monday 17 May, 24:00
        ("re_choice", "2027-05-17T22:00:00", False),
        ("grade_cutoff", "2020-01-01T00:00:00", True),
        ("grade_cutoff", "2027-06-23T13:59:59", True),
        ("grade_cutoff", "2027-06-23T14:00:00", False),
        ("final", "2027-07-01T06:59:59", False),
        ("final", "2027-07-01T07:00:00", True),
        ("final", "2030-07-01T07:00:00", True),
    ],
)
def test_is_open_at_the_second_follows_the_calendar(event, at, expected):
    assert is_open(SKARABORG, EventName(event), utc(at)) is expected


def test_due_of_event_is_its_closing_else_its_publication():
    assert due(SKARABORG, EventName.GRADE_CUTOFF) == utc("2027-06-23T14:00:00")
    assert due(SKARABORG, EventName.RE_CHOICE) == utc("2027-05-17T22:00:00")
    assert due(SKARABORG, EventName.FINAL) == utc("2027-07-01T07:00:00")


def test_next_open_window_is_none_once_it_has_closed():
    span = Window(opens=utc("2027-01-07T08:00:00"), closes=utc("2027-02-01T23:00:00"))
    assert next_open_window(SKARABORG, EventName.APPLICATION, utc("2026-11-01T00:00:00")) == span
    assert next_open_window(SKARABORG, EventName.APPLICATION, utc("2027-02-01T22:59:59")) == span
    assert next_open_window(SKARABORG, EventName.APPLICATION, utc("2027-02-01T23:00:00")) is None
    final = next_open_window(SKARABORG, EventName.FINAL, utc("2030-01-01T00:00:00"))
    assert final == Window(opens=utc("2027-07-01T07:00:00"), closes=None)


def test_window_of_an_event_without_a_date_is_refused():
    with pytest.raises(KeyError):
        window(SKARABORG, EventName.HANDOVER)
    empty = AdmissionCalendar("x", 2027, (CalendarEvent(EventName.REPLY),))
    with pytest.raises(KeyError):
        due(empty, EventName.REPLY)


def test_a_moment_without_zone_is_refused():
    naive = datetime(2027, 1, 8)  # noqa: DTZ001 - the fault that is tested
    with pytest.raises(ValueError, match="zone"):
        is_open(SKARABORG, EventName.APPLICATION, naive)
    with pytest.raises(ValueError, match="zone"):
        next_open_window(SKARABORG, EventName.APPLICATION, naive)


def test_a_moment_in_another_zone_is_the_same_moment():
    at = utc("2027-02-01T22:59:59").astimezone(timezone(timedelta(hours=5)))
    assert is_open(SKARABORG, EventName.APPLICATION, at)


def test_calendar_faults_of_a_published_calendar_are_none():
    assert calendar_faults(SKARABORG) == ()


def test_calendar_faults_tell_each_fault():
    day = date(2027, 4, 15)
    calendar = AdmissionCalendar(
        "x",
        2027,
        (
            CalendarEvent(EventName.FINAL),
            CalendarEvent(EventName.FINAL, opens=Moment(day)),
            CalendarEvent(EventName.REPLY, opens=Moment(day, clock(9)), closes=Moment(day, clock(9))),
            CalendarEvent(EventName.RESERVE, opens=Moment(date(2028, 1, 1))),
            CalendarEvent(EventName.AUTUMN_GRADES, closes=Moment(date(2026, 8, 31))),
            CalendarEvent(
                EventName.APPLICATION, opens=Moment(date(2026, 9, 1)), closes=Moment(date(2027, 12, 31))
            ),
        ),
    )
    assert calendar_faults(calendar) == (
        ("undated", EventName.FINAL),
        ("repeated", EventName.FINAL),
        ("ends_before_start", EventName.REPLY),
        ("wrong_year", EventName.RESERVE),
        ("wrong_year", EventName.AUTUMN_GRADES),
    )
