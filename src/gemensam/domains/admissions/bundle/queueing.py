"""Whom a reserve waits behind: how many stand before in the queue of an offering, class by class."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from gemensam.domains.admissions.bundle.running import RoundResult
from gemensam.rules.allocation import Status
from gemensam.rules.terms import NO_MERIT

# In the order in which they stand: the order table's rows merit known, first hand, in time.
CLASSES: Final = (
    "first_hand",
    "first_hand_late",
    "second_hand",
    "second_hand_late",
    "merit_unknown",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Reserves before one at an offering. queue_class: the one's own. ahead: (class, number), none with 0.

    quota_ahead: those approved for the free quota who stand later in the queue, but before where a seat of the free
    quota falls vacant; None where the offering has no such seats.
    """

    queue_class: str
    ahead: tuple[tuple[str, int], ...]
    quota_ahead: int | None


def waiting(result: RoundResult, choice: int) -> Waiting:
    """Where a reserve's choice stands in its queue. SL 16:43–47, GF 7:3; the order is that of the open format."""
    choices = result.decided.choices
    offering = int(choices.offering[choice])
    queue = np.flatnonzero((choices.offering == offering) & (result.status == Status.RESERVE))
    before = queue[choices.position[queue] < choices.position[choice]]
    after = queue[choices.position[queue] > choices.position[choice]]
    classes = [_class(result, int(one)) for one in before]
    has_quota = result.decided.seats.free_quota_seats[offering] > 0 and not choices.approved[choice]
    return Waiting(
        queue_class=_class(result, choice),
        ahead=tuple((name, classes.count(name)) for name in CLASSES if name in classes),
        quota_ahead=int(choices.approved[after].sum()) if has_quota else None,
    )


def _class(result: RoundResult, choice: int) -> str:
    decided = result.decided
    if decided.points[choice] == NO_MERIT:
        return "merit_unknown"
    late = bool(result.round.choices["late"][choice])
    return ("second_hand" if decided.second_hand[choice] else "first_hand") + ("_late" if late else "")
