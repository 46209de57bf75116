"""Let a decision about one applicant's choices take effect: free quota, exemption in English, reception."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, Choice
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

Field = Literal["free_quota", "english_exemption", "reception"]


@transaction.atomic
def save_choice_decision(
    *,
    actor: Actor,
    office_id: UUID,
    year: int,
    person_id: UUID,
    offerings: Collection[UUID],
    field: Field,
    granted: bool,
    at: datetime,
) -> int:
    """Set the field on the person's choices of the offerings, all of which one provider arranges.

    Returns how many choices there were. Reception is first hand when granted and left to the rules when not.
    Raises PermissionDenied unless the actor decides at the office or for the provider.
    """
    office = AdmissionsOffice.objects.get(pk=office_id)
    rows = Choice.objects.filter(
        application__office=office,
        application__year=year,
        application__person=person_id,
        offering_id__in=offerings,
    )
    providers = set(rows.values_list("offering__provider_id", flat=True))
    policies.require_at_all(actor, Permission.REQUEST_DECIDE, office, providers)
    value: object = granted
    if field == "reception":
        value = "first_hand" if granted else ""
    changed = rows.update(**{field: value})
    record(
        actor=actor,
        event=AuditEvent.CHOICE_DECIDED,
        target_type="directory.person",
        target_id=str(person_id),
        organisation_id=office.organisation_id,
        facts={"field": field, "granted": granted, "choices": changed},
        at=at,
    )
    return changed
