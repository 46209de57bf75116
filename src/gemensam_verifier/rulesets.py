"""The laws that a round may name: worth of grades, and what the mean of all grades must reach.

Gymnasieförordningen 7 kap. 4 § (se-2026). se-2028-proposal is no law: the scale 1-10 of SOU 2025:18 for trials, with
older grades at equal steps from 4 (E) to 10 (A), F at 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """half_points: per grade, twice its points. lowest_mean: in points, None where no mean is asked for.

    A grade worth nothing is no pass.
    """

    half_points: Mapping[str, int]
    lowest_mean: int | None = None


LETTERS = {"A": 40, "B": 35, "C": 30, "D": 25, "E": 20, "F": 0, "-": 0, "MVG": 40, "VG": 30, "G": 20}
OLDER = {"A": 20, "B": 17, "C": 14, "D": 11, "E": 8, "F": 2, "-": 0, "MVG": 20, "VG": 14, "G": 8}

LAWS = {
    "se-2026": Law(LETTERS),
    "se-2028-proposal": Law(OLDER | {str(grade): 2 * grade for grade in range(1, 11)}, lowest_mean=4),
}
