"""State tables of the application and of what is asked for besides grades: ``(state, event) -> state``, as data."""

from enum import StrEnum

from gemensam.foundation import transitions


class TransitionRefused(transitions.TransitionRefused):
    """The event is not possible in the state of an application, a request in it or a registration."""


class StaleDraft(Exception):
    """The draft has been saved since it was read. Nothing was done. ``version``: what it is at now."""

    def __init__(self, version: int) -> None:
        super().__init__(str(version))
        self.version = version


class StepTaken(Exception):
    """Someone else has answered the step, and the answer is not for the actor to read or change."""

    code = "step_taken"


class DraftState(StrEnum):
    """Where an application stands with the one who writes it. The value is the stored code."""

    DRAFT = "draft"  # never sent
    SENT = "sent"  # what is written is what is sent
    CHANGED = "changed"  # sent, and then changed without being sent again
    WITHDRAWN = "withdrawn"


class DraftEvent(StrEnum):
    """What happens to an application."""

    SAVE = "save"
    SEND = "send"
    DISCARD = "discard"
    WITHDRAW = "withdraw"


_D, _DE = DraftState, DraftEvent

DRAFT_TABLE: dict[tuple[DraftState, DraftEvent], DraftState] = {
    (_D.DRAFT, _DE.SAVE): _D.DRAFT,
    (_D.DRAFT, _DE.SEND): _D.SENT,
    (_D.SENT, _DE.SAVE): _D.CHANGED,
    (_D.SENT, _DE.WITHDRAW): _D.WITHDRAWN,
    (_D.CHANGED, _DE.SAVE): _D.CHANGED,
    (_D.CHANGED, _DE.SEND): _D.SENT,
    (_D.CHANGED, _DE.DISCARD): _D.SENT,
    (_D.CHANGED, _DE.WITHDRAW): _D.WITHDRAWN,
    # Who has withdrawn may apply anew; nothing of the old is in time then.
    (_D.WITHDRAWN, _DE.SAVE): _D.DRAFT,
    (_D.WITHDRAWN, _DE.SEND): _D.SENT,
}


def next_draft_state(state: str, event: DraftEvent) -> DraftState:
    """Return the state after the event. Raises TransitionRefused when the table has no such row."""
    return transitions.moved(DRAFT_TABLE, DraftState(state), event, TransitionRefused)


class RequestState(StrEnum):
    """Where something that is asked for stands. The value is the stored code."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    DROPPED = "dropped"  # the applicant no longer asks


class RequestEvent(StrEnum):
    """What happens to something that is asked for."""

    ASK = "ask"
    GRANT = "grant"
    REFUSE = "refuse"
    DROP = "drop"


_R, _RE = RequestState, RequestEvent

REQUEST_TABLE: dict[tuple[RequestState, RequestEvent], RequestState] = {
    (_R.ASKED, _RE.ASK): _R.ASKED,
    (_R.ASKED, _RE.GRANT): _R.GRANTED,
    (_R.ASKED, _RE.REFUSE): _R.REFUSED,
    (_R.ASKED, _RE.DROP): _R.DROPPED,
    # A decision can be taken anew, for instance when a missing certificate has come.
    (_R.GRANTED, _RE.REFUSE): _R.REFUSED,
    (_R.GRANTED, _RE.DROP): _R.DROPPED,
    (_R.REFUSED, _RE.GRANT): _R.GRANTED,
    (_R.REFUSED, _RE.DROP): _R.DROPPED,
    (_R.REFUSED, _RE.ASK): _R.ASKED,  # with new reasons
    (_R.DROPPED, _RE.ASK): _R.ASKED,
}


def next_request_state(state: str, event: RequestEvent) -> RequestState:
    """Return the state after the event. Raises TransitionRefused when the table has no such row."""
    return transitions.moved(REQUEST_TABLE, RequestState(state), event, TransitionRefused)


class RegistrationState(StrEnum):
    """Where someone's own registration stands. The value is the stored code."""

    UNVERIFIED = "unverified"  # the office has not looked
    VERIFIED = "verified"
    REFUSED = "refused"


class RegistrationEvent(StrEnum):
    """What happens to a registration."""

    VERIFY = "verify"
    REFUSE = "refuse"


_G, _GE = RegistrationState, RegistrationEvent

REGISTRATION_TABLE: dict[tuple[RegistrationState, RegistrationEvent], RegistrationState] = {
    (_G.UNVERIFIED, _GE.VERIFY): _G.VERIFIED,
    (_G.UNVERIFIED, _GE.REFUSE): _G.REFUSED,
    (_G.REFUSED, _GE.VERIFY): _G.VERIFIED,  # a refusal can be a mistake
}


def next_registration_state(state: str, event: RegistrationEvent) -> RegistrationState:
    """Return the state after the event. Raises TransitionRefused when the table has no such row."""
    return transitions.moved(REGISTRATION_TABLE, RegistrationState(state), event, TransitionRefused)
