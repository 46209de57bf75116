"""A round's choices and seats → the instance that a kernel fills. GF 7:3–5; the open format, "How seats are filled".

Every offering is one to four units. A choice is one entry for each of them that the applicant may have a seat in, in
this order; the unit's order is the entry's key. A new kind of seat is a new row in `_special`.

    unit      seats                       whom it takes, first to last                          kind
    test      test_seats                  those tested, by the test                             test
    ordinary  what the others leave       those with merit, in the order of the offering        merit
    quota     free_quota_seats            approved in the order; then all with merit, likewise  free quota; merit
    held      as many as hold a place     held places that may yet be given up                  held

Test seats that nobody takes are ordinary: the ordinary unit loses a seat each time that the test unit grows. Members
of a pool lose seats as those before them, and held places, grow. These units form a group, whose rows say so. A held
place that is certain to be kept is no entry: it is taken off the seats beforehand.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gemensam.rules.allocation.entries import ALONE, Entries, Row, UInt32
from gemensam.rules.allocation.market import NO_POOL, NO_TEST, Choices, SeatKind, SeatKinds, Seats
from gemensam.rules.terms import Bool, Int8, Int32, Int64

# Tiers of a unit, above the order of the offering.
_HELD, _FIRST, _THEN = 0, 1, 2
_TIER_BITS: Final = 2
_NO_UNIT: Final = ALONE  # in the rows of a group, too
_POOL, _HELD_ROW, _MEMBER, _USED, _RESERVED = (int(row) for row in Row)


@dataclass(frozen=True, slots=True)
class Compiled:
    """The instance, and what its entries mean. choice: int32[e]. kind: int8[e] of SeatKind. certain: int64[c],
    choices whose held place is certain to be kept. choices: how many there are in the round.
    """

    entries: Entries
    choice: Int32
    kind: Int8
    certain: Int64
    choices: int

    def seat_kinds(self, entry: Int64) -> SeatKinds:
        """SeatKind of each choice, int8[choices], from the accepted entry of each applicant (-1 for none)."""
        result: SeatKinds = np.zeros(self.choices, dtype=np.int8)
        accepted = entry[entry >= 0]
        result[self.choice[accepted]] = self.kind[accepted]
        result[self.certain] = SeatKind.HELD
        return result


def compile_entries(choices: Choices, seats: Seats) -> Compiled:
    """Turn a round into entries. Applicants are numbered as in `choices.applicant`. GF 7:3–5.

    Equal positions are allowed: they are a tie, which the participant's number decides (solve_many). ValueError
    where positions do not fit in a key.
    """
    certain, considered = _certain(choices)
    plan = _plan(choices, seats, certain, considered)
    count = (considered & choices.merit_known & ~choices.held).astype(np.int8)
    special = _special(choices, considered, plan)
    for one in special:
        count[one.choice] += 1
    first = _lists(choices.applicant)
    if bool((count == 1).all()) and not any(one.choice.size for one in special):  # nothing but ordinary seats
        choice, unit = np.arange(count.size, dtype=np.int32), choices.offering
        key, kind = _keys(choices.position, _FIRST, plan.bits), _merit(count.size)
    else:
        choice = np.repeat(np.arange(count.size, dtype=np.int32), count)
        unit, kind = choices.offering[choice], _merit(choice.size)
        key = _keys(choices.position, _FIRST, plan.bits)[choice]
        before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(count, dtype=np.int64)])
        _put(special, before, (unit, key, kind), choices.offering)
        first = before[first]
    return Compiled(
        entries=Entries(
            first=first,
            unit=np.ascontiguousarray(unit, dtype=np.int32),
            key=key,
            seats=plan.seats,
            group=plan.group,
            group_start=plan.group_start,
            row=plan.rows[:, 0].astype(np.int8),
            row_unit=plan.rows[:, 1].astype(np.int32),
            limit=np.ascontiguousarray(plan.rows[:, 2]),
        ),
        choice=choice,
        kind=kind,
        certain=certain,
        choices=count.size,
    )


def _lists(applicant: Int32) -> Int64:
    """int64[a + 1]: the choices of applicant p are rows first[p] … first[p + 1] - 1."""
    first = np.zeros(int(applicant[-1]) + 2 if applicant.size else 1, dtype=np.int64)
    ends = np.append(np.flatnonzero(applicant[1:] != applicant[:-1]) + 1, applicant.size)
    if applicant.size:
        first[applicant[ends - 1] + 1] = ends
    return np.maximum.accumulate(first)


def _merit(size: int) -> Int8:
    return np.full(size, SeatKind.MERIT, dtype=np.int8)


def _certain(choices: Choices) -> tuple[Int64, Bool]:
    """Held places of those with no considered choice above it; what is considered apart from these applicants."""
    held = np.flatnonzero(choices.held & choices.considered)
    if not held.size:
        return held, choices.considered
    considered = np.flatnonzero(choices.considered)
    applicant = choices.applicant[considered]
    first = np.ones(considered.size, dtype=np.bool_)
    first[1:] = applicant[1:] != applicant[:-1]
    certain = considered[first & choices.held[considered]]
    settled = np.zeros(int(choices.applicant[-1]) + 1, dtype=np.bool_)
    settled[choices.applicant[certain]] = True
    return certain, choices.considered & ~settled[choices.applicant]


# --- Units and groups -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    """Units 0 … m - 1 are the offerings' ordinary seats; quota, test, held: int64[m], the offering's other units."""

    seats: Int64
    quota: Int64
    test: Int64
    held: Int64
    group: Int32
    group_start: Int64
    rows: Int64  # [r, 3]: row, unit, limit
    bits: int  # of a position


def _plan(choices: Choices, seats: Seats, certain: Int64, considered: Bool) -> _Plan:
    offerings = seats.seats.size
    kept = np.bincount(choices.offering[certain], minlength=offerings)
    open_ = np.maximum(seats.seats - kept, 0)
    quota, test = np.minimum(seats.free_quota_seats, open_), seats.test_seats
    pooled = seats.pool != NO_POOL
    holders = np.bincount(choices.offering[choices.held & considered], minlength=offerings)
    crowded = (holders > 0) & (pooled | (holders > open_ - test - quota))
    grouped = pooled | (test > 0) | crowded
    wanted = np.bincount(choices.offering[choices.approved & considered], minlength=offerings) > 0
    quota[~wanted] = 0  # with nobody approved these are ordinary seats
    capacity, quota_unit = _number(open_, wanted & (seats.free_quota_seats > 0), quota)
    capacity, test_unit = _number(capacity, test > 0, np.minimum(test, open_))
    capacity, held_unit = _number(capacity, crowded, holders)
    alone = np.flatnonzero(~grouped)
    capacity[alone] -= quota[alone]
    group, start, rows = _groups(seats, kept, grouped, (test_unit, quota_unit, held_unit), capacity.size)
    highest = max(
        (int(one.max()) for one in (choices.position, choices.test_position) if one.size), default=0
    )
    lowest = int(choices.position.min()) if choices.position.size else 0
    bits = max(highest, 1).bit_length()
    if lowest < 0 or bits + _TIER_BITS > 32:
        raise ValueError(f"positions from {lowest} to {highest} do not fit in a key")
    return _Plan(capacity, quota_unit, test_unit, held_unit, group, start, rows, bits)


def _number(capacity: Int64, has: Bool, seats: Int64) -> tuple[Int64, Int64]:
    """Add a unit for each offering that has one of the kind; the unit's number by offering, or _NO_UNIT."""
    unit = np.full(has.size, _NO_UNIT, dtype=np.int64)
    unit[has] = np.arange(int(has.sum())) + capacity.size
    return np.concatenate([capacity, seats[has]]), unit


def _groups(
    seats: Seats, kept: Int64, grouped: Bool, special: tuple[Int64, Int64, Int64], units: int
) -> tuple[Int32, Int64, Int64]:
    """Group of each unit, first row of each group, and the rows. A group is an offering, or a pool's members."""
    group = np.full(units, ALONE, dtype=np.int32)
    members = np.flatnonzero(grouped)
    apart = np.where(seats.pool == NO_POOL, -1 - np.arange(seats.pool.size), seats.pool)[members]
    members = members[np.lexsort((members, seats.pool_order[members], apart))]
    pools: dict[int, list[int]] = {}
    for member in members.tolist():
        pool = int(seats.pool[member])
        pools.setdefault(pool if pool != NO_POOL else -1 - member, []).append(member)
    own = (seats.seats - kept).tolist()
    total = np.where(seats.pool == NO_POOL, seats.seats, seats.pool_seats).tolist()
    limits = (own, seats.test_seats.tolist(), seats.free_quota_seats.tolist())
    numbers = tuple(one.tolist() for one in special)
    taken = kept.tolist()
    start, rows = [0], list[tuple[int, int, int]]()
    for together in pools.values():
        left = total[together[0]] - sum(taken[one] for one in together)
        rows += _rows(limits, numbers, together, left)
        start.append(len(rows))
    starts, table = np.array(start, dtype=np.int64), np.array(rows, dtype=np.int64).reshape(-1, 3)
    numbered = np.flatnonzero(table[:, 1] != ALONE)
    group[table[numbered, 1]] = np.searchsorted(starts, numbered, side="right") - 1
    return group, starts, table


def _rows(
    limits: tuple[list[int], ...], numbers: tuple[list[int], ...], members: list[int], left: int
) -> list[tuple[int, int, int]]:
    """The rows of one group: held places of all, then the members in turn. `left`: seats without the certain."""
    own, test_seats, free_quota_seats = limits
    test_unit, quota_unit, held_unit = numbers
    rows = [(_POOL, ALONE, left)]
    rows += [(_HELD_ROW, held_unit[one], 0) for one in members if held_unit[one] != _NO_UNIT]
    for one in members:
        rows.append((_MEMBER, held_unit[one], own[one]))
        if test_unit[one] != _NO_UNIT:
            rows.append((_USED, test_unit[one], test_seats[one]))
        if quota_unit[one] != _NO_UNIT:
            rows.append((_RESERVED, quota_unit[one], free_quota_seats[one]))
        rows.append((_USED, one, max(own[one], 0)))
    return rows


# --- Entries that are not just an ordinary seat -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Special:
    """A kind of seat. choice: int64[k], who may have one. unit: by offering. Keys and kinds: of these choices.
    last: tried after an ordinary seat, not before.
    """

    choice: Int64
    unit: Int64
    key: UInt32
    kind: Int8
    last: bool


def _special(choices: Choices, considered: Bool, plan: _Plan) -> list[_Special]:
    """The kinds of seat besides the ordinary one. At most one is tried before that, and at most one after it."""
    here, free = choices.offering, considered & ~choices.held
    holding = np.flatnonzero(considered & choices.held)
    tested = np.flatnonzero((choices.test_position != NO_TEST) & choices.merit_known & free)
    tested = tested[plan.test[here[tested]] != _NO_UNIT]
    quota = np.flatnonzero((plan.quota != _NO_UNIT)[here] & (choices.approved | choices.merit_known) & free)
    approved = choices.approved[quota]
    tier = np.where(approved, _FIRST, _THEN)
    kinds = np.where(approved, SeatKind.FREE_QUOTA, SeatKind.MERIT).astype(np.int8)
    held_unit = np.where(plan.held != _NO_UNIT, plan.held, np.arange(plan.held.size))

    def row(
        choice: Int64,
        unit: Int64,
        order: Int64,
        tier: int | Int64,
        kind: SeatKind | Int8,
        *,
        last: bool = False,
    ) -> _Special:
        keys = _keys(order[choice], tier, plan.bits)
        return _Special(choice, unit, keys, np.broadcast_to(np.int8(kind), choice.size), last)

    return [
        row(holding, held_unit, choices.position, _HELD, SeatKind.HELD),
        row(tested, plan.test, choices.test_position, _FIRST, SeatKind.TEST),
        row(quota, plan.quota, choices.position, tier, kinds, last=True),
    ]


def _keys(order: Int64, tier: int | Int64, bits: int) -> UInt32:
    """Tier above place in the order."""
    keys = order.astype(np.uint32)
    keys |= np.asarray(tier).astype(np.uint32) << np.uint32(bits)
    return keys


def _put(
    special: list[_Special], before: Int64, columns: tuple[Int32, UInt32, Int8], offering: Int32
) -> None:
    """Write the special kinds over the first or last entry of their choices, which all stand as ordinary seats."""
    unit, key, kind = columns
    for one in special:
        at = before[one.choice + 1] - 1 if one.last else before[one.choice]
        unit[at], key[at], kind[at] = one.unit[offering[one.choice]], one.key, one.kind
