"""Ask the office to correct something that is stored about oneself or one's child."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, CorrectionRequest
from gemensam.domains.admissions.states import CorrectionState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def send_correction(
    *, actor: Actor, person_id: UUID, office_id: UUID, concerns: str, text: str, at: datetime
) -> CorrectionRequest:
    """Send it to the office (dataskyddsförordningen art. 16); the same words waiting for an answer are sent once.

    Raises PermissionDenied for anyone who is neither the person nor the guardian, ValueError (unknown ``concerns``).
    """
    policies.require_own_or_ward(actor, person_id, on=timezone.localdate(at))
    office = AdmissionsOffice.objects.select_for_update().get(pk=office_id)
    same = CorrectionRequest.objects.filter(
        office=office, person=person_id, text=text, concerns=concerns, state=CorrectionState.SENT
    ).first()
    if same is not None:
        return same
    assert actor.account_id is not None  # who owns a person or guards one has logged in
    request = CorrectionRequest.objects.create(
        office=office,
        person_id=person_id,
        account_id=actor.account_id,
        concerns=CorrectionRequest.Concerns(concerns),
        text=text,
        sent_at=at,
    )
    record(
        actor=actor,
        event=AuditEvent.CORRECTION_SENT,
        target_type="admissions.correctionrequest",
        target_id=str(request.pk),
        organisation_id=office.organisation_id,
        facts={"concerns": concerns},
        at=at,
    )
    return request
