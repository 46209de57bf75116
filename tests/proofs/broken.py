"""Rules and mechanisms that are wrong on purpose: the proofs must catch each of them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from gemensam.rules import allocation
from gemensam.rules.allocation import Choices, SeatKinds, Seats
from tests.proofs.features import Market, Person, Place, Wish


def _wishes(market: Market, change: Callable[[Wish], Wish]) -> Market:
    people = tuple(replace(one, wishes=tuple(map(change, one.wishes))) for one in market.people)
    return replace(market, people=people)


def _people(market: Market, change: Callable[[Person], Person]) -> Market:
    return replace(market, people=tuple(map(change, market.people)))


def _places(market: Market, change: Callable[[Place], Place]) -> Market:
    return replace(market, places=tuple(map(change, market.places)))


# A rule left out, as the market that the engine would see then.
LEFT_OUT: dict[str, Callable[[Market], Market]] = {
    "lateness": lambda m: _wishes(m, lambda one: replace(one, late=False)),
    "decided reception": lambda m: _wishes(m, lambda one: replace(one, reception=None)),
    "areas": lambda m: replace(m, areas=frozenset()),
    "home in another area": lambda m: _people(m, lambda one: replace(one, lives_in_area_of=0)),
    "national intake": lambda m: _places(m, lambda one: replace(one, national=False)),
    "kind of provider": lambda m: _places(m, lambda one: replace(one, public=True)),
    "ranking rule": lambda m: _places(m, lambda one: replace(one, rule=0)),
    "lottery": lambda m: _people(m, lambda one: replace(one, lottery=0)),
    "merit": lambda m: _people(m, lambda one: replace(one, merit=one.merit and 200)),
    "free quota": lambda m: _places(m, lambda one: replace(one, free_quota_seats=0)),
    "approval": lambda m: _wishes(m, lambda one: replace(one, approved=True)),
    "test seats": lambda m: _places(m, lambda one: replace(one, test_seats=0)),
    "added test points": lambda m: _wishes(m, lambda one: replace(one, test_points=None)),
    "required test": lambda m: _wishes(m, lambda one: replace(one, test_passed=True)),
    "pool": lambda m: _places(m, lambda one: replace(one, pool=None)),
    "order in the pool": lambda m: _places(m, lambda one: replace(one, pool_order=3 - one.pool_order)),
    "held places": lambda m: _people(m, lambda one: replace(one, held=None)),
    "staying in reserve": lambda m: _people(m, lambda one: replace(one, keep=not one.keep)),
    "cancelled offerings": lambda m: _places(m, lambda one: replace(one, cancelled=False)),
}


def immediate_acceptance(choices: Choices, seats: Seats) -> SeatKinds:
    """First choices first: whoever is taken is never displaced by a better one who ranks the offering lower."""
    left = seats.seats.copy()
    placed: set[int] = set()
    kinds = np.zeros(choices.applicant.size, dtype=np.int8)
    rank = np.arange(choices.applicant.size) - np.searchsorted(choices.applicant, choices.applicant)
    for row in np.lexsort((choices.position, rank)).tolist():
        applicant, offering = int(choices.applicant[row]), int(choices.offering[row])
        if choices.considered[row] and left[offering] > 0 and applicant not in placed:
            kinds[row] = allocation.SeatKind.MERIT
            left[offering] -= 1
            placed.add(applicant)
    return kinds


def worst_first(choices: Choices, seats: Seats) -> SeatKinds:
    """The order at every offering turned around, those with unknown merit still last."""
    order = np.lexsort((-choices.position, ~choices.merit_known, choices.offering))
    offering = choices.offering[order]
    position = np.empty_like(choices.position)
    position[order] = np.arange(order.size) - np.searchsorted(offering, offering)
    return allocation.allocate(replace(choices, position=position), seats)


def minimum_size(choices: Choices, seats: Seats) -> SeatKinds:
    """Offerings that would get a single applicant do not start; those applicants are placed anew."""
    kinds = allocation.allocate(choices, seats)
    number = np.bincount(choices.offering[kinds > 0], minlength=seats.seats.size)
    starts = (number != 1)[choices.offering]
    return allocation.allocate(replace(choices, considered=choices.considered & starts), seats)


def forgetful(choices: Choices, seats: Seats) -> SeatKinds:
    """Held places are like any other choice."""
    return allocation.allocate(replace(choices, held=np.zeros_like(choices.held)), seats)


def smaller_when_larger(choices: Choices, seats: Seats) -> SeatKinds:
    """An offering with three seats or more leaves two empty."""
    fewer = np.where(seats.seats > 2, seats.seats - 2, seats.seats)
    return allocation.allocate(choices, replace(seats, seats=fewer))
