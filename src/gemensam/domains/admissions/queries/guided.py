"""What a counsellor's pupils have applied for and been graded in: many persons in a fixed number of questions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from django.db.models import Q
from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import Application, Choice, Grade
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory import policies as directory
from gemensam.foundation.directory.models import Person
from gemensam.rules import merit
from gemensam.rules.merit import NO_CUTOFF, MeritRules
from gemensam.rules.terms import GRADE_INDEX, SubjectGrade


@dataclass(frozen=True, slots=True)
class GuidedChoice:
    """A choice with what its eligibility depends on."""

    rank: int
    offering_id: UUID
    code: str
    title: str
    school: str
    municipality_code: str
    programme: str
    base_programme: str
    cancelled: bool
    late: bool
    free_quota: bool
    english_exemption: bool


@dataclass(frozen=True, slots=True)
class GuidedApplication:
    """One person's application of the year."""

    id: UUID
    reference: str
    person: Person
    school_unit_id: UUID | None
    class_name: str
    completed: bool
    comparable_grades: bool
    reduced_timetable: bool
    choices: tuple[GuidedChoice, ...]


def guided_applications(
    actor: Actor,
    *,
    office_id: UUID,
    year: int,
    school_units: Collection[UUID] = (),
    person_ids: Collection[UUID] = (),
) -> dict[UUID, GuidedApplication]:
    """Return the applications of the schools' pupils and of the named persons, by person: two questions.

    Only those that the actor may see; protected persons fail closed as everywhere.
    """
    rows = policies.visible_applications(actor, Application.objects.filter(office=office_id, year=year))
    rows = rows.filter(Q(school_unit__in=school_units) | Q(person__in=person_ids)).select_related("person")
    rows = rows.defer("person__civic_no", "person__email", "person__phone")
    found = {row.pk: row for row in rows}
    chosen: dict[UUID, list[GuidedChoice]] = {pk: [] for pk in found}
    choices = Choice.objects.filter(application__in=found).select_related("offering__school_unit")
    for choice in choices.order_by("application", "rank"):
        chosen[choice.application_id].append(_choice(choice))
    return {
        row.person_id: GuidedApplication(
            id=row.pk,
            reference=row.reference,
            person=row.person,
            school_unit_id=row.school_unit_id,
            class_name=row.class_name,
            completed=row.completed_upper_secondary,
            comparable_grades=row.comparable_grades,
            reduced_timetable=row.reduced_timetable,
            choices=tuple(chosen[row.pk]),
        )
        for row in found.values()
    }


def _choice(choice: Choice) -> GuidedChoice:
    offering = choice.offering
    return GuidedChoice(
        rank=choice.rank,
        offering_id=offering.pk,
        code=offering.code,
        title=offering.title,
        school=offering.school_unit.display_name,
        municipality_code=offering.municipality_code,
        programme=offering.programme,
        base_programme=offering.base_programme,
        cancelled=offering.cancelled,
        late=choice.late,
        free_quota=choice.free_quota,
        english_exemption=choice.english_exemption,
    )


def guided_grades(
    actor: Actor, *, person_ids: Collection[UUID], applications: Iterable[GuidedApplication], rules: str,
    at: datetime,
) -> dict[UUID, tuple[SubjectGrade, ...]]:  # fmt: skip
    """Return the grades that count now of the persons that the actor may read, by person: two questions.

    ``applications`` are ones that the actor has been given: an applicant's grades go with the application.
    """
    given = {one.person.pk for one in applications}
    others = Person.objects.filter(pk__in=set(person_ids) - given)
    on = timezone.localdate(at)
    readable = given | set(directory.visible(actor, others, on=on).values_list("pk", flat=True))
    rows = Grade.objects.filter(person__in=readable, registered_at__lte=at)
    rows = rows.order_by("person", "subject", "language", "registered_at")
    return _effective(list(rows), merit.RULES[rules])


def _effective(rows: list[Grade], rules: MeritRules) -> dict[UUID, tuple[SubjectGrade, ...]]:
    """The one grade of each subject and language that counts, by the rule of supplements."""
    keys: dict[tuple[UUID, str, str], int] = {}
    numbers = [keys.setdefault((row.person_id, row.subject, row.language), len(keys)) for row in rows]
    kept = merit.effective_rows(
        key=np.array(numbers, dtype=np.int64),
        grade=np.array([GRADE_INDEX[row.grade] for row in rows], dtype=np.int8),
        registered_at=np.arange(len(rows), dtype=np.int64),  # the rows stand in order of time within a key
        source_row=np.arange(len(rows), dtype=np.int64),
        cutoff=NO_CUTOFF,
        rules=rules,
    )
    found: dict[UUID, list[SubjectGrade]] = {}
    for row, counts in zip(rows, kept, strict=True):
        if counts:
            grade = SubjectGrade(row.subject, row.grade, row.role, row.language)
            found.setdefault(row.person_id, []).append(grade)
    return {person: tuple(grades) for person, grades in found.items()}
