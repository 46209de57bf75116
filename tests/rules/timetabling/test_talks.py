"""Series of times, hours of a day, and how long an offer stands."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gemensam.rules.deadlines.holidays import is_weekday
from gemensam.rules.timetabling.talks import offer_until, series_days, times_of_day

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)


def test_series_days_over_easter_skips_the_holidays_and_tells_them():
    # Easter Day 2027 is 28 March: Good Friday 26, Easter Monday 29
    kept, skipped = series_days(date(2027, 3, 19), date(2027, 4, 5), [0, 4], is_weekday=is_weekday)
    assert kept == (date(2027, 3, 19), date(2027, 3, 22), date(2027, 4, 2), date(2027, 4, 5))
    assert skipped == (date(2027, 3, 26), date(2027, 3, 29))


def test_series_days_backwards_or_too_long_is_refused():
    for last in (date(2027, 3, 18), date(2029, 1, 1)):
        with pytest.raises(ValueError, match="2027-03-19"):
            series_days(date(2027, 3, 19), last, [0], is_weekday=is_weekday)
    assert series_days(date(2027, 3, 19), date(2027, 3, 19), [4], is_weekday=is_weekday) == (
        (date(2027, 3, 19),),
        (),
    )


def test_times_of_day_ends_by_the_end():
    # nine to half past ten, half an hour and ten minutes between: 9.00, 9.40 (to 10.10), not 10.20 (to 10.50)
    assert times_of_day(start=540, end=630, length=30, pause=10) == (540, 580)
    assert times_of_day(start=540, end=560, length=30, pause=0) == ()
    with pytest.raises(ValueError, match="4 0"):
        times_of_day(start=540, end=630, length=4, pause=0)


@pytest.mark.parametrize(
    ("hours_to_start", "expected_hours"),
    [(100, 24), (26, 24), (25, 23), (4, 2), (3, 1), (2.9, None), (1, None), (-1, None)],
)
def test_offer_until_is_a_day_but_ends_in_time(hours_to_start: float, expected_hours: float | None):
    until = offer_until(now=NOW, starts=NOW + timedelta(hours=hours_to_start))
    assert until == (None if expected_hours is None else NOW + timedelta(hours=expected_hours))
