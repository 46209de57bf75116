"""Late is a property of a choice, not of an applicant. Practice of Sjuhärad; the law is silent."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

Choice = TypeVar("Choice", bound=Hashable)


def late_choices(in_time: Sequence[Choice], new: Sequence[Choice]) -> frozenset[Choice]:
    """Find the late choices of the new order: new ones, and those moved up past a kept one (practice).

    in_time: the choices as they stood in time, in order. new: the order after the change, highest first.
    A choice is late if it was not there in time, or if it now stands before a kept choice that stood before
    it. Dropping a choice makes nobody late. ValueError: the same choice twice in a list.
    """
    if len(set(in_time)) != len(in_time) or len(set(new)) != len(new):
        raise ValueError("a choice is listed twice")
    place = {choice: number for number, choice in enumerate(in_time)}
    late = set()
    earliest_below = len(in_time)  # first place in time among the kept choices that now stand lower
    for choice in reversed(new):
        if choice not in place or place[choice] > earliest_below:
            late.add(choice)
        earliest_below = min(earliest_below, place.get(choice, earliest_below))
    return frozenset(late)
