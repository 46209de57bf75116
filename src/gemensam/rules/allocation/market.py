"""A round as integer arrays: what every choice is worth where, and what every offering can take."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np

from gemensam.rules.terms import Bool, Int8, Int32, Int64

NO_POOL: Final = -1
NO_TEST: Final = -1


class SeatKind(IntEnum):
    """On which kind of seat a choice was admitted. NONE = not admitted."""

    NONE = 0
    MERIT = 1
    FREE_QUOTA = 2
    TEST = 3
    HELD = 4


@dataclass(frozen=True, slots=True)
class Choices:
    """n choices, sorted by applicant and rank; arrays of length n.

    applicant, offering: int32, 0-based. considered: bool, may be admitted at all: eligible, not cancelled,
    and for an applicant with a held place nothing but what the place may be given up for. position: int64,
    place in the order at the offering, from 0, all different there; those with unknown merit come last.
    test_position: int64, place among those who compete for test seats there, NO_TEST for the others.
    merit_known: bool. approved: bool, for the free quota. held: bool, the place is held from before; at most
    one per applicant.
    """

    applicant: Int32
    offering: Int32
    considered: Bool
    position: Int64
    test_position: Int64
    merit_known: Bool
    approved: Bool
    held: Bool

    def __post_init__(self) -> None:
        """Refuse arrays of different length or choices that are not grouped by applicant (ValueError)."""
        columns = (
            self.offering,
            self.considered,
            self.position,
            self.test_position,
            self.merit_known,
            self.approved,
            self.held,
        )
        if any(column.size != self.applicant.size for column in columns):
            raise ValueError("columns of choices differ in length")
        if bool(np.any(np.diff(self.applicant) < 0)):
            raise ValueError("choices must be sorted by applicant")


@dataclass(frozen=True, slots=True)
class Seats:
    """m offerings; arrays of length m.

    seats: int64, the admission number; of them free_quota_seats and test_seats. pool: int32, number of the
    pool or NO_POOL. pool_seats: int64, of the whole pool, equal on its members. pool_order: int64, the lowest
    is served first; equal ones in the order of the rows.
    """

    seats: Int64
    free_quota_seats: Int64
    test_seats: Int64
    pool: Int32
    pool_seats: Int64
    pool_order: Int64


SeatKinds = Int8  # SeatKind of each choice, int8[n]
