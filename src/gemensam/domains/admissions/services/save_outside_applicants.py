"""Write applicants whom another office has sent: their applications here, grades and choices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, Application, Choice, Grade
from gemensam.domains.admissions.services.void_approvals import void_approvals
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

GradeKey = tuple[str, str, datetime]  # subject, language, registered at


@dataclass(frozen=True, slots=True)
class OutsideApplicant:
    """One applicant from another office. grades: → grade and role. choices: offerings, the most wanted first."""

    person_id: UUID
    reference: str
    home_municipality: str
    school_unit_id: UUID | None
    class_name: str
    grades: Mapping[GradeKey, tuple[str, str]]
    choices: tuple[UUID, ...]
    may_choose: bool = True  # False: has applied here as well, and that list stays


@dataclass(frozen=True, slots=True)
class OutsideSaved:
    """What became of them. kept: lists that stayed because the applicant has applied here as well."""

    new: int
    choices: int
    grades: int
    kept: int


@transaction.atomic
def save_outside_applicants(
    *, actor: Actor, office_id: UUID, year: int, applicants: Sequence[OutsideApplicant], at: datetime
) -> OutsideSaved:
    """Let each one's choices be exactly the given ones, in time; add the grades that are not known. Twice is once.

    Rounds of the year that are not published go back to draft when anything changed. Raises PermissionDenied.
    """
    office = AdmissionsOffice.objects.select_for_update().get(pk=office_id)
    policies.require(actor, Permission.IMPORT_COMMIT, office)
    new = choices = grades = kept = changed = 0
    for one in applicants:
        application, is_new = Application.objects.get_or_create(
            office=office, year=year, person_id=one.person_id,
            defaults={
                "reference": one.reference, "school_unit_id": one.school_unit_id,
                "class_name": one.class_name[:20], "home_municipality": one.home_municipality,
            },
        )  # fmt: skip
        new += is_new
        grades += _add_grades(one)
        if one.may_choose:
            changed += _replace(application, one.choices)
            choices += len(one.choices)
        else:
            kept += 1
    if new or grades or changed:
        void_approvals(
            actor=actor, cause=office, permission=Permission.IMPORT_COMMIT, office=office, year=year,
            reason="import", at=at,
        )  # fmt: skip
    record(
        actor=actor,
        event=AuditEvent.OUTSIDE_APPLICANTS_SAVED,
        target_type="admissions.office",
        target_id=str(office.pk),
        organisation_id=office.organisation_id,
        facts={"new": new, "choices": choices, "grades": grades, "kept": kept},
        at=at,
    )
    return OutsideSaved(new, choices, grades, kept)


def _add_grades(one: OutsideApplicant) -> int:
    """A grade that is known of the same moment stays as it is: schools here register their own."""
    stored = Grade.objects.filter(person=one.person_id)
    known = {(row.subject, row.language, row.registered_at) for row in stored}
    rows = [
        Grade(
            person_id=one.person_id,
            subject=key[0],
            language=key[1],
            registered_at=key[2],
            grade=grade,
            role=role,
        )
        for key, (grade, role) in one.grades.items()
        if key not in known
    ]
    Grade.objects.bulk_create(rows)
    return len(rows)


def _replace(application: Application, wanted: Sequence[UUID]) -> bool:
    """Whether the list became another. What is known of a choice that stays (test, reception) stays."""
    known = {row.offering_id: row for row in Choice.objects.filter(application=application).order_by("rank")}
    if list(known) == list(wanted):
        return False
    Choice.objects.filter(application=application).delete()
    rows = []
    for rank, offering_id in enumerate(wanted, 1):
        row = known.get(offering_id) or Choice(offering_id=offering_id)
        row.pk, row.application, row.rank = None, application, rank
        rows.append(row)
    Choice.objects.bulk_create(rows)
    return True
