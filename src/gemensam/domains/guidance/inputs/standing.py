"""What the law says of a school's pupils: merit, eligibility to each choice, grades that are missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

import numpy as np

from gemensam.domains.admissions.queries.guided import GuidedApplication, GuidedChoice
from gemensam.rules import eligibility, merit
from gemensam.rules.eligibility import ApplicantFacts
from gemensam.rules.merit import MeritRules
from gemensam.rules.terms import (
    BLOCKS,
    NO_GRADE,
    NO_MERIT,
    POINT_SCALE,
    SWEDISH,
    Bool,
    GradeColumns,
    SubjectGrade,
    grade_columns,
)

# The sixteen subjects in which every pupil of year 9 is to have a grade; Swedish is one of two.
COMPULSORY: Final = (
    "SV", "EN", "MA", "GE", "HI", "RE", "SH", "BI", "FY", "KE", "BL", "HKK", "IDH", "MU", "SL", "TK",
)  # fmt: skip
_VOCATIONAL, _HIGHER = "BA25", "ES25"  # programmes without demands of their own: the general ones


@dataclass(frozen=True, slots=True)
class ChoiceStanding:
    """A choice and what stands in the way of it; no codes = eligible."""

    choice: GuidedChoice
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One pupil. ``merit`` None: no grades, or grades that cannot be compared. ``missing``: subject codes."""

    merit: Fraction | None
    vocational: bool
    higher_education: bool
    missing: tuple[str, ...]
    choices: tuple[ChoiceStanding, ...]

    @property
    def eligible_choices(self) -> int:
        """How many of the choices that the pupil is eligible to."""
        return sum(not one.codes for one in self.choices)


@dataclass(frozen=True, slots=True)
class PupilFacts:
    """What is known of one pupil."""

    person_id: UUID
    birth_year: int
    application: GuidedApplication | None
    grades: tuple[SubjectGrade, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether the pupil in a row is eligible to a programme."""

    row: int
    programme: str
    base: str
    exemption: bool = False


def standings(
    pupils: Sequence[PupilFacts], *, rules: str, merit_rules: MeritRules, year: int
) -> Mapping[UUID, Standing]:
    """Return each pupil's standing; one pass of the rules over all of them."""
    if not pupils:
        return {}
    columns = grade_columns([one.grades for one in pupils])
    comparable = _flags(one.application is None or one.application.comparable_grades for one in pupils)
    reduced = _flags(one.application is not None and one.application.reduced_timetable for one in pupils)
    points = merit.merit_values(columns, len(pupils), reduced, merit_rules, comparable).points
    codes = iter(_codes(pupils, columns, rules, year))
    found: dict[UUID, Standing] = {}
    for row, one in enumerate(pupils):
        vocational, higher = next(codes), next(codes)
        units = int(points[row])
        found[one.person_id] = Standing(
            merit=None if units == NO_MERIT or not one.grades else Fraction(units, POINT_SCALE),
            vocational=not vocational,
            higher_education=not higher,
            missing=missing_subjects(one.grades),
            choices=tuple(ChoiceStanding(choice, next(codes)) for choice in _choices(one)),
        )
    return found


def missing_subjects(grades: Sequence[SubjectGrade]) -> tuple[str, ...]:
    """Return the compulsory subjects without a grade; a combined grade stands for its subjects."""
    graded = {one.subject for one in grades if one.grade != NO_GRADE}
    for block, subjects in BLOCKS.items():
        if block in graded:
            graded.update(subjects)
    if graded & set(SWEDISH):
        graded.add("SV")
    return tuple(subject for subject in COMPULSORY if subject not in graded)


def _choices(one: PupilFacts) -> tuple[GuidedChoice, ...]:
    return one.application.choices if one.application else ()


def _flags(values: Iterable[bool]) -> Bool:
    return np.array(list(values), dtype=np.bool_)


def _questions(pupils: Sequence[PupilFacts]) -> list[_Question]:
    """Per pupil the two general questions, then one for each choice."""
    asked: list[_Question] = []
    for row, one in enumerate(pupils):
        asked += [_Question(row, _VOCATIONAL, ""), _Question(row, _HIGHER, "")]
        asked += [
            _Question(row, choice.programme, choice.base_programme, choice.english_exemption)
            for choice in _choices(one)
        ]
    return asked


def _codes(
    pupils: Sequence[PupilFacts], columns: GradeColumns, rules: str, year: int
) -> list[tuple[str, ...]]:
    """The obstacles of every question, in their order."""
    table, asked = eligibility.RULES[rules], _questions(pupils)
    wanted = {
        pair: number for number, pair in enumerate(sorted({(one.programme, one.base) for one in asked}))
    }
    bits = eligibility.eligibility_codes(
        eligibility.pass_table(columns, len(pupils), table),
        ApplicantFacts(
            birth_year=np.array([one.birth_year for one in pupils], dtype=np.int64),
            completed=_flags(one.application is not None and one.application.completed for one in pupils),
        ),
        eligibility.programme_requirements([code for code, _ in wanted], [base for _, base in wanted], table),
        applicant=np.array([one.row for one in asked], dtype=np.int32),
        requirement=np.array([wanted[one.programme, one.base] for one in asked], dtype=np.int32),
        english_exemption=_flags(one.exemption for one in asked),
        year=year,
        rules=table,
    )
    return [eligibility.obstacle_codes(int(one)) for one in bits]
