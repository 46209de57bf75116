"""When an application is taken in, to the second, and what is late: Sjuhärad's examples (domain/admissions.md §3.7)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from gemensam.rules.deadlines import Moment, Phase, SendingDates, clock, instant, judge_choices, sending_at


def swedish(*parts: int) -> datetime:
    """A moment by the Swedish wall clock."""
    year, month, day, *time = parts
    hour, minute, second = (*time, 0, 0, 0)[:3]
    return instant(Moment(date(year, month, day), clock(hour, minute, second)), closing=True)


DATES = SendingDates(
    opens=swedish(2027, 1, 12, 9),
    closes=swedish(2027, 2, 1, 23, 59, 59),
    re_opens=swedish(2027, 4, 15, 9),
    re_closes=swedish(2027, 5, 15, 23, 59, 59),
    grade_cutoff=swedish(2027, 6, 24, 16),
    published=swedish(2027, 7, 1, 9),
    handed_over=swedish(2027, 9, 15, 12),
)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (swedish(2027, 1, 12, 8, 59, 59), Phase.NOT_OPEN),
        (swedish(2027, 1, 12, 9), Phase.APPLICATION),
        (swedish(2027, 2, 1, 23, 59, 59), Phase.APPLICATION),
        (swedish(2027, 2, 1, 23, 59, 59) + timedelta(microseconds=999_999), Phase.APPLICATION),
        (swedish(2027, 2, 2), Phase.BETWEEN),
        (swedish(2027, 4, 15, 8, 59, 59), Phase.BETWEEN),
        (swedish(2027, 4, 15, 9), Phase.RE_CHOICE),
        (swedish(2027, 5, 15, 23, 59, 59), Phase.RE_CHOICE),
        (swedish(2027, 5, 16), Phase.LATE),
        (swedish(2027, 6, 24, 16), Phase.LATE),
        (swedish(2027, 6, 24, 16, 0, 1), Phase.FINAL_ROUND),
        (swedish(2027, 7, 1, 9), Phase.RESERVE),
        (swedish(2027, 9, 15, 12), Phase.RESERVE),
        (swedish(2027, 9, 15, 12, 0, 1), Phase.OVER),
    ],
)
def test_phase_at_each_edge_of_the_year_is_the_named_second(at, phase):
    assert sending_at(DATES, at).phase == phase


@pytest.mark.parametrize(
    ("closes", "last", "first_after"),
    [
        # The last Sunday of March 2027 is the 28th: 01:59:59 is followed by 03:00:00.
        (swedish(2027, 3, 28, 2, 30), datetime(2027, 3, 28, 1, 0, 0, tzinfo=UTC), datetime(2027, 3, 28, 1, 0, 1, tzinfo=UTC)),
        # The last Sunday of October 2027 is the 31st: 02:30 is shown twice, and the last one closes.
        (swedish(2027, 10, 31, 2, 30), datetime(2027, 10, 31, 1, 30, 0, tzinfo=UTC), datetime(2027, 10, 31, 1, 30, 1, tzinfo=UTC)),
        # A day that ends at 24:00 after the clock was put forward is an hour shorter.
        (swedish(2027, 3, 28, 23, 59, 59), datetime(2027, 3, 28, 21, 59, 59, tzinfo=UTC), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
        (swedish(2027, 10, 31, 23, 59, 59), datetime(2027, 10, 31, 22, 59, 59, tzinfo=UTC), datetime(2027, 10, 31, 23, 0, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_closing_on_a_night_when_the_clock_is_put_holds_by_the_wall_clock(closes, last, first_after):
    dates = SendingDates(opens=swedish(2027, 1, 12, 9), closes=closes)
    assert sending_at(dates, last).phase == Phase.APPLICATION
    assert sending_at(dates, first_after).phase == Phase.LATE


def test_phase_without_an_opening_is_not_open():
    assert sending_at(replace(DATES, opens=None), swedish(2027, 5, 1)).phase == Phase.NOT_OPEN


def test_phase_of_a_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        sending_at(DATES, datetime(2027, 1, 12, 9))  # noqa: DTZ001 - that is what is tested


def test_order_of_scenario_12_makes_overtaking_choices_late():
    verdict = judge_choices(["TE", "VO", "SA"], ["VO", "SA", "TE"], in_time=False)
    assert verdict.late == {"VO", "SA"}
    assert verdict.in_time == ("TE", "VO", "SA")


def test_order_of_scenario_13_makes_only_the_new_choice_late():
    verdict = judge_choices(["TE", "VO", "SA"], ["VO", "SA", "BA"], in_time=False)
    assert verdict.late == {"BA"}
    assert verdict.in_time == ("VO", "SA")


def test_choice_dropped_late_and_taken_back_is_new():
    dropped = judge_choices(["TE", "VO"], ["VO"], in_time=False)
    assert judge_choices(dropped.in_time, ["VO", "TE"], in_time=False).late == {"TE"}


def test_order_put_back_after_a_late_change_is_in_time_again():
    changed = judge_choices(["TE", "VO"], ["VO", "TE"], in_time=False)
    assert judge_choices(changed.in_time, ["TE", "VO"], in_time=False).late == frozenset()


@pytest.mark.parametrize("reason", [{"in_time": True}, {"in_time": False, "excused": True}])
def test_order_sent_in_time_or_with_excuse_is_not_late_and_is_the_new_measure(reason):
    verdict = judge_choices(["TE"], ["BA", "TE"], **reason)
    assert verdict.late == frozenset()
    assert verdict.in_time == ("BA", "TE")
