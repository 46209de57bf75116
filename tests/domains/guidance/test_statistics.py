"""Statistics of the talks: what is counted, and what is hidden."""

from datetime import date, timedelta

import pytest

from gemensam.domains.guidance.models import Booking
from gemensam.domains.guidance.queries.statistics import Term, talk_statistics, term_of, terms
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.access.roles import Role
from tests.factories.guidance import School, make_school, slot_at
from tests.factories.small_round import AT, staff

pytestmark = pytest.mark.django_db
PERIOD = {"term": Term(2027, autumn=False)}


def talk(school: School, number: int, code: str, *, form: str = "room", state: str = "held") -> None:
    """A talk a number of hours from AT, wished two days before it begins."""
    slot = slot_at(school, AT + timedelta(hours=number + 1), municipality_code=code, form=form)
    Booking.objects.create(
        slot=slot, pupil=school.pupils[0], booked_by=school.pupils[0].pk, state=state,
        wished_at=slot.starts_at - timedelta(days=2), booked_at=AT,
    )  # fmt: skip


def test_talk_statistics_counts_times_talks_share_and_waiting():
    school = make_school(applicants=1)
    for number in range(6):
        talk(school, number, "2281", state="missed" if number == 5 else "held")
    for number in range(6, 16):
        talk(school, number, "2282", form="video")
    for number in range(16, 20):
        slot_at(school, AT + timedelta(hours=number + 1), municipality_code="2281")
    found = talk_statistics(school.counsellor, **PERIOD)
    sundsvall, kramfors = found.lines
    assert (sundsvall.offered, sundsvall.booked, sundsvall.used_percent, sundsvall.waiting_days) == (
        10,
        6,
        60,
        2,
    )
    assert (kramfors.offered, kramfors.booked, kramfors.by_form) == (10, 10, (0, 0, 10))
    assert sundsvall.missed is None  # one pupil
    assert (found.offered, found.booked) == (20, 16)


def test_talk_statistics_of_few_pupils_are_hidden_with_one_more():
    school = make_school(applicants=1)
    for number in range(3):
        talk(school, number, "2281")
    for number in range(3, 12):
        talk(school, number, "2282")
    few, more = talk_statistics(school.counsellor, **PERIOD).lines
    assert (few.booked, few.waiting_days, few.used_percent) == (None, None, None)
    assert more.booked is None  # the total less this would tell


def test_talk_statistics_of_one_rare_form_is_not_told_by_the_row():
    school = make_school(applicants=1)
    for number, form in enumerate(["room"] * 9 + ["video"] * 3 + ["phone"] * 8):
        talk(school, number, "2281", form=form)
    for number, form in enumerate(["room"] * 9 + ["video"] * 3 + ["phone"] * 8, start=20):
        talk(school, number, "2282", form=form)
    for line in talk_statistics(school.counsellor, **PERIOD).lines:
        assert (line.booked, line.by_form) == (20, (9, None, None))


def test_talk_statistics_for_who_may_not_is_refused():
    school = make_school(applicants=1)
    with pytest.raises(PermissionDenied):
        talk_statistics(staff(Role.SCHOOL_ADMINISTRATOR, school.small.feeder), **PERIOD)


def test_terms_do_not_overlap_and_cover_every_day_so_that_none_differ_by_a_pupil():
    day, seen = date(2026, 1, 1), []
    while day < date(2028, 1, 1):
        term = term_of(day)
        assert term.first <= day <= term.last
        seen.append(term.code)
        day += timedelta(days=1)
    assert sorted(set(seen)) == ["2026-ht", "2026-vt", "2027-ht", "2027-vt"]
    assert len(seen) == sum(
        (one.last - one.first).days + 1
        for one in {term_of(date(y, m, 1)) for y in (2026, 2027) for m in (1, 8)}
    )


def test_terms_are_those_with_times_and_the_present_one():
    school = make_school(applicants=1)
    slot_at(school, AT - timedelta(days=300))
    assert [one.code for one in terms(today=AT.date())] == [
        "2027-vt",
        "2026-vt" if (AT - timedelta(days=300)).month < 8 else "2026-ht",
    ]
