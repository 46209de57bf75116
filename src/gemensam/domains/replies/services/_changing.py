"""What every service that changes a reply does: lock it, move it by its table, and keep the step."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.queries.offers import Offer
from gemensam.domains.replies.models import Reply, ReplyOrigin, ReplyStep
from gemensam.domains.replies.queries.starts import first_of
from gemensam.domains.replies.states import ReplyEvent, next_reply_state
from gemensam.foundation.access.actors import Actor


def locked_reply(offer: Offer, *, at: datetime) -> Reply:
    """Return the reply to the offer, locked until the transaction ends; made if the job has not come to it yet."""
    rows = Reply.objects.filter(round=offer.round.round_id, application=offer.application_id)
    found = rows.select_for_update().first()
    if found is not None:
        return found
    Reply.objects.get_or_create(
        round_id=offer.round.round_id,
        application_id=offer.application_id,
        defaults={**first_of(offer)._asdict(), "opened_at": at},
    )
    return rows.select_for_update().get()


def change(
    reply: Reply,
    event: ReplyEvent,
    *,
    queues: Iterable[UUID | str],
    actor: Actor,
    origin: ReplyOrigin,
    at: datetime,
) -> ReplyStep:
    """Move the locked reply by its table. Raises ReplyRefused."""
    before, earlier = reply.state, list(reply.queues)
    reply.state = next_reply_state(reply.state, event)
    reply.queues = sorted({str(one) for one in queues})
    reply.version += 1
    reply.origin, reply.answered_at = origin, at
    reply.save()
    return ReplyStep.objects.create(
        reply=reply,
        event=event,
        before=before,
        after=reply.state,
        queues=reply.queues,
        left=sorted(set(earlier) - set(reply.queues)),
        origin=origin,
        account_id=actor.account_id,
        at=at,
    )
