"""One applicant as the office sees them: a subject once, with what its grade replaced."""

from datetime import UTC, date, datetime
from uuid import uuid4

from gemensam.domains.admissions.models import Grade
from gemensam.domains.admissions.queries.one_applicant import GradeLine, applicant_view
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from tests.factories.small_round import AT, REGISTERED, make_small_round

AUTUMN = datetime(2026, 12, 21, 8, 0, tzinfo=UTC)


def test_applicant_view_of_a_raised_grade_has_the_subject_once_and_the_replaced_grade(db: None):
    made = make_small_round(applicants=1)
    application = made.applications[0]
    owner = application.person
    Grade.objects.create(person=owner, subject="MA", grade="D", registered_at=AUTUMN)
    for language, grade in (("SPA", "B"), ("TYS", "C")):
        Grade.objects.create(
            person=owner, subject="M2", language=language, grade=grade, role="language_choice",
            registered_at=REGISTERED,
        )  # fmt: skip
    officer = Actor(
        uuid4(),
        None,
        "Handläggare",
        (Grant(Role.OFFICE_OFFICER, made.office_organisation.pk, date(2020, 1, 1)),),
    )
    lines = {
        (line.subject, line.language): line for line in applicant_view(officer, application.pk, at=AT).grades
    }
    assert len(lines) == 18
    assert lines["MA", ""] == GradeLine("MA", "", "A", REGISTERED, (("D", AUTUMN),))
    assert lines["M2", "SPA"] == GradeLine("M2", "SPA", "B", REGISTERED, ())
    assert lines["M2", "TYS"].grade == "C"
