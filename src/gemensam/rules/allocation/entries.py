"""What a round comes down to: seat units that take the lowest keys, and each applicant's list of (unit, key).

GF 7:3 (free quota), 7:4 (merit), 7:5 (skill test); the open format's "How seats are filled". A kernel that knows
nothing but units and keys fills them (kernel.py). Rules that make seats depend on other seats are rows of a group.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gemensam.rules.terms import Int8, Int32, Int64

UInt32 = NDArray[np.uint32]
UInt64 = NDArray[np.uint64]

ALONE: Final = -1  # group of a unit that shares with nobody
EVERYBODY: Final = 2**64 - 1  # cut-off of a unit that is not full
MOST_KEYS: Final = 2**32


class Row(IntEnum):
    """One step of how a group's seats are shared. Two numbers are kept: `left` of the group, `room` of a member.

    Read from the top each time that a unit of the group has grown; seats only ever become fewer.
    """

    POOL = 0  # left = limit
    HELD = 1  # left -= those in the unit; the unit itself is never made smaller
    MEMBER = 2  # room = the lower of left and (limit less those in the unit; unit ALONE: limit)
    USED = 3  # the unit has at most limit and at most room seats; those in it are taken from both
    RESERVED = 4  # the same, but all its seats are taken from room, used or not


@dataclass(frozen=True, slots=True)
class Entries:
    """An instance: applicants' lists over units with seats; what every kernel reads.

    first: int64[a + 1], the list of applicant p is entries first[p] … first[p + 1] - 1, best first. unit: int32[e].
    key: uint32[e], the lowest is taken first; equal ones at a unit by the participant's number. seats: int64[u].
    group: int32[u], number of the group whose units share seats, or ALONE. group_start: int64[g + 1], row: int8[r] of
    Row, row_unit: int32[r], limit: int64[r]: the rows of each group. ValueError where a number points nowhere.
    """

    first: Int64
    unit: Int32
    key: UInt32
    seats: Int64
    group: Int32
    group_start: Int64
    row: Int8
    row_unit: Int32
    limit: Int64

    def __post_init__(self) -> None:
        """A kernel follows the numbers without asking, so they are checked here, once."""
        units, entries = self.seats.size, self.unit.size
        _require(self.first.size > 0 and self.first[0] == 0 and self.first[-1] == entries, "lists of entries")
        _require(not bool(np.any(self.first[1:] < self.first[:-1])), "lists of entries")
        _require(self.key.size == entries, "keys")
        _require(_within(self.unit, 0, units), "units of entries")
        _require(_within(self.seats, 0, 2**40), "seats")
        _require(self.group.size == units, "groups")
        groups, rows = self.group_start.size - 1, self.row.size
        _require(groups >= 0 and self.group_start[0] == 0 and self.group_start[-1] == rows, "rows of groups")
        _require(not bool(np.any(self.group_start[1:] < self.group_start[:-1])), "rows of groups")
        _require(_within(self.group, ALONE, groups), "groups")
        _require(self.row_unit.size == rows == self.limit.size and _within(self.row, 0, len(Row)), "rows")
        _require(_within(self.row_unit, ALONE, units), "units of rows")
        _require(
            bool(np.all((self.row_unit != ALONE) | (self.row == Row.POOL) | (self.row == Row.MEMBER))), "rows"
        )

    @property
    def applicants(self) -> int:
        """How many lists there are, empty ones too."""
        return self.first.size - 1


def plain_entries(first: Int64, unit: Int32, key: UInt32, seats: Int64) -> Entries:
    """An instance where no units share: hospitals and residents. Practice in matching everywhere."""
    return Entries(
        first=first,
        unit=unit,
        key=key,
        seats=seats,
        group=np.full(seats.size, ALONE, dtype=np.int32),
        group_start=np.zeros(1, dtype=np.int64),
        row=np.zeros(0, dtype=np.int8),
        row_unit=np.zeros(0, dtype=np.int32),
        limit=np.zeros(0, dtype=np.int64),
    )


@dataclass(frozen=True, slots=True)
class Filling:
    """What a kernel found, for k participants and u units.

    entry: int64[k], the accepted entry of each, -1 for none. cutoff: uint64[u], a unit refuses every word
    key << 32 | participant from this one on; EVERYBODY where it has seats left.
    """

    entry: Int64
    cutoff: UInt64


def _within(numbers: NDArray[np.signedinteger], low: int, end: int) -> bool:
    return numbers.size == 0 or (int(numbers.min()) >= low and int(numbers.max()) < end)


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise ValueError(f"entries: {what} do not fit together")
