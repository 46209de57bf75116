"""Answer an offered place, or say in which queues one stays."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.queries.offers import Offer, offer
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import Reply, ReplyOrigin
from gemensam.domains.replies.queries.terms import terms_of
from gemensam.domains.replies.services._changing import change, locked_reply
from gemensam.domains.replies.services._telling import tell
from gemensam.domains.replies.states import ReplyEvent
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind


class Answer(StrEnum):
    """What one may answer. The value is the code of the form."""

    ACCEPT = "accept"
    DECLINE = "decline"
    STAND = "stand"  # no place was offered


class ReplyClosed(Exception):
    """The reply cannot be taken. ``code``: no_result, due_passed or unknown_queue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReplyChanged(Exception):
    """Somebody else has replied since the page was opened. Nothing was saved; ``reply`` is how it stands."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(str(reply.version))
        self.reply = reply


@transaction.atomic
def send_reply(
    *,
    actor: Actor,
    application_id: UUID,
    answer: Answer,
    queues: Collection[UUID],
    version: int,
    at: datetime,
) -> Reply:
    """Save the answer when it comes in time, to the second by the server's clock; a receipt goes out.

    ``queues``: the offerings in whose queues one stays. ``version``: of the reply that the page showed. The same
    answer sent twice is one answer. Raises ReplyClosed, ReplyChanged, ReplyRefused or PermissionDenied.
    """
    found = offer(application_id, now=at)
    if found is None:
        raise ReplyClosed("no_result") if actor.has(Permission.OWN_REPLY_SEND) else _denied()
    terms = terms_of(found.round)
    today = timezone.localdate(at)
    policies.require_send(actor, found.person_id, guardians=terms.guardians_reply, on=today)
    if at > terms.due_at:
        raise ReplyClosed("due_passed")
    kept = _known_queues(found, queues)
    reply = locked_reply(found, at=at)
    if reply.version != version and not _met_the_silence_job(reply, version):
        if _is_the_same(reply, answer, kept, actor):
            return reply
        raise ReplyChanged(reply)
    origin = policies.origin_of(actor, found.person_id)
    change(reply, ReplyEvent(answer), queues=kept, actor=actor, origin=origin, at=at)
    tell(MessageKind.REPLY_RECEIVED, [found.person_id], f"reply:{reply.pk}:{reply.version}", at=at)
    record(
        actor=actor,
        event=AuditEvent.REPLY_SENT,
        target_type="reply",
        target_id=str(reply.pk),
        organisation_id=found.round.organisation_id,
        facts={"state": reply.state, "version": reply.version, "queues": len(kept)},
        at=at,
    )
    return reply


def _denied() -> PermissionDenied:
    return PermissionDenied(Permission.OWN_REPLY_SEND)


def _known_queues(found: Offer, queues: Collection[UUID]) -> set[UUID]:
    known = {choice.offering_id for choice in found.reserves}
    if not set(queues) <= known:
        raise ReplyClosed("unknown_queue")
    return set(queues)


def _met_the_silence_job(reply: Reply, version: int) -> bool:
    """Whether all that has happened since is that silence was settled: an answer sent in time goes before it."""
    step = reply.steps.last()
    return reply.version == version + 1 and step is not None and step.origin == ReplyOrigin.SILENCE


def _is_the_same(reply: Reply, answer: Answer, queues: set[UUID], actor: Actor) -> bool:
    """Whether the latest change is this very answer by this very account: a second press of the button."""
    step = reply.steps.last()
    return (
        step is not None
        and step.event == answer
        and step.account_id == actor.account_id
        and set(step.queues) == {str(one) for one in queues}
    )
