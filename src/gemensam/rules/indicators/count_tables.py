"""Counts in a table that tell of no single person, also not by subtraction from the total.

Dataskyddsförordningen (2016/679) art. 5.1 c: a figure that can be tied to one person is not statistics.
"""

from collections.abc import Mapping, Sequence

from gemensam.rules.indicators.small_cells import LOWEST_THRESHOLD


def suppressed_counts(
    counts: Mapping[str, Sequence[int]], *, threshold: int
) -> dict[str, tuple[int | None, ...]]:
    """Hide what is too small: dataskyddsförordningen art. 5.1 c. ``counts``: rows of counts of persons.

    A count above zero and below the threshold is hidden (None). Where only one is hidden in a column, the column's
    total would tell it: the smallest one left that is not zero is hidden too. ValueError for a threshold below five
    or uneven rows.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(threshold)
    if len({len(row) for row in counts.values()}) > 1:
        raise ValueError("rows differ in length")
    shown: dict[str, list[int | None]] = {
        name: [None if 0 < number < threshold else number for number in row] for name, row in counts.items()
    }
    for column in range(max((len(row) for row in counts.values()), default=0)):
        hidden = [name for name, row in shown.items() if row[column] is None]
        left = [name for name, row in shown.items() if row[column]]
        if len(hidden) == 1 and left:
            shown[min(left, key=lambda name: (counts[name][column], name))][column] = None
    return {name: tuple(row) for name, row in shown.items()}
