"""Skill tests (färdighetsprov): local scales, what they do to the points of a choice. GF 5:8, 5:16, 7:5."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import numpy as np

from gemensam.rules.terms import NO_MERIT, Bool, Int64

NOT_TESTED: Final = -1  # in columns of test points; 0 is the result of a test


@dataclass(frozen=True, slots=True)
class SkillTestScale:
    """A provider's scale: points of each result, and the results that make the applicant ineligible."""

    name: str
    points: Mapping[str, Fraction]
    failing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SkillTestResult:
    """Points of a result and whether the test is passed; points None = not tested."""

    points: Fraction | None
    passed: bool


def _steps(name: str, highest: int, factor: int) -> SkillTestScale:
    return SkillTestScale(name, {str(step): Fraction(step * factor) for step in range(1, highest + 1)})


_GRADE_VALUES: Final = {  # GF 7:4
    "A": Fraction(20), "B": Fraction(35, 2), "C": Fraction(15), "D": Fraction(25, 2), "E": Fraction(10),
    "F": Fraction(0),
}  # fmt: skip

SKILL_TEST_SCALES: Final[Mapping[str, SkillTestScale]] = MappingProxyType(
    {
        scale.name: scale
        for scale in (
            _steps("skaraborg-es", highest=10, factor=26),
            _steps("st-erik-es", highest=20, factor=16),
            SkillTestScale("falkenberg-es", _GRADE_VALUES),
            SkillTestScale("peder-skrivare", {"A": Fraction(15), "C": Fraction(10), "E": Fraction(5)}),
            SkillTestScale(
                "sture-spets",
                {grade: 16 * value for grade, value in _GRADE_VALUES.items()},
                failing=frozenset({"F"}),
            ),
            SkillTestScale(  # the grade in mathematics, not a test of its own
                "berzelius-na-spets",
                {
                    "A": Fraction(80),
                    "B": Fraction(60),
                    "C": Fraction(40),
                    "D": Fraction(20),
                    "E": Fraction(0),
                },
            ),
        )
    }
)


def skill_test_result(scale: SkillTestScale, result: str) -> SkillTestResult:
    """Points of a result on a scale; the empty text = not tested. GF 7:5. KeyError for an unknown result."""
    if not result:
        return SkillTestResult(points=None, passed=False)
    return SkillTestResult(points=scale.points[result], passed=result not in scale.failing)


def choice_points(merit: Int64, test_points: Int64, adds: Bool) -> Int64:
    """Points that compete at the offering of each choice: merit, plus the test where it adds. GF 7:4–5.

    merit: int64[n], NO_MERIT stays NO_MERIT. test_points: int64[n], units of 1/POINT_SCALE, NOT_TESTED adds
    nothing. adds: bool[n], skill_test = adds at the offering.
    """
    added = np.where(adds & (test_points > 0), test_points, 0)
    return np.where(merit == NO_MERIT, NO_MERIT, merit + added)


def lacks_skill_test(required: Bool, passed: Bool) -> Bool:
    """Mark choices that are ineligible for want of a passed test: GF 5:8, 5:16; reason `test:missing`."""
    return required & ~passed
