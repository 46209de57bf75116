"""How a reply stands before anyone has said anything about the new result: it follows the reply to the one before."""

from typing import NamedTuple
from uuid import UUID

from gemensam.domains.admissions.queries.offers import Offer
from gemensam.domains.replies.models import Reply, ReplyOrigin
from gemensam.domains.replies.states import HOLDS_PLACE, ReplyState


class Start(NamedTuple):
    """The first values of a reply."""

    offering_id: UUID | None
    state: str
    queues: list[str]
    origin: str


def start_of(offer: Offer, earlier: Reply | None) -> Start:
    """Open where a place is new; as before where it is held; a yes where one moved up; else standing in queues.

    ``earlier`` is the reply to an earlier result of the year. A queue that was left then stays left.
    """
    admitted = offer.admitted
    queues = [str(choice.offering_id) for choice in offer.reserves]
    if earlier is not None:
        queues = [queue for queue in queues if queue in earlier.queues]
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
    return row or start_of(offer, earlier_reply(offer))
