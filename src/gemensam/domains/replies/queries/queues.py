"""Where someone stands in the queues right now, and why that has changed since yesterday.

Nothing here tells who anyone else is. Where so few stand in a queue that a reason could point at someone, only that
the queue has moved is told.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions.queries.offers import Offer, PublishedRound, queue_orders
from gemensam.domains.replies.models import QueuePlace, Reply, ReplyStep
from gemensam.rules.indicators import LOWEST_THRESHOLD


@dataclass(frozen=True, slots=True)
class Move:
    """Why a place in a queue is another than before. ``code``: declined, left, given, reordered or moved.

    ``number``: how many; None where it is not told.
    """

    code: str
    number: int | None


@dataclass(frozen=True, slots=True)
class QueuePlaceView:
    """One's own place in one queue. ``before``: where one stood on the day ``since``, None without history."""

    offering_id: UUID
    position: int
    waiting: int
    before: int | None
    since: datetime | None
    moves: tuple[Move, ...]


def standing_queues(round_: PublishedRound) -> dict[UUID, list[UUID]]:
    """Return every queue of the round as it stands now: applications in order, those that have left taken out."""
    left = _left_queues(round_)
    return {
        offering: [application for application in order if offering not in left.get(application, ())]
        for offering, order in queue_orders(round_.run_id).items()
    }


def _left_queues(round_: PublishedRound, applications: list[UUID] | None = None) -> dict[UUID, set[UUID]]:
    """By application: the queues that its reply has left since the result."""
    steps = ReplyStep.objects.filter(reply__round=round_.round_id)
    if applications is not None:
        steps = steps.filter(reply__application__in=applications)
    touched = steps.values_list("reply_id", flat=True).distinct()
    found: dict[UUID, set[UUID]] = {}
    kept = Reply.objects.filter(pk__in=touched).values_list("application_id", "queues")
    queues = {application: {UUID(one) for one in queue} for application, queue in kept}
    for application, lost in steps.values_list("reply__application_id", "left"):
        gone = {UUID(one) for one in lost} - queues[application]
        found.setdefault(application, set()).update(gone)
    return found


def own_queue_places(offer: Offer, queues: list[str], *, now: datetime) -> list[QueuePlaceView]:
    """Return the place in each queue in which the applicant stays, in the applicant's own order.

    For services and pages that have asked whether the reader may see the offer.
    """
    kept = {UUID(one) for one in queues}
    return [
        _place(offer, choice.offering_id, now)
        for choice in offer.reserves
        if choice.offering_id in kept and choice.reserve_position is not None
    ]


def _place(offer: Offer, offering_id: UUID, now: datetime) -> QueuePlaceView:
    order = queue_orders(offer.round.run_id, offering_id=offering_id)[offering_id]
    gone = _left_queues(offer.round, order)
    standing = [one for one in order if offering_id not in gone.get(one, ())]
    position = standing.index(offer.application_id) + 1 if offer.application_id in standing else len(standing)
    before = (
        QueuePlace.objects.filter(
            application=offer.application_id, offering=offering_id, day__lt=timezone.localdate(now)
        )
        .order_by("-day")
        .first()
    )
    if before is None:
        return QueuePlaceView(offering_id, position, len(standing), None, None, ())
    moves = _moves(offer, offering_id, order, before, position)
    if max(before.waiting, len(standing)) < LOWEST_THRESHOLD and moves:
        moves = (Move("moved", None),)
    return QueuePlaceView(offering_id, position, len(standing), before.position, _start_of(before), moves)


def _moves(
    offer: Offer, offering_id: UUID, order: list[UUID], before: QueuePlace, position: int
) -> tuple[Move, ...]:
    """The reasons of the move, with numbers that add up to it."""
    gained = before.position - position
    if gained == 0:
        return ()
    if before.run_id != offer.round.run_id:
        return (Move("given", gained),) if gained > 0 else (Move("reordered", None),)
    ahead = order[: order.index(offer.application_id)]
    steps = ReplyStep.objects.filter(
        reply__round=offer.round.round_id, reply__application__in=ahead, at__gte=_start_of(before)
    ).order_by("pk")
    events = {
        application: "declined" if event == "decline" else "left"
        for application, event, left in steps.values_list("reply__application_id", "event", "left")
        if str(offering_id) in left
    }
    counted = Counter(events.values())
    declined = min(counted["declined"], gained)
    left = gained - declined
    return tuple(
        Move(code, number) for code, number in (("declined", declined), ("left", left)) if number > 0
    )


def _start_of(place: QueuePlace) -> datetime:
    """When the day of the kept place began."""
    return datetime.combine(place.day, datetime.min.time(), tzinfo=timezone.get_current_timezone())
