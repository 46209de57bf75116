"""The kernel in rounds of NumPy: everybody who is free proposes at once. GF 7:3–5, docs/rules/allocation.md.

In each round the free participants skip the entries whose cut-off they do not reach, propose to the next one, and
every unit that has got proposals keeps the best. That gives what kernel_python.py gives, as the order of proposals
does not matter. Units that share seats are few; they keep the heaps of that module and settle once a round.
"""

from dataclasses import dataclass

import numpy as np

from gemensam.rules.allocation.entries import ALONE, EVERYBODY, Entries, Filling, UInt32, UInt64
from gemensam.rules.allocation.kernel_python import Units
from gemensam.rules.terms import Bool, Int32, Int64

_WORD = 64  # bits
_FEWEST = 1 << 10  # units in a part; with fewer, parts cost more than they save


def solve_numpy(entries: Entries, who: Int32 | None = None) -> Filling:
    """Fill the units. who: the list that each participant has, by number; None = one participant per list."""
    lists = np.arange(entries.applicants) if who is None else who
    at, end = entries.first[lists], entries.first[lists + 1]
    table = _table(entries, lists.size)
    shared = Units(entries, lists.size) if entries.group_start.size > 1 else None
    if shared is not None:
        _copy_cutoffs(shared, table, entries)
    free = np.arange(lists.size)
    while free.size:
        free = _first_acceptable(entries, table.cutoff, at, end, free)
        unit = entries.unit[at[free]]
        displaced = []
        if shared is not None:
            together = entries.group[unit] != ALONE
            displaced.append(_propose_together(shared, table, entries, at, free[together]))
            free, unit = free[~together], unit[~together]
        displaced.append(_propose(table, free, unit, entries.key[at[free]]))
        free = np.concatenate(displaced)
        at[free] += 1
    return Filling(at, table.cutoff)


@dataclass(slots=True)
class _Table:
    """Who sits where: words of unit u at offset[u] … offset[u] + size[u] - 1, in order once the unit is full."""

    seats: Int64
    offset: Int64
    size: Int64
    sitting: UInt64  # words: key << 32 | participant
    cutoff: UInt64
    key_bits: int
    number_bits: int


def _table(entries: Entries, participants: int) -> _Table:
    seats = np.minimum(entries.seats, participants + 1)  # one seat more is never taken
    seats[entries.group != ALONE] = 0  # these have their own heaps
    offset = np.cumsum(seats) - seats
    highest = int(entries.key.max()) if entries.key.size else 0
    return _Table(
        seats=seats,
        offset=offset,
        size=np.zeros(seats.size, dtype=np.int64),
        sitting=np.zeros(int(seats.sum()), dtype=np.uint64),
        cutoff=np.where(seats > 0, np.uint64(EVERYBODY), np.uint64(0)),
        key_bits=max(highest, 1).bit_length(),
        number_bits=max(participants - 1, 1).bit_length(),
    )


def _first_acceptable(entries: Entries, cutoff: UInt64, at: Int64, end: Int64, free: Int64) -> Int64:
    """Move each participant to the first entry that would take him; who has none left is out, at -1."""
    proposing = []
    while free.size:
        position = at[free]
        over = position >= end[free]
        if over.any():
            at[free[over]] = -1
            free, position = free[~over], position[~over]
        taken = _words(entries.key[position], free) < cutoff[entries.unit[position]]
        proposing.append(free[taken])
        free = free[~taken]
        at[free] += 1
    return np.concatenate(proposing) if proposing else free


def _words(key: UInt32, participant: Int64) -> UInt64:
    return key.astype(np.uint64) << np.uint64(32) | participant.astype(np.uint64)


def _propose(table: _Table, participant: Int64, unit: Int32, key: UInt32) -> Int64:
    """Let every unit keep the best of those it has and those who propose; return the ones it turns away."""
    proposals = np.bincount(unit, minlength=table.seats.size)
    fills = table.size + proposals >= table.seats  # full after this round
    fills &= proposals > 0
    word, stays = _words(key, participant), ~fills[unit]
    _append(table, unit[stays], word[stays], proposals)
    full = np.flatnonzero(fills)
    sitting = table.size[full]
    there = _ranges(table.offset[full], sitting)
    place = np.cumsum(fills) - 1  # of each full unit among them
    return _keep_best(
        table,
        full,
        np.concatenate([np.repeat(np.arange(full.size), sitting), place[unit[~stays]]]),
        np.concatenate([table.sitting[there], word[~stays]]),
    )


def _append(table: _Table, unit: Int32, word: UInt64, proposals: Int64) -> None:
    """Seat those whom there is room for anyway, in any order."""
    order = np.argsort(unit, kind="stable")
    unit, word = unit[order], word[order]
    units = np.flatnonzero(np.bincount(unit, minlength=table.seats.size)) if unit.size else unit
    table.sitting[_ranges(table.offset[units] + table.size[units], proposals[units])] = word
    table.size[units] += proposals[units]


def _keep_best(table: _Table, full: Int64, place: Int64, word: UInt64) -> Int64:
    """Seat the lowest words of each full unit, as many as it has seats; return the other participants.

    place: the unit of each word, as its place in full.
    """
    at_once = 1 << max(_WORD - table.key_bits - table.number_bits, 0)
    if _FEWEST <= at_once < full.size:  # in parts whose words can be sorted fast
        parts = [(part, place // at_once == part) for part in range(-(-full.size // at_once))]
        return np.concatenate(
            [
                _keep_best(
                    table,
                    full[part * at_once : (part + 1) * at_once],
                    place[rows] - part * at_once,
                    word[rows],
                )
                for part, rows in parts
            ]
        )
    place, word = _in_order(table, place, word, packs=full.size <= at_once)
    count = np.bincount(place, minlength=full.size)
    seats = table.seats[full]
    rank = np.arange(place.size) - np.repeat(np.cumsum(count) - count, count)
    kept: Bool = rank < np.repeat(seats, count)
    table.sitting[_ranges(table.offset[full], seats)] = word[kept]
    table.size[full] = seats
    table.cutoff[full] = table.sitting[table.offset[full] + seats - 1]
    return (word[~kept] & np.uint64(2**32 - 1)).astype(np.int64)


def _in_order(table: _Table, place: Int64, word: UInt64, *, packs: bool) -> tuple[Int64, UInt64]:
    """Sorted by place and word. In one number each where that fits, which sorts several times as fast."""
    if not packs:
        order = np.lexsort((word, place))
        return place[order], word[order]
    number, low = np.uint64(table.number_bits), np.uint64(2**32 - 1)
    above = np.uint64(table.number_bits + table.key_bits)
    packed = place.astype(np.uint64) << above | (word >> np.uint64(32)) << number | (word & low)
    packed.sort()
    key = packed >> number & np.uint64(2**table.key_bits - 1)
    participant = packed & np.uint64(2**table.number_bits - 1)
    return (packed >> above).astype(np.int64), key << np.uint64(32) | participant


def _ranges(start: Int64, length: Int64) -> Int64:
    """start[0] … start[0] + length[0] - 1, then the same for the next."""
    before = np.cumsum(length) - length
    return np.repeat(start - before, length) + np.arange(int(length.sum()))


def _propose_together(
    shared: Units, table: _Table, entries: Entries, at: Int64, participants: Int64
) -> Int64:
    """To units that share seats: all of the round at once, then each group is read anew."""
    position = at[participants]
    words = _words(entries.key[position], participants)
    displaced = shared.accept_all(entries.unit[position].tolist(), words.tolist())
    _copy_cutoffs(shared, table, entries)
    return np.array(displaced, dtype=np.int64)


def _copy_cutoffs(shared: Units, table: _Table, entries: Entries) -> None:
    together = np.flatnonzero(entries.group != ALONE)
    table.cutoff[together] = np.array([shared.cutoff[unit] for unit in together.tolist()], dtype=np.uint64)
