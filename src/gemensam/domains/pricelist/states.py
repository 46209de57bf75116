"""State tables of the round of prices and of each municipality's report: ``(state, event) -> state``, as data."""

from enum import StrEnum

from gemensam.foundation import transitions


class PriceRoundState(StrEnum):
    """Where a round of prices stands. The value is the stored code."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    RECOMMENDED = "recommended"
    PUBLISHED = "published"


class PriceRoundEvent(StrEnum):
    """What happens to a round of prices."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    RECOMMEND = "recommend"
    RECONSIDER = "reconsider"
    PUBLISH = "publish"
    CHANGE = "change"


class ReportState(StrEnum):
    """Where a municipality's report stands. The value is the stored code."""

    DRAFT = "draft"
    REPORTED = "reported"
    REVIEWED = "reviewed"
    APPROVED = "approved"


class ReportEvent(StrEnum):
    """What happens to a report."""

    REPORT = "report"
    REVIEW = "review"
    APPROVE = "approve"
    RETURN = "return"


class PriceTransitionRefused(transitions.TransitionRefused):
    """The event is not possible in the state of a round of prices or of a report."""


_S, _E = PriceRoundState, PriceRoundEvent

PRICE_ROUND_TABLE: dict[tuple[PriceRoundState, PriceRoundEvent], PriceRoundState] = {
    (_S.PLANNED, _E.OPEN): _S.OPEN,
    (_S.OPEN, _E.CLOSE): _S.CLOSED,
    (_S.CLOSED, _E.REOPEN): _S.OPEN,
    (_S.CLOSED, _E.RECOMMEND): _S.RECOMMENDED,
    (_S.RECOMMENDED, _E.RECONSIDER): _S.CLOSED,  # the municipalities' decisions so far no longer count
    (_S.RECOMMENDED, _E.PUBLISH): _S.PUBLISHED,
    (_S.PUBLISHED, _E.CHANGE): _S.PUBLISHED,  # another version with an effect date of its own
}

_R, _RE = ReportState, ReportEvent

REPORT_TABLE: dict[tuple[ReportState, ReportEvent], ReportState] = {
    (_R.DRAFT, _RE.REPORT): _R.REPORTED,
    (_R.REPORTED, _RE.REVIEW): _R.REVIEWED,
    (_R.REVIEWED, _RE.APPROVE): _R.APPROVED,
    (_R.REPORTED, _RE.RETURN): _R.DRAFT,
    (_R.REVIEWED, _RE.RETURN): _R.DRAFT,
    (_R.APPROVED, _RE.RETURN): _R.DRAFT,
}


def next_price_round_state(state: str, event: PriceRoundEvent) -> PriceRoundState:
    """Return the state after the event. Raises PriceTransitionRefused when the table has no such row."""
    return transitions.moved(PRICE_ROUND_TABLE, PriceRoundState(state), event, PriceTransitionRefused)


def next_report_state(state: str, event: ReportEvent) -> ReportState:
    """Return the state after the event. Raises PriceTransitionRefused when the table has no such row."""
    return transitions.moved(REPORT_TABLE, ReportState(state), event, PriceTransitionRefused)
