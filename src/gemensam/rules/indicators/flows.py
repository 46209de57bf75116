"""Where persons go, as it may be shown: counts by destination without the small ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from gemensam.rules.indicators.small_cells import LOWEST_THRESHOLD


@dataclass(frozen=True, slots=True)
class PublicFlow:
    """``shown``: destination → persons, the largest first. ``others``: the rest together; None = too few to show.

    ``total`` is None when it would give away what is not shown.
    """

    shown: tuple[tuple[str, int], ...]
    others: int | None
    total: int | None


def public_flow(counts: Mapping[str, int], *, threshold: int = LOWEST_THRESHOLD) -> PublicFlow:
    """Show destinations of at least ``threshold`` persons (dataskyddsförordningen art. 5.1 c).

    Smaller ones are told together; where also they are too few, neither they nor the total are told.
    Raises ValueError for a threshold below five.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(threshold)
    large = sorted(
        ((name, count) for name, count in counts.items() if count >= threshold),
        key=lambda pair: (-pair[1], pair[0]),
    )
    total = sum(counts.values())
    others = total - sum(count for _, count in large)
    if 0 < others < threshold:
        return PublicFlow(tuple(large), None, None)
    return PublicFlow(tuple(large), others, total)
