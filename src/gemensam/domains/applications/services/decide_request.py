"""Decide something that an applicant asks for besides grades."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from gemensam.domains.admissions.services.save_choice_decision import save_choice_decision
from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Request, RequestKind
from gemensam.domains.applications.services._asking import FIELDS
from gemensam.domains.applications.states import RequestEvent, RequestState, next_request_state
from gemensam.domains.catalogue.queries import offerings
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages

# Why, as codes whose sentences stand with the page. The first ones grant, the others refuse.
REASONS: Final[dict[str, dict[bool, tuple[str, ...]]]] = {
    RequestKind.FREE_QUOTA: {
        True: ("special_circumstances", "not_comparable"),
        False: ("no_special_circumstances", "no_certificate", "no_seats", "not_eligible"),
    },
    RequestKind.ENGLISH: {
        True: ("no_teaching_and_able",),
        False: ("has_had_teaching", "not_able", "no_certificate"),
    },
    RequestKind.SPECIAL_REASONS: {
        True: ("personal_circumstances",),
        False: ("no_personal_circumstances", "no_certificate"),
    },
    RequestKind.APPRENTICESHIP: {
        True: ("not_offered_at_home",),
        False: ("offered_at_home",),
    },
}


class UnfitReason(ValueError):
    """The reason does not belong to the decision."""


@transaction.atomic
def decide_request(*, actor: Actor, request_id: UUID, granted: bool, reason: str, at: datetime) -> Request:
    """Grant or refuse, with the reason's code; the choices get what follows, and the applicant is told.

    A decision can be taken anew. The exemption in English holds at one provider only (skollagen 16 kap. 32 §).
    Raises UnfitReason, TransitionRefused, PermissionDenied.
    """
    request = (
        Request.objects.select_for_update(of=("self",)).select_related("draft__office").get(pk=request_id)
    )
    policies.require_decide(actor, request)
    if reason not in REASONS[request.kind][granted]:
        raise UnfitReason(reason)
    was_granted = request.state == RequestState.GRANTED
    request.state = next_request_state(request.state, RequestEvent.GRANT if granted else RequestEvent.REFUSE)
    request.reason, request.decided_at, request.decided_by = reason, at, actor.name[:200]
    request.save()
    if granted or was_granted:
        _let_follow(actor, request, granted, at)
    _tell(request, at)
    record(
        actor=actor,
        event=AuditEvent.REQUEST_DECIDED,
        target_type="applications.request",
        target_id=str(request.pk),
        organisation_id=request.draft.office.organisation_id,
        facts={"kind": request.kind, "granted": granted, "reason": reason},
        at=at,
    )
    return request


def _let_follow(actor: Actor, request: Request, granted: bool, at: datetime) -> None:
    """The choices that stand in the register, whatever is being written now; another granted request still holds."""
    draft, field = request.draft, FIELDS[request.kind]
    if request.offering_id is not None:
        concerned = {request.offering_id}
        kinds = [kind for kind, other in FIELDS.items() if other == field]
        others = Request.objects.filter(
            draft=draft, kind__in=kinds, offering=request.offering_id, state=RequestState.GRANTED
        )
        granted = granted or others.exists()
    else:
        arranged = offerings(actor, year=draft.year).filter(provider=request.provider_id)
        concerned = set(arranged.values_list("pk", flat=True))
    save_choice_decision(
        actor=actor,
        office_id=draft.office_id,
        year=draft.year,
        person_id=draft.person_id,
        offerings=concerned,
        field=field,
        granted=granted,
        at=at,
    )


def _tell(request: Request, at: datetime) -> None:
    message = QueuedMessage(
        kind=MessageKind.REQUEST_DECIDED,
        person_id=request.draft.person_id,
        dedupe_key=f"request:{request.pk}:{at.isoformat()}",
        context={"path": reverse("my_application")},
    )
    queue_messages(messages=[message], at=at)
