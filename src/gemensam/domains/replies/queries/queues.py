"""Where someone stands in the queues right now, and why that has changed since yesterday.

Nothing here tells who anyone else is. Where so few stand in a queue that a reason could point at someone, only that
the queue has moved is told.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from gemensam.domains.admissions.queries.offers import (
    Offer,
    PublishedRound,
    queue_orders,
    queued_applications,
)
from gemensam.domains.replies.models import QueuePlace, ReplyStep
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


@dataclass(frozen=True, slots=True)
class _Left:
    """A change of a reply that left queues. ``gone``: those of them in which the reply is not since then either."""

    application_id: UUID
    event: str
    at: datetime
    left: frozenset[UUID]
    gone: frozenset[UUID]


def standing_queues(round_: PublishedRound) -> dict[UUID, list[UUID]]:
    """Return every queue of the round as it stands now: applications in order, those that have left taken out."""
    gone = _gone(_left(ReplyStep.objects.filter(reply__round=round_.round_id)))
    return {
        offering: [application for application in order if (application, offering) not in gone]
        for offering, order in queue_orders(round_.run_id).items()
    }


def _left(steps: QuerySet[ReplyStep]) -> list[_Left]:
    """The changes that left queues, in order. One query."""
    rows = steps.exclude(left=[]).order_by("pk")
    found = []
    for application, event, at, left, kept in rows.values_list(
        "reply__application_id", "event", "at", "left", "reply__queues"
    ):
        queues = frozenset(map(UUID, left))
        found.append(_Left(application, event, at, queues, queues - set(map(UUID, kept))))
    return found


def _gone(changes: Iterable[_Left]) -> set[tuple[UUID, UUID]]:
    """(application, offering) of each queue that has been left."""
    return {(one.application_id, offering) for one in changes for offering in one.gone}


def own_queue_places(offer: Offer, queues: list[str], *, now: datetime) -> list[QueuePlaceView]:
    """Return the place in each queue in which the applicant stays, in the applicant's own order. Three queries.

    For services and pages that have asked whether the reader may see the offer.
    """
    kept = {UUID(one) for one in queues}
    mine = [
        choice.offering_id
        for choice in offer.reserves
        if choice.offering_id in kept and choice.reserve_position is not None
    ]
    if not mine:
        return []
    orders = queue_orders(offer.round.run_id, offering_ids=mine)
    others = queued_applications(offer.round.run_id, offering_ids=mine)
    steps = ReplyStep.objects.filter(reply__round=offer.round.round_id, reply__application__in=others)
    changes = _left(steps)
    gone = _gone(changes)
    before = _before(offer.application_id, mine, now)
    return [
        _place(
            offer,
            one,
            [other for other in orders[one] if (other, one) not in gone],
            orders[one],
            changes,
            before.get(one),
        )
        for one in mine
    ]


def _before(application_id: UUID, offerings: list[UUID], now: datetime) -> dict[UUID, QueuePlace]:
    """The latest kept place of an earlier day in each queue."""
    earlier = QueuePlace.objects.filter(application=application_id, day__lt=timezone.localdate(now))
    latest = earlier.filter(offering=OuterRef("offering")).order_by("-day").values("day")[:1]
    rows = earlier.filter(offering__in=offerings, day=Subquery(latest))
    return {row.offering_id: row for row in rows}


def _place(
    offer: Offer,
    offering_id: UUID,
    standing: list[UUID],
    order: list[UUID],
    changes: list[_Left],
    before: QueuePlace | None,
) -> QueuePlaceView:
    position = standing.index(offer.application_id) + 1 if offer.application_id in standing else len(standing)
    if before is None:
        return QueuePlaceView(offering_id, position, len(standing), None, None, ())
    moves = _moves(offer, offering_id, order, changes, before, position)
    if max(before.waiting, len(standing)) < LOWEST_THRESHOLD and moves:
        moves = (Move("moved", None),)
    return QueuePlaceView(offering_id, position, len(standing), before.position, _start_of(before), moves)


def _moves(
    offer: Offer,
    offering_id: UUID,
    order: list[UUID],
    changes: list[_Left],
    before: QueuePlace,
    position: int,
) -> tuple[Move, ...]:
    """The reasons of the move, with numbers that add up to it."""
    gained = before.position - position
    if gained == 0:
        return ()
    if before.run_id != offer.round.run_id:
        return (Move("given", gained),) if gained > 0 else (Move("reordered", None),)
    ahead = set(order[: order.index(offer.application_id)])
    since = _start_of(before)
    events = {
        one.application_id: "declined" if one.event == "decline" else "left"
        for one in changes
        if one.at >= since and one.application_id in ahead and offering_id in one.left
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
