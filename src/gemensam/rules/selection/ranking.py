"""Ranking rules: what decides between equal merit. Law stops at merit (GF 7:4); the rest is the office's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from gemensam.rules.terms import (
    LATE_BEHIND_IN_TIME,
    MERIT_BELOW,
    QUOTA_FULL,
    RECEPTION_SECOND_HAND_FULL,
    TIE_PREFIX,
)

CHOICE_RANK: Final = "choice_rank"  # the place of the choice in the application, lower first
GRADE_VALUE: Final = "grade_value"  # merit without test points
GRADE_COUNT: Final = "grade_count"  # number of grades A–F
MATHS_SCIENCE: Final = "maths_science"
ENGLISH_SWEDISH_SOCIAL: Final = "english_swedish_social"
SWEDISH: Final = "swedish"
COMPARISON_VALUE: Final = "comparison_value"  # jämförelsetal: mean points of all grades
LOTTERY: Final = "lottery"

CRITERIA: Final = (
    CHOICE_RANK,
    GRADE_VALUE,
    GRADE_COUNT,
    MATHS_SCIENCE,
    ENGLISH_SWEDISH_SOCIAL,
    SWEDISH,
    COMPARISON_VALUE,
    LOTTERY,
)


@dataclass(frozen=True, slots=True)
class RankingRule:
    """Criteria in the order in which they decide between equal points; the lottery closes every rule."""

    name: str
    order: tuple[str, ...]

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria before the lottery number."""
        return tuple(criterion for criterion in self.order if criterion != LOTTERY)


def ranking_faults(order: Sequence[str]) -> tuple[str, ...]:
    """Codes of what is wrong with an order of criteria, each once; empty = usable.

    `unknown_criterion`, `repeated_criterion`, `after_lottery` (nothing is left to decide after a lottery).
    """
    faults = []
    if any(criterion not in CRITERIA for criterion in order):
        faults.append("unknown_criterion")
    if len(set(order)) != len(order):
        faults.append("repeated_criterion")
    if LOTTERY in order[:-1]:
        faults.append("after_lottery")
    return tuple(faults)


def steps_of(rule: RankingRule) -> tuple[str, ...]:
    """Reason codes of the steps of the order at an offering, in the sequence in which they decide."""
    return (
        QUOTA_FULL,
        RECEPTION_SECOND_HAND_FULL,
        LATE_BEHIND_IN_TIME,
        MERIT_BELOW,
        *(TIE_PREFIX + criterion for criterion in rule.criteria),
        TIE_PREFIX + LOTTERY,
    )


# The tie-breaks that offices have published. Chosen per office or offering, and shown to applicants before
# the application opens.
_VARIANTS: Final[Mapping[str, tuple[str, ...]]] = {
    "vasterbotten-2017": (CHOICE_RANK, GRADE_VALUE, GRADE_COUNT, LOTTERY),
    "vasterbotten": (CHOICE_RANK, GRADE_COUNT, LOTTERY),
    "halland": (CHOICE_RANK, GRADE_VALUE, GRADE_COUNT, LOTTERY),
    "ostergotland": (CHOICE_RANK, GRADE_VALUE, LOTTERY),
    "sjuharad": (LOTTERY,),
    "storsthlm": (CHOICE_RANK, COMPARISON_VALUE, LOTTERY),
    # Storsthlm lets a school choose a subject group that goes before its default order.
    "storsthlm-maths-science": (MATHS_SCIENCE, CHOICE_RANK, COMPARISON_VALUE, LOTTERY),
    "storsthlm-english-swedish-social": (ENGLISH_SWEDISH_SOCIAL, CHOICE_RANK, COMPARISON_VALUE, LOTTERY),
    "storsthlm-swedish": (SWEDISH, CHOICE_RANK, COMPARISON_VALUE, LOTTERY),
}
TIE_BREAK_RULES: Final[Mapping[str, RankingRule]] = MappingProxyType(
    {name: RankingRule(name, order) for name, order in _VARIANTS.items()}
)
DEFAULT_RULE: Final = RankingRule("default", (CHOICE_RANK, GRADE_VALUE, GRADE_COUNT, LOTTERY))
