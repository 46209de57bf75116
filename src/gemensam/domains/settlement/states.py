"""State tables of a month's run, of an objection and of a grant decision: ``(state, event) -> state``, as data."""

from enum import StrEnum


class RunState(StrEnum):
    """Where a month's run stands. The value is the stored code."""

    QUEUED = "queued"
    READY = "ready"
    ATTESTED = "attested"


class RunEvent(StrEnum):
    """What happens to a run."""

    COMPUTE = "compute"
    ATTEST = "attest"


class ObjectionState(StrEnum):
    """Where an objection to one line stands. The value is the stored code."""

    RAISED = "raised"
    UPHELD = "upheld"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class ObjectionEvent(StrEnum):
    """What happens to an objection."""

    UPHOLD = "uphold"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class GrantState(StrEnum):
    """Where a decision about an independent school's grant stands. The value is the stored code."""

    PREPARED = "prepared"
    DECIDED = "decided"
    REPLACED = "replaced"


class GrantEvent(StrEnum):
    """What happens to a grant decision."""

    DECIDE = "decide"
    REPLACE = "replace"


class SettlementRefused(Exception):
    """What was asked cannot be done now. ``code`` says why; the sentence is the page's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


RUN_TABLE: dict[tuple[RunState, RunEvent], RunState] = {
    (RunState.QUEUED, RunEvent.COMPUTE): RunState.READY,
    (RunState.READY, RunEvent.COMPUTE): RunState.READY,  # what has changed since is added
    (RunState.READY, RunEvent.ATTEST): RunState.ATTESTED,
}

OBJECTION_TABLE: dict[tuple[ObjectionState, ObjectionEvent], ObjectionState] = {
    (ObjectionState.RAISED, ObjectionEvent.UPHOLD): ObjectionState.UPHELD,
    (ObjectionState.RAISED, ObjectionEvent.REJECT): ObjectionState.REJECTED,
    (ObjectionState.RAISED, ObjectionEvent.WITHDRAW): ObjectionState.WITHDRAWN,
}

GRANT_TABLE: dict[tuple[GrantState, GrantEvent], GrantState] = {
    (GrantState.PREPARED, GrantEvent.DECIDE): GrantState.DECIDED,
    (GrantState.DECIDED, GrantEvent.REPLACE): GrantState.REPLACED,
}


def next_run_state(state: str, event: RunEvent) -> RunState:
    """Return the state after the event. Raises SettlementRefused("moved_on")."""
    try:
        return RUN_TABLE[RunState(state), event]
    except KeyError:
        raise SettlementRefused("moved_on") from None


def next_objection_state(state: str, event: ObjectionEvent) -> ObjectionState:
    """Return the state after the event. Raises SettlementRefused("moved_on")."""
    try:
        return OBJECTION_TABLE[ObjectionState(state), event]
    except KeyError:
        raise SettlementRefused("moved_on") from None


def next_grant_state(state: str, event: GrantEvent) -> GrantState:
    """Return the state after the event. Raises SettlementRefused("moved_on")."""
    try:
        return GRANT_TABLE[GrantState(state), event]
    except KeyError:
        raise SettlementRefused("moved_on") from None
