"""When the last moment has passed: let silence mean what the office has said that it means."""

from datetime import datetime

from django.db import transaction

from gemensam.domains.admissions.queries.offers import PublishedRound
from gemensam.domains.replies.models import Reply, ReplyOrigin
from gemensam.domains.replies.queries.terms import TermsView, terms_of
from gemensam.domains.replies.services._changing import change
from gemensam.domains.replies.services._telling import tell
from gemensam.domains.replies.states import ReplyEvent, ReplyState, Silence
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind

# without permission: the schedule does it, by the terms that the office has set

_BATCH = 100


def pass_deadline(*, round_: PublishedRound, at: datetime) -> int:
    """Settle every open reply of the round when its last moment has passed; how many were settled.

    Batch by batch, each in a transaction of its own with its messages: a process that dies leaves whole batches, and
    the next goes on. A reply that somebody sends meanwhile is either settled here or answered there, never both.
    """
    terms = terms_of(round_)
    if at <= terms.due_at:
        return 0
    settled = 0
    while batch := _settle_batch(round_, terms, at):
        settled += batch
    return settled


@transaction.atomic
def _settle_batch(round_: PublishedRound, terms: TermsView, at: datetime) -> int:
    loses = terms.silence == Silence.LOSES
    event = ReplyEvent.LAPSE if loses else ReplyEvent.ASSUME
    kind = MessageKind.PLACE_LAPSED if loses else MessageKind.REPLY_ASSUMED
    rows = Reply.objects.select_for_update(of=("self",)).select_related("application")
    replies = list(rows.filter(round=round_.round_id, state=ReplyState.OPEN).order_by("pk")[:_BATCH])
    if not replies:
        return 0
    for reply in replies:
        change(reply, event, queues=reply.queues, actor=SYSTEM, origin=ReplyOrigin.SILENCE, at=at)
        tell(kind, [reply.application.person_id], f"silence:{reply.pk}:{reply.version}", at=at)
    record(
        actor=SYSTEM,
        event=AuditEvent.SILENCE_SETTLED,
        target_type="admission_round",
        target_id=str(round_.round_id),
        organisation_id=round_.organisation_id,
        facts={"replies": len(replies), "as": event.value},
        at=at,
    )
    return len(replies)
