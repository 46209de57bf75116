"""What was answered before the result."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions.queries.offers import Offer
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import PreAnswer
from gemensam.domains.replies.states import ReplyEvent
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission


class PreAnswerCode(StrEnum):
    """What one may answer beforehand, for each choice. The value is the stored code."""

    ACCEPT = "accept"
    ACCEPT_AND_STAY = "accept_and_stay"  # yes, and stay in the queues of everything ranked higher
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class PreAnswerView:
    """The answers given so far, by offering."""

    answers: dict[UUID, str]
    version: int
    changed_at: datetime | None


def pre_answer(actor: Actor, application_id: UUID, person_id: UUID, *, now: datetime) -> PreAnswerView:
    """Return what was answered beforehand for the person's application. Raises PermissionDenied."""
    if not policies.may_read(actor, person_id, on=timezone.localdate(now)):
        raise PermissionDenied(Permission.OWN_RESULT_READ)
    row = PreAnswer.objects.filter(application=application_id).first()
    if row is None:
        return PreAnswerView({}, 0, None)
    return PreAnswerView({UUID(one): code for one, code in row.answers.items()}, row.version, row.changed_at)


def answer_for(row: PreAnswer | None, offer: Offer) -> tuple[ReplyEvent, list[UUID]] | None:
    """What the row answers to the final round's offer, and the queues that are kept; None when it says nothing."""
    admitted = offer.admitted
    if row is None or admitted is None or offer.round.kind != "final":
        return None
    match row.answers.get(str(admitted.offering_id)):
        case PreAnswerCode.ACCEPT:
            return ReplyEvent.ACCEPT, []
        case PreAnswerCode.ACCEPT_AND_STAY:
            return ReplyEvent.ACCEPT, [choice.offering_id for choice in offer.reserves]
        case PreAnswerCode.DECLINE:
            return ReplyEvent.DECLINE, [choice.offering_id for choice in offer.reserves]
    return None
