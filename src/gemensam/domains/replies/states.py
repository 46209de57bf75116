"""State tables of a reply to an offered place: ``(state, event) -> state``, as data."""

from enum import StrEnum

from gemensam.foundation import transitions


class ReplyState(StrEnum):
    """Where a reply stands. The value is the stored code."""

    OPEN = "open"  # no answer yet
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ACCEPTED_BY_DEFAULT = "accepted_by_default"  # silence, where the office takes silence for a yes
    LAPSED = "lapsed"  # silence, where the office takes it for a no: the seat is free, staff confirm
    LOST = "lost"  # a lapse that staff have confirmed
    STANDING = "standing"  # no place was offered: only queues to stand in or leave


class ReplyEvent(StrEnum):
    """What happens to a reply."""

    ACCEPT = "accept"
    DECLINE = "decline"
    STAND = "stand"
    ASSUME = "assume"  # the last moment passed in silence, which is a yes
    LAPSE = "lapse"  # the last moment passed in silence, which is a no
    CONFIRM = "confirm"
    REINSTATE = "reinstate"


class Silence(StrEnum):
    """What the office takes silence for. The value is the stored code."""

    KEEPS = "keeps"  # yes, and every queue is kept
    LOSES = "loses"  # the place is lost


class ReplyRefused(transitions.TransitionRefused):
    """The event is not possible in the state of a reply."""


_S, _E = ReplyState, ReplyEvent

REPLY_TABLE: dict[tuple[ReplyState, ReplyEvent], ReplyState] = {
    (_S.OPEN, _E.ACCEPT): _S.ACCEPTED,
    (_S.OPEN, _E.DECLINE): _S.DECLINED,
    (_S.OPEN, _E.ASSUME): _S.ACCEPTED_BY_DEFAULT,
    (_S.OPEN, _E.LAPSE): _S.LAPSED,
    # One may think again until the last moment.
    (_S.ACCEPTED, _E.ACCEPT): _S.ACCEPTED,
    (_S.ACCEPTED, _E.DECLINE): _S.DECLINED,
    (_S.DECLINED, _E.ACCEPT): _S.ACCEPTED,
    (_S.DECLINED, _E.DECLINE): _S.DECLINED,
    (_S.STANDING, _E.STAND): _S.STANDING,
    # A reply that was sent in time and met the silence job on its way counts; its time is checked by the service.
    (_S.ACCEPTED_BY_DEFAULT, _E.ACCEPT): _S.ACCEPTED,
    (_S.ACCEPTED_BY_DEFAULT, _E.DECLINE): _S.DECLINED,
    (_S.LAPSED, _E.ACCEPT): _S.ACCEPTED,
    (_S.LAPSED, _E.DECLINE): _S.DECLINED,
    # Nobody loses a place for good by a clock alone.
    (_S.LAPSED, _E.CONFIRM): _S.LOST,
    (_S.LAPSED, _E.REINSTATE): _S.ACCEPTED,
    (_S.LOST, _E.REINSTATE): _S.ACCEPTED,
}
HOLDS_PLACE = frozenset({_S.OPEN, _S.ACCEPTED, _S.ACCEPTED_BY_DEFAULT})
ANSWERED = frozenset({_S.ACCEPTED, _S.DECLINED})


def next_reply_state(state: str, event: ReplyEvent) -> ReplyState:
    """Return the state after the event. Raises ReplyRefused when the table has no such row."""
    return transitions.moved(REPLY_TABLE, ReplyState(state), event, ReplyRefused)
