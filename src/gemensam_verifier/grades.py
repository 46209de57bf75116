"""Merit, pass marks and ranking values from grades. Gymnasieförordningen 7 kap. 4 §.

Merit is kept as an integer of POINT_SCALE parts of a point, which is exact for halves, for any scaling by
1/1 ... 1/16 and for test points with six decimals. Sums of grades are kept in half points.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from gemensam_verifier import programmes as p
from gemensam_verifier.rulesets import LAWS

POINT_SCALE = 720_720 * 1_000_000
HALF_POINT = POINT_SCALE // 2
COMPARISON_SCALE = 106_858_629_141_264_000  # 20 times the least common multiple of 1 ... 40
MOST_GRADES = 40

HALF_POINTS = LAWS["se-2026"].half_points
NO_GRADE = "-"
SINGLE = {"BI": p.BI, "FY": p.FY, "KE": p.KE, "GE": p.GE, "HI": p.HI, "RE": p.RE, "SH": p.SH}
BITS = {"SV": p.SV, "SVA": p.SV, "EN": p.EN, "MA": p.MA, "NO": p.SCIENCE, "SO": p.SOCIAL} | SINGLE
BLOCK_UNITS = {"NO": 3, "SO": 4}
SUBJECTS = frozenset(
    [
        "BL",
        "EN",
        "HKK",
        "IDH",
        "MA",
        "MU",
        "BI",
        "FY",
        "KE",
        "GE",
        "HI",
        "RE",
        "SH",
        "SL",
        "SV",
        "SVA",
        "TK",
        "NO",
        "SO",
        "ML",
        "M1",
        "M2",
    ]
)
ROLES = frozenset({"compulsory", "language_choice", "optional_language", "mother_tongue", "other"})
COUNTED = 16


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade that counts. value: half points; units: how many grades it stands for (0 for a dash)."""

    subject: str
    value: int
    units: int
    bonus: bool  # language choice, may be the 17th
    passed: int  # bits
    other: int  # 1 when passed in a subject beside the named ones


class Standing(NamedTuple):
    """What an applicant's grades amount to.

    merit: in POINT_SCALE; passed, others: see programmes.missing; ranking: in the order of GRADE_CRITERIA; mean: of
    all grades, block grades by their subjects, in COMPARISON_SCALE.
    """

    merit: int
    passed: int
    others: int
    ranking: tuple[int, ...]
    mean: int


def make_grade(
    subject: str, grade: str, role: str, *, weighted: bool, half_points: Mapping[str, int] = HALF_POINTS
) -> Grade:
    """The meaning of one row of grades.csv."""
    value = half_points[grade]
    bits = BITS.get(subject, 0) if value else 0
    units = BLOCK_UNITS.get(subject, 1) if weighted else 1
    return Grade(
        subject=subject,
        value=value,
        units=units if grade != NO_GRADE else 0,
        bonus=role == "language_choice",
        passed=bits,
        other=1 if value and not bits else 0,
    )


def one_swedish(kept: list[Grade]) -> list[Grade]:
    """Of Swedish and Swedish as a second language only the better one counts."""
    both = [grade for grade in kept if grade.subject in {"SV", "SVA"}]
    if len(both) < 2:
        return kept
    best = max(both, key=lambda grade: (grade.value, grade.units))
    return [grade for grade in kept if grade.subject not in {"SV", "SVA"} or grade is best]


def merit_of(kept: Iterable[Grade], *, reduced_timetable: bool) -> int:
    """Sum of the 16 best and the language choice, in POINT_SCALE.

    A reduced timetable (pre-professional dancer) is scaled up to 16 grades before the language is added.
    """
    bonus = None
    others: list[Grade] = []
    for grade in kept:
        if not grade.bonus:
            others.append(grade)
        elif bonus is None:
            bonus = grade
        elif grade.value > bonus.value:
            others.append(bonus)
            bonus = grade
        else:
            others.append(grade)
    graded = 0
    values: list[int] = []
    for grade in others:
        units = grade.units
        graded += units
        if units == 1:
            values.append(grade.value)
        else:
            values += [grade.value] * units
    values.sort(reverse=True)
    total = sum(values[:COUNTED]) * HALF_POINT
    if reduced_timetable and 0 < graded < COUNTED:
        total = total * COUNTED // graded  # exact: POINT_SCALE / 2 is a multiple of 1 ... 15
    return total + (bonus.value * HALF_POINT if bonus else 0)


def _sum_of(subjects: frozenset[str]) -> Callable[[list[Grade]], int]:
    def total(kept: list[Grade]) -> int:
        return sum(grade.value * grade.units for grade in kept if grade.subject in subjects)

    return total


def _grade_count(kept: list[Grade]) -> int:
    return sum(grade.units for grade in kept)


def _comparison_value(kept: list[Grade]) -> int:
    count = _grade_count(kept)
    return mean_points(sum(grade.value * grade.units for grade in kept), count)


def _mean_by_subjects(kept: list[Grade]) -> int:
    """Mean of all grades; a block grade counts as its subjects, whatever it weighs in the merit."""
    units = [BLOCK_UNITS.get(grade.subject, 1) if grade.units else 0 for grade in kept]
    return mean_points(
        sum(grade.value * number for grade, number in zip(kept, units, strict=True)), sum(units)
    )


def mean_points(half_points: int, count: int) -> int:
    """Mean of so many grades, in COMPARISON_SCALE; exact for at most 40 grades."""
    return half_points * (COMPARISON_SCALE // 2) // count if count else 0


MATHS_SCIENCE = frozenset({"MA", "BI", "FY", "KE", "NO"})
ENGLISH_SWEDISH_SOCIAL = frozenset({"EN", "SV", "SVA", "GE", "HI", "RE", "SH", "SO"})
SWEDISH = frozenset({"SV", "SVA"})

# Criteria of a ranking rule that come from grades alone; higher first. Sums are in half points.
GRADE_CRITERIA: dict[str, Callable[[list[Grade]], int]] = {
    "grade_count": _grade_count,
    "maths_science": _sum_of(MATHS_SCIENCE),
    "english_swedish_social": _sum_of(ENGLISH_SWEDISH_SOCIAL),
    "swedish": _sum_of(SWEDISH),
    "comparison_value": _comparison_value,
}


def standing(kept: list[Grade], *, reduced_timetable: bool) -> Standing:
    """Merit, passes and ranking values of one applicant's counting grades."""
    passed = 0
    others = 0
    for grade in kept:
        passed |= grade.passed
        others += grade.other
    kept = one_swedish(kept)
    return Standing(
        merit_of(kept, reduced_timetable=reduced_timetable),
        passed,
        others + (passed & p.OTHERS_AMONG_BITS).bit_count(),
        tuple(rule(kept) for rule in GRADE_CRITERIA.values()),
        _mean_by_subjects(kept),
    )
