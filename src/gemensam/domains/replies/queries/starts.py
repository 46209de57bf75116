"""How a reply stands before anyone has said anything about the new result: it follows the reply to the one before."""

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from gemensam.domains.admissions.queries.offers import Offer
from gemensam.domains.replies.models import Reply, ReplyOrigin, ReplyStep
from gemensam.domains.replies.states import HOLDS_PLACE, ReplyState


class Start(NamedTuple):
    """The first values of a reply."""

    offering_id: UUID | None
    state: str
    queues: list[str]
    origin: str


def start_of(offer: Offer, earlier: Reply | None, left: Collection[str]) -> Start:
    """Open where a place is new; as before where it is held; a yes where one moved up; else standing in queues.

    ``earlier`` is the reply to an earlier result of the year, and ``left`` the queues that were left (see
    ``left_queues``): those stay left. A queue that is new, by a late choice or a new grade, is stood in.
    """
    admitted = offer.admitted
    queues = [queue for choice in offer.reserves if (queue := str(choice.offering_id)) not in left]
    state, origin = state_of(admitted.seat_kind if admitted else None, earlier)
    return Start(admitted.offering_id if admitted else None, state, queues, origin)


def state_of(seat_kind: str | None, earlier: Reply | None) -> tuple[str, str]:
    """The first state and whose word it is. ``seat_kind``: of the place that the result gives, None without one."""
    if seat_kind is None:
        return ReplyState.STANDING, ""
    if earlier is None or earlier.state not in HOLDS_PLACE:
        return ReplyState.OPEN, ""
    if seat_kind == "held":
        return earlier.state, earlier.origin
    return ReplyState.ACCEPTED, ReplyOrigin.MOVED_UP


def left_queues(application_ids: Iterable[UUID], *, but_in: UUID | None = None) -> dict[UUID, set[str]]:
    """Return the queues that each application has left in any reply and not gone back to. One query.

    ``but_in``: a round whose replies are passed over.
    """
    rows = ReplyStep.objects.filter(reply__application__in=list(application_ids)).exclude(left=[])
    if but_in is not None:
        rows = rows.exclude(reply__round=but_in)
    found: dict[UUID, set[str]] = {}
    for application, left, kept in rows.values_list("reply__application_id", "left", "reply__queues"):
        found.setdefault(application, set()).update(set(left) - set(kept))
    return found


def first_of(offer: Offer) -> Start:
    """How the reply to the offer begins when the job has not come to it yet."""
    earlier = earlier_reply(offer)
    left = left_queues([offer.application_id]) if earlier else {}
    return start_of(offer, earlier, left.get(offer.application_id, ()))


def earlier_reply(offer: Offer) -> Reply | None:
    """The applicant's latest reply to another result of the year."""
    return reply_before(offer.application_id, offer.round.round_id)


def reply_before(application_id: UUID, round_id: UUID) -> Reply | None:
    """The application's latest reply to another round's result."""
    rows = Reply.objects.filter(application=application_id).exclude(round=round_id)
    return rows.order_by("-opened_at").first()


def reply_or_start(offer: Offer) -> Reply | Start:
    """The reply to the offer, or how it will begin when the job has come to it."""
    row = Reply.objects.filter(round=offer.round.round_id, application=offer.application_id).first()
    return row or first_of(offer)
