"""Allocation (fördelning): deferred acceptance with the offerings' choice functions. GF 7:3–5, SL 16:47."""

from gemensam.rules.allocation.changes import Cause, Change, ChoiceOutcome, Outcome, Result, Turn, diff
from gemensam.rules.allocation.choice_function import Candidates, choose
from gemensam.rules.allocation.deferred_acceptance import allocate
from gemensam.rules.allocation.market import NO_POOL, NO_TEST, Choices, SeatKind, SeatKinds, Seats
from gemensam.rules.allocation.outcome import (
    NOBODY,
    Bars,
    Deciders,
    NoBar,
    Status,
    bars,
    deciders,
    first_difference,
    reserve_positions,
    statuses,
)

__all__ = [
    "NOBODY",
    "NO_POOL",
    "NO_TEST",
    "Bars",
    "Candidates",
    "Cause",
    "Change",
    "ChoiceOutcome",
    "Choices",
    "Deciders",
    "NoBar",
    "Outcome",
    "Result",
    "SeatKind",
    "SeatKinds",
    "Seats",
    "Status",
    "Turn",
    "allocate",
    "bars",
    "choose",
    "deciders",
    "diff",
    "first_difference",
    "reserve_positions",
    "statuses",
]
