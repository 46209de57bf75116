"""Write what an applicant has sent in: the application and its choices, and nothing that others decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, Application, Choice
from gemensam.domains.admissions.services.save_choice_decision import Field
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@dataclass(frozen=True, slots=True)
class OwnChoice:
    """A choice that was sent in, in its place in the list, with what has been granted for it before.

    given_up: fields whose grant the applicant no longer asks for.
    """

    offering_id: UUID
    late: bool
    free_quota: bool = False
    english_exemption: bool = False
    first_hand: bool = False
    given_up: frozenset[Field] = frozenset()


@transaction.atomic
def save_own_application(
    *,
    actor: Actor,
    office_id: UUID,
    year: int,
    person_id: UUID,
    reference: str,
    school_unit_id: UUID | None,
    class_name: str,
    home_municipality: str,
    choices: Sequence[OwnChoice],
    at: datetime,
) -> Application:
    """Let the person's choices be exactly the given ones, in their order; none = the application is withdrawn.

    What others have decided or reported about a choice that stays (test, free quota, exemption, reception) stays.
    Where the person is already known, school and home stay as they were. Raises PermissionDenied.
    """
    policies.require_own(actor, person_id, on=timezone.localdate(at))
    office = AdmissionsOffice.objects.get(pk=office_id)
    application, _ = Application.objects.select_for_update().get_or_create(
        office=office,
        year=year,
        person_id=person_id,
        defaults={
            "reference": reference,
            "school_unit_id": school_unit_id,
            "class_name": class_name,
            "home_municipality": home_municipality,
        },
    )
    _replace(application, choices)
    record(
        actor=actor,
        event=AuditEvent.APPLICATION_SAVED,
        target_type="admissions.application",
        target_id=str(application.pk),
        organisation_id=office.organisation_id,
        facts={"choices": len(choices), "late": sum(choice.late for choice in choices)},
        at=at,
    )
    return application


def _replace(application: Application, choices: Sequence[OwnChoice]) -> None:
    """Each rank and each offering is unique, so the old rows go first; what is known of them is kept."""
    known = {row.offering_id: row for row in Choice.objects.filter(application=application)}
    Choice.objects.filter(application=application).delete()
    rows = []
    for rank, wanted in enumerate(choices, 1):
        row = known.get(wanted.offering_id) or Choice(offering_id=wanted.offering_id)
        row.pk, row.application, row.rank, row.late = None, application, rank, wanted.late
        for name in wanted.given_up:
            setattr(row, name, "" if name == "reception" else False)
        row.free_quota |= wanted.free_quota
        row.english_exemption |= wanted.english_exemption
        row.reception = "first_hand" if wanted.first_hand else row.reception
        rows.append(row)
    Choice.objects.bulk_create(rows)
