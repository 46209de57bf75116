"""State tables of the round, the publication and the import: ``(state, event) -> state``, as data."""

from enum import StrEnum

from gemensam.foundation import transitions


class RoundState(StrEnum):
    """Where a round stands. The value is the stored code."""

    DRAFT = "draft"
    CHECKED = "checked"
    FROZEN = "frozen"
    ALLOCATED = "allocated"
    VERIFIED = "verified"
    REJECTED = "rejected"
    COMPARED = "compared"
    APPROVED_ONCE = "approved_once"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    HALTED = "halted"


class RoundEvent(StrEnum):
    """What happens to a round."""

    CHECK = "check"
    FREEZE = "freeze"
    ALLOCATE = "allocate"
    VERIFY = "verify"
    REJECT = "reject"
    COMPARE = "compare"
    APPROVE = "approve"
    APPROVE_LAST = "approve_last"
    VOID = "void"
    SCHEDULE = "schedule"
    PUBLISH = "publish"
    HALT = "halt"
    RESUME = "resume"
    REOPEN = "reopen"


class TransitionRefused(transitions.TransitionRefused):
    """The event is not possible in the state of a round, a publication, an import or a correction."""


_S, _E = RoundState, RoundEvent

ROUND_TABLE: dict[tuple[RoundState, RoundEvent], RoundState] = {
    (_S.DRAFT, _E.CHECK): _S.CHECKED,
    (_S.CHECKED, _E.CHECK): _S.CHECKED,
    (_S.CHECKED, _E.FREEZE): _S.FROZEN,
    (_S.FROZEN, _E.ALLOCATE): _S.ALLOCATED,
    (_S.ALLOCATED, _E.VERIFY): _S.VERIFIED,
    (_S.ALLOCATED, _E.REJECT): _S.REJECTED,
    (_S.VERIFIED, _E.COMPARE): _S.COMPARED,
    (_S.COMPARED, _E.APPROVE): _S.APPROVED_ONCE,
    (_S.APPROVED_ONCE, _E.APPROVE_LAST): _S.APPROVED,
    (_S.APPROVED, _E.SCHEDULE): _S.SCHEDULED,
    (_S.SCHEDULED, _E.SCHEDULE): _S.SCHEDULED,  # another time
    (_S.SCHEDULED, _E.PUBLISH): _S.PUBLISHED,
    # Halting stops what is shown; nothing is deleted.
    (_S.SCHEDULED, _E.HALT): _S.HALTED,
    (_S.PUBLISHED, _E.HALT): _S.HALTED,
    (_S.HALTED, _E.RESUME): _S.SCHEDULED,
    # A change of input voids everything that was made from the old input.
    (_S.CHECKED, _E.VOID): _S.DRAFT,
    (_S.FROZEN, _E.VOID): _S.DRAFT,
    (_S.ALLOCATED, _E.VOID): _S.DRAFT,
    (_S.REJECTED, _E.VOID): _S.DRAFT,
    (_S.VERIFIED, _E.VOID): _S.DRAFT,
    (_S.COMPARED, _E.VOID): _S.DRAFT,
    (_S.APPROVED_ONCE, _E.VOID): _S.DRAFT,
    (_S.APPROVED, _E.VOID): _S.DRAFT,
    (_S.SCHEDULED, _E.VOID): _S.DRAFT,
    # Starting over keeps every earlier run; a published result stays shown until a new one supersedes it.
    (_S.CHECKED, _E.REOPEN): _S.DRAFT,
    (_S.FROZEN, _E.REOPEN): _S.DRAFT,
    (_S.ALLOCATED, _E.REOPEN): _S.DRAFT,
    (_S.REJECTED, _E.REOPEN): _S.DRAFT,
    (_S.VERIFIED, _E.REOPEN): _S.DRAFT,
    (_S.COMPARED, _E.REOPEN): _S.DRAFT,
    (_S.APPROVED_ONCE, _E.REOPEN): _S.DRAFT,
    (_S.APPROVED, _E.REOPEN): _S.DRAFT,
    (_S.PUBLISHED, _E.REOPEN): _S.DRAFT,
    (_S.HALTED, _E.REOPEN): _S.DRAFT,
}


def next_round_state(state: str, event: RoundEvent) -> RoundState:
    """Return the state after the event. Raises TransitionRefused when the table has no such row."""
    return transitions.moved(ROUND_TABLE, RoundState(state), event, TransitionRefused)


class PublicationState(StrEnum):
    """Whether a publication is what people see. The value is the stored code."""

    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    HALTED = "halted"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class PublicationEvent(StrEnum):
    """What happens to a publication."""

    PUBLISH = "publish"
    HALT = "halt"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


_P, _PE = PublicationState, PublicationEvent

PUBLICATION_TABLE: dict[tuple[PublicationState, PublicationEvent], PublicationState] = {
    (_P.SCHEDULED, _PE.PUBLISH): _P.PUBLISHED,
    (_P.SCHEDULED, _PE.HALT): _P.HALTED,
    (_P.SCHEDULED, _PE.WITHDRAW): _P.WITHDRAWN,
    (_P.PUBLISHED, _PE.HALT): _P.HALTED,
    (_P.PUBLISHED, _PE.SUPERSEDE): _P.SUPERSEDED,
    (_P.HALTED, _PE.SUPERSEDE): _P.SUPERSEDED,
}


def next_publication_state(state: str, event: PublicationEvent) -> PublicationState:
    """Return the state after the event. Raises TransitionRefused when the table has no such row."""
    return transitions.moved(PUBLICATION_TABLE, PublicationState(state), event, TransitionRefused)


class ImportState(StrEnum):
    """Where an imported file stands. The value is the stored code."""

    UPLOADED = "uploaded"
    MATCHED = "matched"
    FAULTY = "faulty"
    PREVIEWED = "previewed"
    CONFIRMED = "confirmed"
    COMMITTED = "committed"
    UNDONE = "undone"
    DISCARDED = "discarded"


class ImportEvent(StrEnum):
    """What happens to an imported file."""

    MATCH = "match"
    FIND_FAULTS = "find_faults"
    PREVIEW = "preview"
    CONFIRM = "confirm"
    COMMIT = "commit"
    GO_STALE = "go_stale"
    UNDO = "undo"
    DISCARD = "discard"


_I, _IE = ImportState, ImportEvent

IMPORT_TABLE: dict[tuple[ImportState, ImportEvent], ImportState] = {
    (_I.UPLOADED, _IE.MATCH): _I.MATCHED,
    (_I.MATCHED, _IE.MATCH): _I.MATCHED,
    (_I.FAULTY, _IE.MATCH): _I.MATCHED,
    (_I.PREVIEWED, _IE.MATCH): _I.MATCHED,
    (_I.MATCHED, _IE.FIND_FAULTS): _I.FAULTY,
    (_I.MATCHED, _IE.PREVIEW): _I.PREVIEWED,
    (_I.PREVIEWED, _IE.CONFIRM): _I.CONFIRMED,
    (_I.CONFIRMED, _IE.COMMIT): _I.COMMITTED,
    (_I.CONFIRMED, _IE.GO_STALE): _I.MATCHED,  # the register changed between preview and commit
    (_I.COMMITTED, _IE.UNDO): _I.UNDONE,
    (_I.UPLOADED, _IE.DISCARD): _I.DISCARDED,
    (_I.MATCHED, _IE.DISCARD): _I.DISCARDED,
    (_I.FAULTY, _IE.DISCARD): _I.DISCARDED,
    (_I.PREVIEWED, _IE.DISCARD): _I.DISCARDED,
}


def next_import_state(state: str, event: ImportEvent) -> ImportState:
    """Return the state after the event. Raises TransitionRefused when the table has no such row."""
    return transitions.moved(IMPORT_TABLE, ImportState(state), event, TransitionRefused)


class CorrectionState(StrEnum):
    """Where a request for correction stands."""

    SENT = "sent"
    HANDLED = "handled"
    REFUSED = "refused"


class CorrectionEvent(StrEnum):
    """What the office does with a request for correction."""

    HANDLE = "handle"
    REFUSE = "refuse"


CORRECTION_TABLE: dict[tuple[CorrectionState, CorrectionEvent], CorrectionState] = {
    (CorrectionState.SENT, CorrectionEvent.HANDLE): CorrectionState.HANDLED,
    (CorrectionState.SENT, CorrectionEvent.REFUSE): CorrectionState.REFUSED,
}


def next_correction_state(state: str, event: CorrectionEvent) -> CorrectionState:
    """Return the state after the event. Raises TransitionRefused when the table has no such row."""
    return transitions.moved(CORRECTION_TABLE, CorrectionState(state), event, TransitionRefused)
