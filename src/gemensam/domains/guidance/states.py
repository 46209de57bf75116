"""State tables of the hand-over, the slot, the booking, the queue and the method: ``(state, event) -> state``."""

from enum import StrEnum
from typing import Final

from gemensam.foundation import transitions


class TransitionRefused(transitions.TransitionRefused):
    """The event is not possible in the state of a booking."""


class HandoverState(StrEnum):
    """Where a hand-over between schools stands."""

    SENT = "sent"
    RECEIVED = "received"


class SlotState(StrEnum):
    """Whether a time is offered."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"


class BookingState(StrEnum):
    """Where a booking stands. The first two hold the time: the database lets only one of them have it."""

    OFFERED = "offered"  # to the one who stands first in the queue, until a moment
    BOOKED = "booked"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"  # the offer was declined or not answered
    HELD = "held"  # the talk took place
    MISSED = "missed"


class BookingEvent(StrEnum):
    """What happens to a booking."""

    ACCEPT = "accept"
    MOVE = "move"
    CHANGE = "change"  # where or how one meets
    CANCEL = "cancel"
    DECLINE = "decline"
    LAPSE = "lapse"
    HOLD = "hold"
    MISS = "miss"


class WaitingState(StrEnum):
    """Whether someone stands in the queue."""

    WAITING = "waiting"
    SERVED = "served"
    LEFT = "left"


class MethodState(StrEnum):
    """Whether a method is shown."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"  # by the one who shared it
    HIDDEN = "hidden"  # by the co-ordinator, after a report


class MethodEvent(StrEnum):
    """What happens to a method."""

    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    HIDE = "hide"
    SHOW = "show"


METHOD_TABLE: Final[dict[tuple[MethodState, MethodEvent], MethodState]] = {
    (MethodState.PUBLISHED, MethodEvent.WITHDRAW): MethodState.WITHDRAWN,
    (MethodState.WITHDRAWN, MethodEvent.PUBLISH): MethodState.PUBLISHED,
    (MethodState.PUBLISHED, MethodEvent.HIDE): MethodState.HIDDEN,
    (MethodState.WITHDRAWN, MethodEvent.HIDE): MethodState.HIDDEN,
    (MethodState.HIDDEN, MethodEvent.SHOW): MethodState.PUBLISHED,
}

_S, _E = BookingState, BookingEvent

BOOKING_TABLE: Final[dict[tuple[BookingState, BookingEvent], BookingState]] = {
    (_S.OFFERED, _E.ACCEPT): _S.BOOKED,
    (_S.OFFERED, _E.DECLINE): _S.LAPSED,
    (_S.OFFERED, _E.LAPSE): _S.LAPSED,
    (_S.OFFERED, _E.CANCEL): _S.CANCELLED,  # the counsellor takes the time away
    (_S.BOOKED, _E.MOVE): _S.BOOKED,
    (_S.BOOKED, _E.CHANGE): _S.BOOKED,
    (_S.BOOKED, _E.CANCEL): _S.CANCELLED,
    (_S.BOOKED, _E.HOLD): _S.HELD,
    (_S.BOOKED, _E.MISS): _S.MISSED,
    (_S.HELD, _E.MISS): _S.MISSED,  # a wrong press is mended
    (_S.MISSED, _E.HOLD): _S.HELD,
}
# The states in which a booking has its time.
TAKES_THE_TIME: Final = (_S.OFFERED, _S.BOOKED, _S.HELD, _S.MISSED)


def next_booking_state(state: str, event: BookingEvent) -> BookingState:
    """Return the state after the event. Raises TransitionRefused when the table has no such row."""
    return transitions.moved(BOOKING_TABLE, BookingState(state), event, TransitionRefused)
