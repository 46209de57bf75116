"""Allocation (fördelning): deferred acceptance with the offerings' choice functions. GF 7:3–5, SL 16:47."""

from gemensam.rules.allocation.changes import Cause, Change, ChoiceOutcome, Outcome, Result, Turn, diff
from gemensam.rules.allocation.choice_function import Candidates, choose
from gemensam.rules.allocation.compiling import Compiled, compile_entries
from gemensam.rules.allocation.deferred_acceptance import allocate
from gemensam.rules.allocation.draws import lots, open_to, solve_many
from gemensam.rules.allocation.entries import ALONE, EVERYBODY, Entries, Filling, Row, plain_entries
from gemensam.rules.allocation.kernel import kernel_name, solve
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
    "ALONE",
    "EVERYBODY",
    "NOBODY",
    "NO_POOL",
    "NO_TEST",
    "Bars",
    "Candidates",
    "Cause",
    "Change",
    "ChoiceOutcome",
    "Choices",
    "Compiled",
    "Deciders",
    "Entries",
    "Filling",
    "NoBar",
    "Outcome",
    "Result",
    "Row",
    "SeatKind",
    "SeatKinds",
    "Seats",
    "Status",
    "Turn",
    "allocate",
    "bars",
    "choose",
    "compile_entries",
    "deciders",
    "diff",
    "first_difference",
    "kernel_name",
    "lots",
    "open_to",
    "plain_entries",
    "reserve_positions",
    "solve",
    "solve_many",
    "statuses",
]
