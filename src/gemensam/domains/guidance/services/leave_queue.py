"""Give up one's place in the queue."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import WaitingPlace
from gemensam.domains.guidance.states import WaitingState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def leave_queue(*, actor: Actor, pupil_id: UUID, at: datetime) -> None:
    """Leave; who does not stand there leaves nothing. Raises PermissionDenied."""
    policies.require_pupil_or_guardian(actor, pupil_id, on=timezone.localdate(at))
    place = WaitingPlace.objects.filter(pupil=pupil_id, state=WaitingState.WAITING).first()
    if place is None:
        return
    place.state, place.question = WaitingState.LEFT, ""
    place.save(update_fields=["state", "question"])
    record(
        actor=actor,
        event=AuditEvent.GUIDANCE_QUEUE_LEFT,
        target_type="guidance.waiting",
        target_id=str(place.pk),
        at=at,
    )
