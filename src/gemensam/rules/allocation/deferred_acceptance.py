"""Applicant-proposing deferred acceptance, as one run or as many.

Every applicant applies to the highest choice that has not turned him away; every offering keeps those whom it takes
among all who have applied so far, and turns the others away; until nobody is turned away. No offering ever wants back
someone it has turned away, so the order of the steps does not change the outcome, and nobody could get a higher
choice in any stable allocation. What an offering takes stands in choice_function.py; reference.py is the same
allocation told with it, step by step, and tests hold the two together.
"""

from gemensam.rules.allocation.compiling import compile_entries
from gemensam.rules.allocation.kernel import solve
from gemensam.rules.allocation.market import Choices, SeatKinds, Seats


def allocate(choices: Choices, seats: Seats) -> SeatKinds:
    """Place every applicant of the round: GF 7:3–5, SL 16:47. Returns int8[n], SeatKind of each choice."""
    compiled = compile_entries(choices, seats)
    return compiled.seat_kinds(solve(compiled.entries).entry)
