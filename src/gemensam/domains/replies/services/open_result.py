"""Open the replies to a result that is shown: one for each applicant, with what was answered beforehand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.queries.offers import Offer, PublishedRound, offers, published_rounds
from gemensam.domains.replies.models import OpenedResult, PreAnswer, Reply, ReplyOrigin
from gemensam.domains.replies.queries.pre_answers import answer_for
from gemensam.domains.replies.queries.starts import Start, left_queues, start_of
from gemensam.domains.replies.services._changing import change
from gemensam.domains.replies.services._telling import tell
from gemensam.domains.replies.states import ReplyEvent, ReplyState
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind

# without permission: the schedule does it for everyone; what it opens is what two people approved

_BATCH = 200


def open_result(*, publication_id: UUID, at: datetime) -> int:
    """Open every reply of the shown result; how many were opened. Goes on where an earlier, broken try ended."""
    round_ = next((one for one in published_rounds(now=at) if one.publication_id == publication_id), None)
    if round_ is None:
        return 0
    opened, _ = OpenedResult.objects.get_or_create(publication_id=publication_id)
    if opened.done_at is not None:
        return 0
    waiting = [one for one in offers(round_) if one.reference > opened.last_reference]
    for start in range(0, len(waiting), _BATCH):
        _open_batch(round_, waiting[start : start + _BATCH], at)
    _finish(round_, len(waiting), at)
    return len(waiting)


@transaction.atomic
def _open_batch(round_: PublishedRound, batch: list[Offer], at: datetime) -> None:
    """One batch and the mark that it is done, both or neither."""
    opened = OpenedResult.objects.select_for_update().get(publication_id=round_.publication_id)
    ids = [one.application_id for one in batch]
    earlier = _earlier_replies(round_, ids)
    left = left_queues(earlier, but_in=round_.round_id)
    answers = {row.application_id: row for row in PreAnswer.objects.filter(application__in=ids)}
    there = Reply.objects.filter(round=round_.round_id, application__in=ids)
    known = {*earlier, *answers, *there.values_list("application_id", flat=True)}
    _open_plainly([one for one in batch if one.application_id not in known], at)
    for one in batch:
        if one.application_id in known:
            start = start_of(one, earlier.get(one.application_id), left.get(one.application_id, ()))
            _open(one, start, earlier.get(one.application_id), answers.get(one.application_id), at)
    opened.last_reference = batch[-1].reference
    opened.save(update_fields=["last_reference"])


def _earlier_replies(round_: PublishedRound, ids: list[UUID]) -> dict[UUID, Reply]:
    """The latest reply of each in another round of the year."""
    rows = Reply.objects.filter(application__in=ids).exclude(round=round_.round_id).order_by("opened_at")
    return {row.application_id: row for row in rows}


def _open_plainly(batch: list[Offer], at: datetime) -> None:
    """Most of them in one statement: nothing was said before. One who replies at this very moment goes first."""
    Reply.objects.bulk_create(
        [
            Reply(
                round_id=one.round.round_id,
                application_id=one.application_id,
                opened_at=at,
                **start_of(one, None, ())._asdict(),
            )
            for one in batch
        ],
        ignore_conflicts=True,
    )


def _open(
    one: Offer, start: Start, earlier: Reply | None, beforehand: PreAnswer | None, at: datetime
) -> None:
    reply, new = Reply.objects.get_or_create(
        round_id=one.round.round_id,
        application_id=one.application_id,
        defaults={**start._asdict(), "opened_at": at},
    )
    if not new:
        _follow_correction(reply, start, at)
    elif start.origin == ReplyOrigin.MOVED_UP:
        change(
            reply, ReplyEvent.ACCEPT, queues=start.queues, actor=SYSTEM, origin=ReplyOrigin.MOVED_UP, at=at
        )
    elif start.state == ReplyState.OPEN and (answer := answer_for(beforehand, one)) is not None:
        event, queues = answer
        change(reply, event, queues=queues, actor=SYSTEM, origin=ReplyOrigin.PRE_ANSWER, at=at)
        tell(MessageKind.REPLY_RECEIVED, [one.person_id], f"reply:{reply.pk}:{reply.version}", at=at)
    elif earlier is not None and start.origin:
        Reply.objects.filter(pk=reply.pk).update(answered_at=earlier.answered_at)


def _follow_correction(reply: Reply, start: Start, at: datetime) -> None:
    """A result shown anew: where it offers the same place the reply stands, else it is open again.

    A queue in which the correction puts the applicant is stood in, one that the applicant has left stays left.
    """
    if reply.offering_id == start.offering_id:
        left = left_queues([reply.application_id]).get(reply.application_id, set())
        queues = sorted(set(start.queues) - left)
        if queues == sorted(reply.queues):
            return
        reply.queues = queues
    else:
        reply.offering_id, reply.state, reply.queues, reply.origin = start
        reply.answered_at, reply.opened_at = None, at
    reply.version += 1
    reply.save()


@transaction.atomic
def _finish(round_: PublishedRound, number: int, at: datetime) -> None:
    OpenedResult.objects.filter(publication_id=round_.publication_id, done_at__isnull=True).update(
        done_at=at, last_reference=""
    )
    record(
        actor=SYSTEM,
        event=AuditEvent.REPLIES_OPENED,
        target_type="admission_round",
        target_id=str(round_.round_id),
        organisation_id=round_.organisation_id,
        facts={"replies": number, "publication": str(round_.publication_id)},
        at=at,
    )
