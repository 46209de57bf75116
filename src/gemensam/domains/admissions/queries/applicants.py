"""Applicants: the list with search and filter, and one applicant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields import BinaryField

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import Application, Choice, Grade, Placement
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.journal import record_export
from gemensam.foundation.directory.models import SecurityMarking
from gemensam.foundation.fields.swedish import folded


@dataclass(frozen=True, slots=True)
class ApplicantFilter:
    """What the list is narrowed by; empty values narrow nothing."""

    text: str = ""
    school_unit: UUID | None = None
    municipality: str = ""
    offering: UUID | None = None
    status: str = ""  # admitted, unplaced, no_grades, late


def ids_by_reference(actor: Actor, references: Sequence[str]) -> dict[str, UUID]:
    """Return the ids of those of the applications that the actor may open."""
    rows = policies.visible_applications(actor, Application.objects.filter(reference__in=references))
    return dict(rows.values_list("reference", "pk"))


def applicants(
    actor: Actor, *, office_id: UUID, year: int, narrow: ApplicantFilter, run_id: UUID | None = None
) -> QuerySet[Application]:
    """Return the year's applicants that the actor may see, in Swedish order of names.

    Protected persons come last, in the order of their references: a place among names would tell the name.
    Each row is annotated with ``number_of_choices``. Searching by text never matches a protected person.
    """
    rows = policies.visible_applications(actor, Application.objects.filter(office=office_id, year=year))
    if narrow.text:
        words = Q()
        for word in folded(narrow.text).split():
            words &= Q(person__search__contains=word) | Q(reference__iexact=word)
        rows = rows.filter(words, person__security_marking=SecurityMarking.NONE)
    if narrow.school_unit:
        rows = rows.filter(school_unit=narrow.school_unit)
    if narrow.municipality:
        rows = rows.filter(home_municipality=narrow.municipality)
    if narrow.school_unit or narrow.municipality:
        rows = rows.filter(person__security_marking=SecurityMarking.NONE)
    if narrow.offering:
        rows = rows.filter(choices__offering=narrow.offering)
    rows = _by_status(rows, narrow.status, run_id)
    return (
        rows.select_related("person", "school_unit")
        .defer("person__civic_no", "person__email", "person__phone")  # encrypted, and no list shows them
        .annotate(number_of_choices=Count("choices", distinct=True))
        .alias(protected=Case(When(person__security_marking=SecurityMarking.NONE, then=0), default=1))
        .alias(
            name_key=Case(
                When(person__security_marking=SecurityMarking.NONE, then="person__sort_key"),
                default=Value(b"", output_field=BinaryField()),
                output_field=BinaryField(),
            )
        )
        .order_by("protected", "name_key", "reference")
    )


def _by_status(rows: QuerySet[Application], status: str, run_id: UUID | None) -> QuerySet[Application]:
    admitted = Exists(Placement.objects.filter(run=run_id, application=OuterRef("pk"), status="admitted"))
    match status:
        case "admitted" if run_id:
            return rows.filter(admitted)
        case "unplaced" if run_id:
            return rows.filter(~admitted)
        case "no_grades":
            return rows.filter(~Exists(Grade.objects.filter(person=OuterRef("person"))))
        case "late":
            return rows.filter(Exists(Choice.objects.filter(application=OuterRef("pk"), late=True)))
        case _:
            return rows


def school_units(actor: Actor, *, office_id: UUID, year: int) -> list[tuple[UUID, str]]:
    """Return id and name of the schools whose applicants the actor may see, in Swedish order."""
    rows = policies.visible_applications(actor, Application.objects.filter(office=office_id, year=year))
    units = rows.filter(school_unit__isnull=False).order_by("school_unit__sort_key")
    return list(units.values_list("school_unit_id", "school_unit__display_name").distinct())


def export(
    actor: Actor, rows: QuerySet[Application], *, office_id: UUID, at: datetime
) -> QuerySet[Application]:
    """Return the rows for a file, protected persons left out; the export is written to the audit log.

    Raises PermissionDenied.
    """
    if not actor.has(Permission.APPLICANT_EXPORT):
        raise PermissionDenied(Permission.APPLICANT_EXPORT)
    exported = rows.filter(person__security_marking=SecurityMarking.NONE)
    record_export(
        actor=actor, target_type="applicants", target_id=str(office_id), rows=exported.count(), at=at
    )
    return exported
