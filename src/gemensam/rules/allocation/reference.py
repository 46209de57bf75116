"""Applicant-proposing deferred acceptance.

Every applicant applies to the highest choice that has not turned him away; every offering keeps those whom
its choice function takes among all who have applied so far, and turns the others away; until nobody is turned
away. No offering ever wants back someone it has turned away, so the order of the steps does not change the
outcome, and nobody could get a higher choice in any stable allocation.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from gemensam.rules.allocation.choice_function import Candidates, choose
from gemensam.rules.allocation.market import NO_POOL, Choices, SeatKind, SeatKinds, Seats
from gemensam.rules.terms import Int64


def allocate(choices: Choices, seats: Seats) -> SeatKinds:
    """Place every applicant of the round: GF 7:3–5, SL 16:47. Returns int8[n], SeatKind of each choice."""
    considered = np.flatnonzero(choices.considered)
    order = considered[np.lexsort((choices.position[considered], choices.offering[considered]))]
    place_of = np.full(choices.applicant.size, -1, dtype=np.int64)
    place_of[order] = np.arange(order.size)
    market = _market(choices, seats, order)
    kinds = np.zeros(order.size, dtype=np.int8)
    _run(market, *_applications(choices, considered, place_of, order.size))
    for offering, places in enumerate(market.kept):
        kinds[places] = (
            SeatKind.MERIT if market.is_plain[offering] else [market.kinds[place] for place in places]
        )
    result: SeatKinds = np.zeros(choices.applicant.size, dtype=np.int8)
    result[order] = kinds
    return result


@dataclass(slots=True)
class _Market:
    """The state of the run. A unit is a single offering, or the members of a pool in the order of service."""

    offering_of: list[int]  # by place
    candidates: Candidates
    seats: Seats
    room: list[int]  # by offering: its seats
    units: list[list[int]]  # offerings of each unit
    unit_of: list[int]  # by offering
    is_plain: list[bool]  # by offering: merit seats only, for applicants who all have merit
    kept: list[list[int]]  # by offering: places in order
    waiting: list[list[int]]  # by offering: places that have applied since it last chose
    kinds: dict[int, SeatKind] = field(default_factory=dict)  # by place, where the offering is not plain


def _market(choices: Choices, seats: Seats, order: Int64) -> _Market:
    offerings = seats.seats.size
    merit_known, held = choices.merit_known[order], choices.held[order]
    offering = choices.offering[order]
    units = _units(seats)
    unit_of = [0] * offerings
    for unit, members in enumerate(units):
        for member in members:
            unit_of[member] = unit
    special = (seats.free_quota_seats > 0) | (seats.test_seats > 0) | (seats.pool != NO_POOL)
    special[offering[~merit_known | held]] = True
    return _Market(
        offering_of=offering.tolist(),
        candidates=Candidates(
            test_position=choices.test_position[order].tolist(),
            merit_known=merit_known.astype(np.uint8).tobytes(),
            approved=choices.approved[order].astype(np.uint8).tobytes(),
            held=held.astype(np.uint8).tobytes(),
        ),
        seats=seats,
        room=seats.seats.tolist(),
        units=units,
        unit_of=unit_of,
        is_plain=(~special).tolist(),
        kept=[[] for _ in range(offerings)],
        waiting=[[] for _ in range(offerings)],
    )


def _units(seats: Seats) -> list[list[int]]:
    pools: dict[int, list[int]] = {}
    units: list[list[int]] = []
    for offering, pool in enumerate(seats.pool.tolist()):
        if pool == NO_POOL:
            units.append([offering])
        elif pool in pools:
            pools[pool].append(offering)
        else:
            pools[pool] = [offering]
            units.append(pools[pool])
    for members in pools.values():
        members.sort(key=lambda offering: (int(seats.pool_order[offering]), offering))
    return units


def _applications(
    choices: Choices, considered: Int64, place_of: Int64, size: int
) -> tuple[list[int], list[int]]:
    """Places of the applicants' first considered choices, and by place that of the next choice, or -1."""
    places = place_of[considered]
    applicant = choices.applicant[considered]
    is_first = np.ones(places.size, dtype=np.bool_)
    is_first[1:] = applicant[1:] != applicant[:-1]
    following = np.full(size, -1, dtype=np.int64)
    following[places[:-1]] = np.where(is_first[1:], -1, places[1:])
    return places[is_first].tolist(), following.tolist()


def _run(market: _Market, first: Iterable[int], following: Sequence[int]) -> None:
    changed: deque[int] = deque()
    is_waiting = [False] * len(market.units)

    def apply(place: int) -> None:
        offering = market.offering_of[place]
        unit = market.unit_of[offering]
        market.waiting[offering].append(place)
        if not is_waiting[unit]:
            is_waiting[unit] = True
            changed.append(unit)

    for place in first:
        apply(place)
    while changed:
        unit = changed.popleft()
        is_waiting[unit] = False
        for place in _choose_again(market, market.units[unit]):
            if following[place] >= 0:
                apply(following[place])


def _choose_again(market: _Market, members: list[int]) -> list[int]:
    """Let the unit choose among those it kept and those who have applied since; return those turned away."""
    for offering in members:
        market.kept[offering] += market.waiting[offering]
        market.kept[offering].sort()
        market.waiting[offering] = []
    if market.is_plain[members[0]]:
        (offering,) = members
        room = market.room[offering]
        turned_away = market.kept[offering][room:]
        del market.kept[offering][room:]
        return turned_away
    return _choose_in_turn(market, members)


def _choose_in_turn(market: _Market, members: list[int]) -> list[int]:
    """Held places of all members first, then the members one after the other with what is left."""
    is_held = market.candidates.held
    held = {offering: [place for place in market.kept[offering] if is_held[place]] for offering in members}
    left = _unit_seats(market.seats, members) - sum(map(len, held.values()))
    turned_away: list[int] = []
    for offering in members:
        others = [place for place in market.kept[offering] if not is_held[place]]
        room = max(min(market.room[offering] - len(held[offering]), left), 0)
        chosen = choose(
            others,
            market.candidates,
            room=room,
            test_seats=int(market.seats.test_seats[offering]),
            free_quota_seats=int(market.seats.free_quota_seats[offering]),
        )
        left -= len(chosen)
        market.kinds.update(chosen)
        market.kinds.update(dict.fromkeys(held[offering], SeatKind.HELD))
        market.kept[offering] = sorted([*held[offering], *chosen])
        turned_away += [place for place in others if place not in chosen]
    return turned_away


def _unit_seats(seats: Seats, members: list[int]) -> int:
    first = members[0]
    return int(seats.pool_seats[first] if seats.pool[first] != NO_POOL else seats.seats[first])
