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
    seated_anew,
)
from gemensam.domains.replies.models import QueuePlace, ReplyStep
from gemensam.rules.indicators import LOWEST_THRESHOLD


@dataclass(frozen=True, slots=True)
class Move:
    """Why a place in a queue is another than before.

    ``code``: declined, left, given, returned, reordered or moved. ``number``: how many; None where it is not told.
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
        _place(offer, one, [other for other in orders[one] if (other, one) not in gone], before.get(one))
        for one in mine
    ]


def _before(application_id: UUID, offerings: list[UUID], now: datetime) -> dict[UUID, QueuePlace]:
    """The latest kept place of an earlier day in each queue."""
    earlier = QueuePlace.objects.filter(application=application_id, day__lt=timezone.localdate(now))
    latest = earlier.filter(offering=OuterRef("offering")).order_by("-day").values("day")[:1]
    rows = earlier.filter(offering__in=offerings, day=Subquery(latest))
    return {row.offering_id: row for row in rows}


def _place(
    offer: Offer, offering_id: UUID, standing: list[UUID], before: QueuePlace | None
) -> QueuePlaceView:
    index = standing.index(offer.application_id) if offer.application_id in standing else len(standing) - 1
    if before is None:
        return QueuePlaceView(offering_id, index + 1, len(standing), None, None, ())
    moves: tuple[Move, ...] = ()
    if before.position != index + 1:
        few = max(before.waiting, len(standing)) < LOWEST_THRESHOLD
        moves = (Move("moved", None),) if few else _moves(offer.round, set(standing[:index]), before)
    return QueuePlaceView(offering_id, index + 1, len(standing), before.position, _start_of(before), moves)


def _moves(round_: PublishedRound, ahead: set[UUID], before: QueuePlace) -> tuple[Move, ...]:
    """The reasons of the move, with numbers that add up to it: each who stood ahead then or does now is one."""
    then = QueuePlace.objects.filter(
        day=before.day, run_id=before.run_id, offering=before.offering_id, position__lt=before.position
    )
    stood = set(then.values_list("application_id", flat=True))
    gone, come = stood - ahead, ahead - stood
    anew = before.run_id != round_.run_id
    counted = Counter(_reasons(round_, before, gone, anew=anew))
    counted["reordered" if anew else "returned"] += len(come)
    codes = ("declined", "left", "given", "returned", "reordered")
    return tuple(
        Move(code, None if code == "reordered" else counted[code]) for code in codes if counted[code]
    )


def _reasons(round_: PublishedRound, before: QueuePlace, gone: set[UUID], *, anew: bool) -> Iterable[str]:
    """Why each of them stands ahead no longer."""
    given = seated_anew(round_.run_id, application_ids=gone) if anew and round_.kind == "reserve" else set()
    steps = ReplyStep.objects.filter(reply__application__in=gone)
    said = {one.application_id: one.event for one in _left(steps) if before.offering_id in one.gone}
    for application in gone:
        if application in given:
            yield "given"
        elif application in said:
            yield "declined" if said[application] == "decline" else "left"
        else:
            yield "reordered"


def _start_of(place: QueuePlace) -> datetime:
    """When the day of the kept place began."""
    return datetime.combine(place.day, datetime.min.time(), tzinfo=timezone.get_current_timezone())
