"""Allocation (fördelning): deferred acceptance with the offerings' choice functions. GF 7:3–5, SL 16:47."""

from gemensam.rules.allocation.changes import Cause, Change, ChoiceOutcome, Outcome, Result, Turn, diff
from gemensam.rules.allocation.choice_function import Candidates, choose
from gemensam.rules.allocation.compiling import Compiled, compile_entries
from gemensam.rules.allocation.deferred_acceptance import allocate
from gemensam.rules.allocation.draws import lots, open_to, solve_many
from gemensam.rules.allocation.entries import ALONE, EVERYBODY, Entries, Filling, Row, plain_entries
from gemensam.rules.allocation.instance_json import read_json, write_json
from gemensam.rules.allocation.instance_preflib import (
    Orders,
    instance_of,
    orders_of,
    read_preflib,
    write_preflib,
)
from gemensam.rules.allocation.instances import Instance, InstanceFault, InstanceFaultCode, match
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
    "Instance",
    "InstanceFault",
    "InstanceFaultCode",
    "NoBar",
    "Orders",
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
    "instance_of",
    "kernel_name",
    "lots",
    "match",
    "open_to",
    "orders_of",
    "plain_entries",
    "read_json",
    "read_preflib",
    "reserve_positions",
    "solve",
    "solve_many",
    "statuses",
    "write_json",
    "write_preflib",
]
