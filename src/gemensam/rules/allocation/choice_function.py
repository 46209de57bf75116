"""Whom an offering chooses among those who have applied so far. Round format, "How seats are filled"."""

from collections.abc import Sequence
from dataclasses import dataclass

from gemensam.rules.allocation.market import NO_TEST, SeatKind


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the choice function looks at, by place. Places number the choices of an offering in its order.

    test_position: place among those tested, NO_TEST for the others. merit_known, approved, held: 1 or 0.
    """

    test_position: Sequence[int]
    merit_known: Sequence[int]
    approved: Sequence[int]
    held: Sequence[int]


def choose(
    places: Sequence[int],
    candidates: Candidates,
    *,
    room: int,
    test_seats: int,
    free_quota_seats: int,
) -> dict[int, SeatKind]:
    """Fill the room among places in order (none of them held): test seats, ordinary seats, free-quota seats.

    GF 7:3 (free quota), 7:4 (merit), 7:5 (skill test). room: seats left after the held places, or what the
    pool leaves of them. Returns the chosen places with the kind of seat; all others are turned away.
    """
    chosen: dict[int, SeatKind] = {}
    if test_seats:
        tested = sorted(
            (
                place
                for place in places
                if candidates.test_position[place] != NO_TEST and candidates.merit_known[place]
            ),
            key=candidates.test_position.__getitem__,
        )
        chosen.update(dict.fromkeys(tested[: min(test_seats, room)], SeatKind.TEST))
    ordinary = max(room - len(chosen) - free_quota_seats, 0)
    _take(chosen, places, candidates.merit_known, ordinary, SeatKind.MERIT)
    quota = min(free_quota_seats, room - len(chosen))
    _take(chosen, places, candidates.approved, quota, SeatKind.FREE_QUOTA)
    _take(chosen, places, candidates.merit_known, room - len(chosen), SeatKind.MERIT)
    return chosen


def _take(
    chosen: dict[int, SeatKind], places: Sequence[int], may_take: Sequence[int], seats: int, kind: SeatKind
) -> None:
    """Give the first who may and have no seat yet one each, as far as the seats go."""
    for place in places:
        if seats <= 0:
            return
        if may_take[place] and place not in chosen:
            chosen[place] = kind
            seats -= 1
