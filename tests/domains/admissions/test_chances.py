"""Chances from public figures: whose grades may be read, what they rest on, and how many queries they take."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gemensam.domains.admissions.models import Choice
from gemensam.domains.admissions.queries import chances
from gemensam.domains.catalogue.models import PastCutOff
from gemensam.foundation.access.actors import Actor, Grant, PermissionDenied
from gemensam.foundation.access.roles import Role
from gemensam.rules.forecasting import Band, CutOff
from gemensam.rules.terms import SubjectGrade
from tests.factories.small_county import PUPIL, TODAY, make_small_county
from tests.factories.small_round import COMPULSORY, YEAR, make_small_round

SINCE = date(2020, 1, 1)


def past(offering, *lowest: int | None, reason: str = "") -> None:
    """Final cut-offs of the years before, latest first; None with the reason why it is not shown."""
    for back, one in enumerate(lowest, start=1):
        PastCutOff.objects.create(
            year=YEAR - back,
            school_unit=offering.school_unit,
            study_path=offering.programme.removesuffix("25"),
            programme=offering.programme,
            offering_code=offering.code,
            lowest=one,
            reason="" if one is not None else reason,
            source="made_up",
        )


def of_grades(small, letter: str):
    return chances.standing_of_grades(
        [SubjectGrade(one, letter) for one in COMPULSORY], office_id=small.office.pk
    )


def at(small, standing, *codes: str, **more):
    ids = [small.offerings[code].pk for code in codes]
    found = chances.chances_at(standing, ids, office_id=small.office.pk, now=TODAY, **more)
    return [found[one] for one in ids]


def test_chances_of_typed_in_grades_rest_on_past_cut_offs(db):
    small = make_small_round()
    past(small.offerings["NA-1"], 230, 225, 220)
    past(small.offerings["SA-1"], None, None, None, reason="all_admitted")
    first, second, third = at(small, of_grades(small, "C"), "NA-1", "SA-1", "BA-1")
    assert (first.chance.band, first.chance.margin) == (Band.VERY_LIKELY, Fraction(10))
    assert first.chance.years[0].cut_off == CutOff(2026, Fraction(230))
    assert (second.chance.band, third.chance.band) == (Band.VERY_LIKELY, Band.NO_BASIS)


def test_chances_where_small_cells_are_hidden_have_no_basis(db):
    small = make_small_round()
    past(small.offerings["NA-1"], None, None, None, reason="few")
    assert [one.chance.band for one in at(small, of_grades(small, "A"), "NA-1")] == [Band.NO_BASIS]


def test_chances_without_passed_english_are_not_eligible(db):
    small = make_small_round()
    grades = [SubjectGrade(one, "F" if one == "EN" else "C") for one in COMPULSORY]
    standing = chances.standing_of_grades(grades, office_id=small.office.pk)
    (found,) = at(small, standing, "BA-1")
    assert (found.chance.band, found.chance.obstacles) == (Band.NOT_ELIGIBLE, ("eligibility:EN",))


def test_chances_of_a_merit_alone_do_not_judge_eligibility(db):
    small = make_small_round()
    past(small.offerings["NA-1"], 200, 200, 200)
    (found,) = at(small, chances.Standing(Fraction("212.5")), "NA-1")
    assert (found.chance.band, found.chance.obstacles) == (Band.VERY_LIKELY, ())


def test_chances_after_the_preliminary_round_compare_with_it(db):
    county = make_small_county()
    past(county.small.offerings["EK-1"], 200, 200, 200)
    (found,) = at(county.small, of_grades(county.small, "C"), "EK-1")
    preliminary = found.chance.preliminary
    assert preliminary is not None
    # Six seats and twelve who want them: the sixth has five E's and eleven A's, 270.
    assert (preliminary.cut_off, preliminary.margin) == (CutOff(YEAR, Fraction(270)), Fraction(-30))
    assert found.chance.band == Band.UNCERTAIN


def test_chances_of_a_late_choice_are_less(db):
    small = make_small_round()
    past(small.offerings["NA-1"], 200, 200, 200)
    standing = of_grades(small, "C")
    late = at(small, standing, "NA-1", behind={small.offerings["NA-1"].pk})
    in_time = at(small, standing, "NA-1")
    assert [one.chance.band for one in (*late, *in_time)] == [Band.UNCERTAIN, Band.VERY_LIKELY]


def test_chances_take_as_many_queries_for_one_offering_as_for_three(db):
    small = make_small_round()
    standing = of_grades(small, "C")
    numbers = []
    for codes in (("NA-1",), ("NA-1", "SA-1", "BA-1")):
        with CaptureQueriesContext(connection) as queries:
            at(small, standing, *codes)
        numbers.append(len(queries))
    assert numbers == [4, 4]


def actor(role: Role, person_id=None, organisation_id=None) -> Actor:
    return Actor(uuid4(), person_id, "Någon", (Grant(role, organisation_id, SINCE),))


def test_own_standing_is_that_of_the_registered_grades(db):
    county = make_small_county()
    pupil = actor(Role.PUPIL, county.pupil.pk)
    found = chances.own_standing(pupil, county.pupil.pk, office_id=county.small.office.pk, now=TODAY)
    assert (found.value, found.birth_year) == (Fraction(16 * 20 - 10 * PUPIL), 2011)


def test_own_standing_of_a_child_is_read_by_the_guardian(db):
    county = make_small_county()
    guardian = actor(Role.GUARDIAN, county.guardian.pk)
    found = chances.own_standing(guardian, county.pupil.pk, office_id=county.small.office.pk, now=TODAY)
    assert found.value == Fraction(16 * 20 - 10 * PUPIL)


@pytest.mark.parametrize("role", [Role.PUPIL, Role.GUARDIAN, Role.OFFICE_OFFICER])
def test_own_standing_of_somebody_else_is_refused(db, role):
    county = make_small_county()
    other = actor(role, county.small.applications[0].person_id, county.small.office_organisation.pk)
    with pytest.raises(PermissionDenied):
        chances.own_standing(other, county.pupil.pk, office_id=county.small.office.pk, now=TODAY)


def test_applicants_chances_warn_the_counsellor_of_a_list_without_a_seat(db):
    small = make_small_round()
    for code in small.offerings:
        past(small.offerings[code], 315, 318, 319)
    counsellor = actor(Role.COUNSELLOR, None, small.feeder.pk)
    ids = [one.pk for one in small.applications]
    with CaptureQueriesContext(connection) as queries:
        found = chances.applicants_chances(counsellor, ids, office_id=small.office.pk, now=TODAY)
    assert len(queries) == 7
    best, lowest = found[ids[0]], found[ids[5]]
    assert (best.merit, best.risk) == (Fraction(320), None)
    assert (lowest.merit, lowest.risk.code, lowest.risk.none_reached) == (
        Fraction(270),
        "risks_no_seat",
        True,
    )


def test_applicants_chances_of_another_school_are_not_told(db):
    small = make_small_round()
    stranger = actor(Role.COUNSELLOR, None, small.school.pk)
    Choice.objects.all().delete()  # nobody wants that school
    ids = [one.pk for one in small.applications]
    assert chances.applicants_chances(stranger, ids, office_id=small.office.pk, now=TODAY) == {}


def test_own_standing_of_a_replaced_grade_counts_the_later(db):
    small = make_small_round()
    owner = small.applications[0].person
    owner.grades.create(subject="BL", grade="E", registered_at=TODAY)
    own = actor(Role.PUPIL, owner.pk)
    found = chances.own_standing(own, owner.pk, office_id=small.office.pk, now=TODAY)
    assert found.value == Fraction(310)


def test_cut_off_of_a_database_decimal_is_exact(db):
    small = make_small_round()
    past(small.offerings["NA-1"], Decimal("229.9999"), 220, 220)
    (found,) = at(small, of_grades(small, "C"), "NA-1")
    assert found.chance.margin == Fraction(240) - Fraction("229.9999")
