"""Load applications, grades and choices of a whole year at once, from rows that are already typed and checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, Application, Choice, Grade
from gemensam.domains.catalogue.queries import offering_ids
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application by the person's register id."""

    person_id: UUID
    reference: str
    school_unit_id: UUID | None
    class_name: str
    home_municipality: str
    lives_in_area_of: str
    completed_upper_secondary: bool
    comparable_grades: bool
    reduced_timetable: bool


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A grade by the person's register id."""

    person_id: UUID
    subject: str
    language: str
    grade: str
    role: str
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A choice by the application's reference and the offering's code."""

    reference: str
    rank: int
    offering_code: str
    late: bool
    free_quota: bool
    test_points: Decimal | None
    test_passed: bool
    reception: str
    english_exemption: bool


@transaction.atomic
def load_register(
    *,
    actor: Actor,
    office_id: UUID,
    year: int,
    applications: Sequence[ApplicationRow],
    grades: Iterable[GradeRow],
    choices: Iterable[ChoiceRow],
    at: datetime,
) -> int:
    """Add what is new of applications and grades, and let the year's choices be exactly the given ones.

    For a new installation's first filling and for a takeover from another system; day to day, files come through
    the imports. Returns the number of applications of the year. Raises PermissionDenied.
    """
    office = AdmissionsOffice.objects.select_for_update().get(pk=office_id)
    policies.require(actor, Permission.IMPORT_COMMIT, office)
    Application.objects.bulk_create(
        (
            Application(
                office=office, year=year, **{name: getattr(row, name) for name in ApplicationRow.__slots__}
            )
            for row in applications
        ),
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    Grade.objects.bulk_create(
        (Grade(**{name: getattr(row, name) for name in GradeRow.__slots__}) for row in grades),
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    stored = dict(Application.objects.filter(office=office, year=year).values_list("reference", "pk"))
    _replace_choices(office, year, stored, choices)
    record(
        actor=actor,
        event=AuditEvent.REGISTER_LOADED,
        target_type="admissions_office",
        target_id=str(office.pk),
        organisation_id=office.organisation_id,
        facts={"year": year, "applications": len(stored)},
        at=at,
    )
    return len(stored)


def _replace_choices(
    office: AdmissionsOffice, year: int, stored: dict[str, UUID], choices: Iterable[ChoiceRow]
) -> None:
    ids = offering_ids(year=year)
    Choice.objects.filter(application__office=office, application__year=year).delete()
    names = [name for name in ChoiceRow.__slots__ if name not in ("reference", "offering_code")]
    Choice.objects.bulk_create(
        (
            Choice(
                application_id=stored[row.reference],
                offering_id=ids[row.offering_code],
                **{name: getattr(row, name) for name in names},
            )
            for row in choices
        ),
        batch_size=_BATCH,
    )
