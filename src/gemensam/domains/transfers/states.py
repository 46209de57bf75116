"""State tables of transfers between offices: ``(state, event) -> state``, as data."""

from enum import StrEnum

from gemensam.foundation import transitions


class TransferRefused(transitions.TransitionRefused):
    """The event is not possible in the state of a transfer."""


class TransferState(StrEnum):
    """Where a transfer to another office stands. The value is the stored code."""

    PREPARED = "prepared"
    SENT = "sent"
    ALARMED = "alarmed"  # two days have passed without an acknowledgement
    ACKNOWLEDGED = "acknowledged"
    SUPERSEDED = "superseded"  # what it held has changed; a later version is what counts


class TransferEvent(StrEnum):
    """What happens to a transfer."""

    SEND = "send"
    ALARM = "alarm"
    ACKNOWLEDGE = "acknowledge"
    SUPERSEDE = "supersede"


_S, _E = TransferState, TransferEvent

TRANSFER_TABLE: dict[tuple[TransferState, TransferEvent], TransferState] = {
    (_S.PREPARED, _E.SEND): _S.SENT,
    (_S.PREPARED, _E.ALARM): _S.ALARMED,  # nobody has sent it: that is missing, too
    (_S.PREPARED, _E.SUPERSEDE): _S.SUPERSEDED,
    (_S.SENT, _E.SEND): _S.SENT,  # the same file once more
    (_S.SENT, _E.ALARM): _S.ALARMED,
    (_S.SENT, _E.ACKNOWLEDGE): _S.ACKNOWLEDGED,
    (_S.SENT, _E.SUPERSEDE): _S.SUPERSEDED,
    (_S.ALARMED, _E.SEND): _S.ALARMED,  # it stays alarmed until someone acknowledges it
    (_S.ALARMED, _E.ACKNOWLEDGE): _S.ACKNOWLEDGED,
    (_S.ALARMED, _E.SUPERSEDE): _S.SUPERSEDED,
    (_S.ACKNOWLEDGED, _E.SUPERSEDE): _S.SUPERSEDED,
}


def next_transfer_state(state: str, event: TransferEvent) -> TransferState:
    """Return the state after the event. Raises TransferRefused when the table has no such row."""
    return transitions.moved(TRANSFER_TABLE, TransferState(state), event, TransferRefused)


class ArrivalState(StrEnum):
    """Where a transfer from another office stands. The value is the stored code."""

    RECEIVED = "received"
    IMPORTED = "imported"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"


class ArrivalEvent(StrEnum):
    """What happens to a transfer from another office."""

    IMPORT = "import"
    SUPERSEDE = "supersede"
    DISCARD = "discard"


_A, _AE = ArrivalState, ArrivalEvent

ARRIVAL_TABLE: dict[tuple[ArrivalState, ArrivalEvent], ArrivalState] = {
    (_A.RECEIVED, _AE.IMPORT): _A.IMPORTED,
    (_A.RECEIVED, _AE.SUPERSEDE): _A.SUPERSEDED,
    (_A.RECEIVED, _AE.DISCARD): _A.DISCARDED,
    (_A.IMPORTED, _AE.SUPERSEDE): _A.SUPERSEDED,
}


def next_arrival_state(state: str, event: ArrivalEvent) -> ArrivalState:
    """Return the state after the event. Raises TransferRefused when the table has no such row."""
    return transitions.moved(ARRIVAL_TABLE, ArrivalState(state), event, TransferRefused)
