"""Dated rule sets of eligibility. A later law is a new row in RULES, never a change of an old one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final


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
    }
)
