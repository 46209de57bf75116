"""What an allocation means for every choice: its status, its place among the reserves, and what decided.

Statuses and reasons are those of the open round format, docs/round-format.md.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from gemensam.rules.allocation.market import NO_TEST, Choices, SeatKind, SeatKinds
from gemensam.rules.terms import Bool, Int8, Int32, Int64

NOBODY = -1  # no choice, where the number of one could stand


class Status(IntEnum):
    """What became of a choice. ADMITTED and RESERVE are results; STRUCK = below the admitted choice."""

    NOT_CONSIDERED = 0
    ADMITTED = 1
    RESERVE = 2
    STRUCK = 3


class NoBar(IntEnum):
    """Why a reserve is compared with nobody: none was admitted whom he could have replaced."""

    HAS_BAR = 0
    QUOTA_NOT_APPROVED = 1  # merit unknown, or only free-quota seats
    TEST_MISSING = 2  # only test seats, and not tested
    BELOW = 3  # no seats, all of them held, or gone to higher test points or to others of the pool


@dataclass(frozen=True, slots=True)
class Bars:
    """Per offering the number of the last choice admitted on each kind of seat, NOBODY without one."""

    merit: Int64
    free_quota: Int64
    test: Int64


def statuses(choices: Choices, kinds: SeatKinds) -> Int8:
    """Status of each choice, int8[n] of Status. All below the admitted one are struck."""
    admitted = kinds != SeatKind.NONE
    before = np.cumsum(admitted) - admitted  # admitted choices in all rows before
    is_first = np.ones(choices.applicant.size, dtype=np.bool_)
    is_first[1:] = choices.applicant[1:] != choices.applicant[:-1]
    start = np.maximum.accumulate(np.where(is_first, np.arange(is_first.size), 0))
    below = before > before[start] if is_first.size else admitted
    result = np.where(choices.considered, Status.RESERVE, Status.NOT_CONSIDERED).astype(np.int8)
    result[admitted] = Status.ADMITTED
    result[below] = Status.STRUCK
    return result


def reserve_positions(choices: Choices, status: Int8) -> Int64:
    """Place of each reserve at its offering, from 1, in the order there; 0 for all other choices."""
    rows = np.flatnonzero(status == Status.RESERVE)
    rows = rows[np.lexsort((choices.position[rows], choices.offering[rows]))]
    offering = choices.offering[rows]
    start = np.searchsorted(offering, offering, side="left")
    positions = np.zeros(choices.applicant.size, dtype=np.int64)
    positions[rows] = np.arange(rows.size) - start + 1
    return positions


def bars(choices: Choices, kinds: SeatKinds, offerings: int) -> Bars:
    """The last one admitted on each kind of seat at each offering."""
    return Bars(
        merit=_last(choices.offering, choices.position, kinds == SeatKind.MERIT, offerings),
        free_quota=_last(choices.offering, choices.position, kinds == SeatKind.FREE_QUOTA, offerings),
        test=_last(choices.offering, choices.test_position, kinds == SeatKind.TEST, offerings),
    )


def _last(offering: Int32, position: Int64, rows: Bool, offerings: int) -> Int64:
    numbers = np.flatnonzero(rows)
    numbers = numbers[np.lexsort((position[numbers], offering[numbers]))]
    last = np.full(offerings, NOBODY, dtype=np.int64)
    last[offering[numbers]] = numbers  # the last write to an offering is its last place
    return last


@dataclass(frozen=True, slots=True)
class Deciders:
    """For r reserves: whom each is compared with (NOBODY = no one), and why with nobody (NoBar)."""

    choice: Int64  # numbers of the reserves' choices
    bar: Int64
    no_bar: Int8


def deciders(choices: Choices, kinds: SeatKinds, status: Int8, offerings: int) -> Deciders:
    """Find for each reserve the one with whom he is compared: docs/round-format.md, "Reason of a reserve".

    That is the last one on a merit seat; where no seat is one, for an approved applicant the last one on a
    free-quota seat. Both stand before him in the order.
    """
    rows = np.flatnonzero(status == Status.RESERVE)
    offering = choices.offering[rows]
    last = bars(choices, kinds, offerings)
    approved, tested = choices.approved[rows], choices.test_position[rows] != NO_TEST
    never = ~choices.merit_known[rows] & ~approved
    quota_bar, test_bar = last.free_quota[offering], last.test[offering]
    bar = np.where(
        last.merit[offering] != NOBODY, last.merit[offering], np.where(approved, quota_bar, NOBODY)
    )
    bar[never] = NOBODY
    no_bar = np.select(
        [bar != NOBODY, never | (quota_bar != NOBODY), (test_bar != NOBODY) & ~tested],
        [NoBar.HAS_BAR, NoBar.QUOTA_NOT_APPROVED, NoBar.TEST_MISSING],
        NoBar.BELOW,
    ).astype(np.int8)
    return Deciders(choice=rows, bar=bar, no_bar=no_bar)


def first_difference(columns: Int64, one: Int64, other: Int64) -> Int64:
    """The first row of `columns` (int64[k, n]) in which one[i] and other[i] differ; k where none does."""
    differs = columns[:, one] != columns[:, other]
    none = ~differs.any(axis=0)
    return np.where(none, len(columns), differs.argmax(axis=0))
