"""Dated rule sets of eligibility. A later law is a new row in RULES, never a change of an old one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from gemensam.rules.dated import latest_in_force


@dataclass(frozen=True, slots=True)
class EligibilityRules:
    """What is needed to be eligible. Fields without "policy" are law; policies are open questions."""

    name: str
    valid_from: date  # first day of education to which the rule set applies
    law: str
    passing: frozenset[str]  # grades that are a pass
    oldest_age: int  # highest age reached in the year of an August start
    vocational_others: int  # passed subjects besides Swedish, English and mathematics
    higher_education_others: int
    introduction_others_with_one: int  # IMV: with English or mathematics
    introduction_others_with_both: int  # IMV: with English and mathematics
    # Policy: a combined grade NO or SO is a pass in each of its subjects; otherwise in one other subject.
    block_grades_cover_subjects: bool
    # Policy: the pass in Swedish is waived for those with Danish, Finnish, Icelandic or Norwegian grades.
    nordic_swedish_waiver: bool
    # The mean of all grades that is needed besides, in the points below; None = the law knows no such limit.
    lowest_mean: Fraction | None = None
    points: Mapping[str, Fraction] = field(default_factory=dict)
    proposal: bool = False  # not law: for trials
    added_law: tuple[str, ...] = ()  # cited besides the paragraphs of each kind of programme


RULES: Final[Mapping[str, EligibilityRules]] = MappingProxyType(
    {
        "se-2026": EligibilityRules(
            name="se-2026",
            valid_from=date(2026, 7, 1),
            law="SL 15:5–6, 16:30–33, 17:8–12, GF 7:1",
            passing=frozenset({"A", "B", "C", "D", "E", "G", "VG", "MVG"}),  # SL 10:17; older scale G and up
            oldest_age=19,  # SL 15:5: begun before the end of June in the year one turns 20
            vocational_others=5,  # SL 16:30
            higher_education_others=9,  # SL 16:31
            introduction_others_with_one=4,  # SL 17:10
            introduction_others_with_both=3,  # SL 17:10
            block_grades_cover_subjects=True,  # SL 10:18
            nordic_swedish_waiver=True,  # practice of offices; SL 16:33
        ),
        # A trial, see the rule set of the same name in rules.merit. SOU 2025:18: no grade is a fail, and the mean of
        # all grades must be at least 4. That the same subjects as today must have been graded is an assumption.
        "se-2028-proposal": EligibilityRules(
            name="se-2028-proposal",
            valid_from=date(2028, 7, 1),
            law="förslag: SOU 2025:18; i övrigt SL 15:5–6, 16:30–33, 17:8–12, GF 7:1",
            passing=frozenset({*map(str, range(1, 11)), "A", "B", "C", "D", "E", "F", "G", "VG", "MVG"}),
            oldest_age=19,
            vocational_others=5,
            higher_education_others=9,
            introduction_others_with_one=4,
            introduction_others_with_both=3,
            block_grades_cover_subjects=True,
            nordic_swedish_waiver=True,
            lowest_mean=Fraction(4),
            points=MappingProxyType(
                {
                    **{str(step): Fraction(step) for step in range(1, 11)},
                    "A": Fraction(10),
                    "B": Fraction(17, 2),
                    "C": Fraction(7),
                    "D": Fraction(11, 2),
                    "E": Fraction(4),
                    "F": Fraction(1),
                    "G": Fraction(4),
                    "VG": Fraction(7),
                    "MVG": Fraction(10),
                }
            ),
            proposal=True,
            added_law=("förslag: SOU 2025:18",),
        ),
    }
)


def in_force(start: date) -> EligibilityRules:
    """The rule set of GF 7:1 for education that starts on a day; a proposal is never in force.

    ValueError before the first.
    """
    return latest_in_force(RULES.values(), start)
