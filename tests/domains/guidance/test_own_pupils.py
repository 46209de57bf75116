"""A counsellor's own pupils: who, what the law says of them, and a fixed number of questions."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gemensam.domains.admissions.models import Choice, Grade
from gemensam.domains.guidance.inputs.standing import missing_subjects
from gemensam.domains.guidance.queries.pupils import (
    PupilFilter,
    has_signal,
    narrowed,
    own_pupil,
    own_pupils,
)
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Enrolment, Person
from gemensam.interfaces.web.guidance.pupil_listing import signals
from gemensam.rules.terms import SubjectGrade
from tests.factories.guidance import enrol, make_school
from tests.factories.small_round import AT, person

pytestmark = pytest.mark.django_db
QUESTIONS = (
    20  # office, enrolments, applications, grades, chances, progress, ticks: the same for one and for three
)


def test_own_pupils_with_enrolled_and_applying_gives_each_once_in_order():
    school = make_school(applicants=3)
    assert [one.person.given_name for one in own_pupils(school.counsellor, at=AT)] == [
        "Elev0",
        "Elev1",
        "Elev2",
    ]


def test_own_pupils_of_another_school_are_not_seen():
    school = make_school(applicants=1)
    assert own_pupils(school.other_counsellor, at=AT) == []
    with pytest.raises(Person.DoesNotExist):
        own_pupil(school.other_counsellor, school.pupils[0].pk, at=AT)
    assert own_pupil(school.counsellor, school.pupils[0].pk, at=AT).class_name == "9A"


def test_own_pupils_without_application_are_shown_as_not_applied():
    school = make_school(applicants=1)
    newcomer = person(50, given="Ny", family="Aaa")
    enrol(newcomer, school.small.feeder, class_name="9B")
    found = narrowed(own_pupils(school.counsellor, at=AT), PupilFilter(signal="not_applied"))
    assert [(one.person.given_name, one.class_name, len(one.standing.missing)) for one in found] == [
        ("Ny", "9B", 16)
    ]


def test_classes_of_the_same_name_at_two_schools_are_told_apart_and_others_keep_their_names():
    school = make_school(applicants=2)
    enrol(person(60, given="Bo"), school.other, class_name="9A")
    enrol(person(61, given="Cy"), school.other, class_name="9C")
    grants = (*school.counsellor.grants, *school.other_counsellor.grants)
    found = own_pupils(replace(school.counsellor, grants=grants), at=AT)
    assert {one.person.given_name: one.class_name for one in found} == {
        "Elev0": "9A, Åskolan", "Elev1": "9A, Åskolan", "Bo": "9A, Bäckskolan", "Cy": "9C",
    }  # fmt: skip


@pytest.mark.parametrize("applicants", [1, 3])
def test_own_pupils_asks_a_fixed_number_of_questions(applicants: int):
    school = make_school(applicants=applicants)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(own_pupils(school.counsellor, at=AT)) == applicants
    assert len(asked) == QUESTIONS


def test_own_pupils_with_protected_identity_are_left_out():
    school = make_school(applicants=2)
    Person.objects.filter(pk=school.pupils[0].pk).update(security_marking="confidential")
    assert [one.person.pk for one in own_pupils(school.counsellor, at=AT)] == [school.pupils[1].pk]


def test_own_pupils_with_protected_identity_for_who_may_stand_last_and_match_no_words():
    school = make_school(applicants=2)
    Person.objects.filter(pk=school.pupils[0].pk).update(security_marking="confidential")
    may = Actor(
        school.counsellor.account_id, None, "Vägledare",
        (*school.counsellor.grants, Grant(Role.OFFICE_OFFICER, school.small.office_organisation.pk, AT.date())),
    )  # fmt: skip
    found = own_pupils(may, at=AT)
    assert [one.is_protected for one in found] == [False, True]
    assert narrowed(found, PupilFilter(text="Elev0")) == []
    assert len(narrowed(found, PupilFilter(text="Elev1"))) == 1


def test_standing_counts_merit_and_eligibility_by_law():
    school = make_school(applicants=2)
    best, second = own_pupils(school.counsellor, at=AT)
    assert best.standing.merit == Fraction(320)  # sixteen A: GF 7:4
    assert second.standing.merit == Fraction(310)  # one E in place of an A
    assert (best.standing.vocational, best.standing.eligible_choices) == (True, 3)


def test_standing_with_english_failed_is_not_eligible_to_anything():
    school = make_school(applicants=1)
    Grade.objects.filter(person=school.pupils[0], subject="EN").update(grade="F")
    (one,) = own_pupils(school.counsellor, at=AT)
    assert (one.standing.vocational, one.standing.eligible_choices) == (False, 0)
    assert [item.codes for item in one.standing.choices] == [("eligibility:EN",)] * 3
    assert has_signal(one, "no_eligible")
    # who is counted as one who risks no seat is also said to be one in the list
    assert (has_signal(one, "risk"), "Riskerar att bli utan plats" in dict(map(reversed, signals(one)))) == (
        True,
        True,
    )


def test_signal_of_late_choice_is_found():
    school = make_school(applicants=2)
    Choice.objects.filter(application=school.small.applications[1], rank=2).update(late=True)
    found = narrowed(own_pupils(school.counsellor, at=AT), PupilFilter(signal="late"))
    assert [one.person.given_name for one in found] == ["Elev1"]


def test_missing_subjects_with_combined_grades_counts_their_subjects():
    grades = [
        SubjectGrade("SVA", "E"),
        SubjectGrade("NO", "E"),
        SubjectGrade("EN", "-"),
        SubjectGrade("MA", "F"),
    ]
    assert missing_subjects(grades) == ("EN", "GE", "HI", "RE", "SH", "BL", "HKK", "IDH", "MU", "SL", "TK")


def test_own_pupils_who_have_moved_by_the_register_are_the_next_schools_alone():
    school = make_school(applicants=2)
    gone, ended = school.pupils
    Enrolment.objects.filter(person__in=school.pupils).update(ends=AT.date() - timedelta(days=1))
    enrol(gone, school.other)  # the other one goes nowhere else: the application stands here still
    assert [one.person.pk for one in own_pupils(school.counsellor, at=AT)] == [ended.pk]
    assert [one.person.pk for one in own_pupils(school.other_counsellor, at=AT)] == [gone.pk]
    with pytest.raises(Person.DoesNotExist):
        own_pupil(school.counsellor, gone.pk, at=AT)
