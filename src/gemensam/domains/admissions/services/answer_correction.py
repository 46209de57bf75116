"""Answer a request that something be corrected: it is done, or it is refused, with the reason in words."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import CorrectionRequest
from gemensam.domains.admissions.states import CorrectionEvent, next_correction_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.queries import person_of
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_message import queue_message


class WordsMissing(ValueError):
    """An answer needs words: what was done, or why not."""


@transaction.atomic
def answer_correction(
    *, actor: Actor, correction_id: UUID, handled: bool, answer: str, at: datetime
) -> CorrectionRequest:
    """Close the request; who asked is told by mail that there is an answer, never which.

    Raises WordsMissing, TransitionRefused (already answered), PermissionDenied.
    """
    request = (
        CorrectionRequest.objects.select_for_update(of=("self",))
        .select_related("office")
        .get(pk=correction_id)
    )
    policies.require_correction(actor, request)
    if not answer.strip():
        raise WordsMissing
    event = CorrectionEvent.HANDLE if handled else CorrectionEvent.REFUSE
    request.state = next_correction_state(request.state, event)
    request.answer, request.answered_at, request.answered_by_name = answer.strip(), at, actor.name[:200]
    request.save()
    asker = person_of(request.account_id)
    if asker is not None:
        queue_message(
            kind=MessageKind.CORRECTION_ANSWERED,
            person_id=asker,
            dedupe_key=f"correction:{request.pk}",
            at=at,
            send_after=at,
            context={"path": reverse("my_data")},
        )
    record(
        actor=actor,
        event=AuditEvent.CORRECTION_ANSWERED,
        target_type="admissions.correctionrequest",
        target_id=str(request.pk),
        organisation_id=request.office.organisation_id,
        facts={"handled": handled},
        at=at,
    )
    return request
