"""Dated rule sets of the merit value. A later law is a new row in RULES, never a change of an old one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal

from gemensam.rules.dated import latest_in_force
from gemensam.rules.terms import BLOCKS, GRADES, NO_GRADE


@dataclass(frozen=True, slots=True)
class MeritRules:
    """How grades become a merit value. Fields without "policy" are law; policies are open questions."""

    name: str
    valid_from: date  # first day of education to which the rule set applies
    law: str
    points: Mapping[str, Fraction]  # merit points of each grade; a grade that is absent here is no grade
    passing: frozenset[str]
    counted_grades: int  # the best so many are summed
    # Policy: a combined grade NO counts as three and SO as four grades, or each as a single one.
    block_grades: Literal["weighted", "single"]
    # Policy: two languages graded as språkval. "best": the higher one is the extra grade. "chosen": only the
    # language that the pupil goes on with may have that role; two of them are refused.
    language_choice: Literal["best", "chosen"]
    # Policy: which earlier grade a later one may replace.
    replaceable: Literal["any", "missing_or_failed"]
    # Policy: the scale before 2011 (G, VG, MVG) is converted. Without it such grades are no grades.
    old_scale: bool
    proposal: bool = False  # not law: for trials
    conversion: tuple[str, ...] = ()  # grades of an older scale whose points are our assumption, not law

    @property
    def grades(self) -> tuple[str, ...]:
        """The codes that may stand for a grade, or for its absence, in the order of terms.GRADES."""
        return tuple(grade for grade in GRADES if grade in self.points or grade == NO_GRADE)

    def weight(self, subject: str) -> int:
        """Number of grades that one grade in the subject counts as (SL 10:18 and policy block_grades)."""
        return len(BLOCKS.get(subject, (subject,))) if self.block_grades == "weighted" else 1

    def points_of(self, grade: str) -> Fraction | None:
        """Merit points of a grade; None where it is no grade: a dash, or the old scale without the policy."""
        return None if grade in OLD_SCALE and not self.old_scale else self.points.get(grade)


OLD_SCALE: Final = ("G", "VG", "MVG")

RULES: Final[Mapping[str, MeritRules]] = MappingProxyType(
    {
        "se-2026": MeritRules(
            name="se-2026",
            valid_from=date(2026, 7, 1),
            law="GF 7:4",
            points=MappingProxyType(
                {
                    # GF 7:4, wording SFS 2011:2
                    "A": Fraction(20),
                    "B": Fraction(35, 2),
                    "C": Fraction(15),
                    "D": Fraction(25, 2),
                    "E": Fraction(10),
                    "F": Fraction(0),
                    # The scale before 2011: E = G, C = VG, A = MVG
                    "G": Fraction(10),
                    "VG": Fraction(15),
                    "MVG": Fraction(20),
                }
            ),
            passing=frozenset({"A", "B", "C", "D", "E", "G", "VG", "MVG"}),  # SL 10:17
            counted_grades=16,  # GF 7:4; the språkval is the 17th, SFS 2011:3
            block_grades="weighted",
            language_choice="best",
            replaceable="any",  # GF 7:4 knows no limit
            old_scale=True,
        ),
        # A trial, to see what a scale of 1–10 without F would mean. Not law: SOU 2025:18, announced on 3 February 2026
        # for 2028, not passed by the Riksdag as far as is known. Of the proposal's merit value (70 % grades,
        # 30 % central tests) only the grades are here, as no round holds results of such tests.
        "se-2028-proposal": MeritRules(
            name="se-2028-proposal",
            valid_from=date(2028, 7, 1),
            law="förslag: SOU 2025:18",
            points=MappingProxyType(
                {
                    **{str(step): Fraction(step) for step in range(1, 11)},
                    # Older grades: E at the proposed limit 4, A at the top, the steps between them equal; F at the
                    # bottom. An assumption of ours, as the proposal has no table that is known to us.
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
            passing=frozenset({*map(str, range(1, 11)), "A", "B", "C", "D", "E", "F", "G", "VG", "MVG"}),
            counted_grades=16,
            block_grades="weighted",
            language_choice="best",
            replaceable="any",
            old_scale=True,
            proposal=True,
            conversion=("A", "B", "C", "D", "E", "F"),
        ),
    }
)


def in_force(start: date) -> MeritRules:
    """The rule set of GF 7:4 for education that starts on a day; a proposal is never in force.

    ValueError before the first.
    """
    return latest_in_force(RULES.values(), start)
