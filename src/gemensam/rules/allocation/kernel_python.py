"""The kernel in plain Python: the readable specification, and the last resort. GF 7:3–5, docs/rules/allocation.md.

Participants propose down their lists. A unit keeps those with the lowest words, as many as it has seats; who is
turned away proposes to the next entry. No unit ever takes back whom it has refused, so the order does not matter.
"""

from collections.abc import Sequence
from heapq import heappop, heappush, heapreplace
from itertools import pairwise

import numpy as np

from gemensam.rules.allocation.entries import ALONE, EVERYBODY, Entries, Filling, Row
from gemensam.rules.terms import Int32

_LOW = 2**32 - 1  # the participant's part of a word
_POOL, _HELD, _MEMBER, _USED, _RESERVED = (int(row) for row in Row)


class Units:
    """Who is where. A word is key << 32 | participant; the heaps hold negative words, so the worst is on top."""

    def __init__(self, entries: Entries, participants: int) -> None:
        """All units empty; groups settled once."""
        self.seats = np.minimum(entries.seats, participants + 1).tolist()  # one seat more is never taken
        self.cutoff = [EVERYBODY if seats else 0 for seats in self.seats]
        self.heaps: list[list[int]] = [[] for _ in self.seats]
        self.group: list[int] = entries.group.tolist()
        rows = list(zip(entries.row.tolist(), entries.row_unit.tolist(), entries.limit.tolist(), strict=True))
        start = entries.group_start.tolist()
        self.rows = [rows[a:b] for a, b in pairwise(start)]
        for group in range(len(self.rows)):
            self._settle(group)

    def accept(self, unit: int, word: int) -> Sequence[int]:
        """Take in a word below the unit's cut-off; return the participants who have lost their seats by it."""
        heap = self.heaps[unit]
        if len(heap) == self.seats[unit]:
            displaced = -heapreplace(heap, -word) & _LOW
            self.cutoff[unit] = -heap[0]
            return (displaced,)
        heappush(heap, -word)
        self._set_cutoff(unit)
        group = self.group[unit]
        return self._settle(group) if group != ALONE else ()

    def accept_all(self, units: Sequence[int], words: Sequence[int]) -> list[int]:
        """Take in many at once, into units of groups: each group is read once when all of them are in."""
        groups = {}
        for unit, word in zip(units, words, strict=True):
            heappush(self.heaps[unit], -word)
            groups[self.group[unit]] = True
        return [displaced for group in groups for displaced in self._settle(group)]

    def _settle(self, group: int) -> list[int]:
        """Read the rows of a group; return those whose seats are gone."""
        displaced: list[int] = []
        left = room = 0
        for row, unit, limit in self.rows[group]:
            if row == _POOL:
                left = limit
            elif row == _HELD:
                self._lower(unit, self.seats[unit], displaced)
                left -= len(self.heaps[unit])
            elif row == _MEMBER:
                room = min(left, limit if unit == ALONE else limit - len(self.heaps[unit]))
            else:
                most = max(min(limit, room), 0)
                self._lower(unit, most, displaced)
                room -= len(self.heaps[unit]) if row == _USED else most
                left -= len(self.heaps[unit])
        return displaced

    def _lower(self, unit: int, most: int, displaced: list[int]) -> None:
        heap, seats = self.heaps[unit], self.seats
        seats[unit] = min(seats[unit], most)
        while len(heap) > seats[unit]:
            displaced.append(-heappop(heap) & _LOW)
        self._set_cutoff(unit)

    def _set_cutoff(self, unit: int) -> None:
        heap = self.heaps[unit]
        if len(heap) == self.seats[unit]:
            self.cutoff[unit] = -heap[0] if heap else 0


def solve_python(entries: Entries, who: Int32 | None = None) -> Filling:
    """Fill the units. who: the list that each participant has, by number; None = one participant per list."""
    first, unit, key = entries.first.tolist(), entries.unit.tolist(), entries.key.tolist()
    lists = range(entries.applicants) if who is None else who.tolist()
    units = Units(entries, len(lists))
    cutoff, accept = units.cutoff, units.accept
    at = [first[one] for one in lists]
    for number in range(len(lists)):
        waiting = [number]
        while waiting:
            participant = waiting.pop()
            end = first[lists[participant] + 1]
            for entry in range(at[participant], end):
                word = key[entry] << 32 | participant
                if word < cutoff[unit[entry]]:
                    at[participant] = entry
                    for displaced in accept(unit[entry], word):
                        at[displaced] += 1
                        waiting.append(displaced)
                    break
            else:
                at[participant] = -1
    return Filling(np.array(at, dtype=np.int64), np.array(cutoff, dtype=np.uint64))
