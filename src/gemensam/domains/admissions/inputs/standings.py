"""What someone's grades come to, as the rules want it: merit, and what stands in the way at each programme."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from uuid import UUID

import numpy as np

from gemensam.domains.admissions.models import AdmissionsOffice, Grade
from gemensam.rules import eligibility, merit
from gemensam.rules.eligibility import ApplicantFacts, EligibilityRules
from gemensam.rules.merit import NO_CUTOFF, MeritRules
from gemensam.rules.terms import GRADE_INDEX, SubjectGrade, grade_columns

Target = tuple[str, str]  # programme, and for IMV what it prepares for
GradeRow = tuple[
    UUID, str, str, str, str, datetime
]  # person, subject, language, grade, role, when registered


@dataclass(frozen=True, slots=True)
class OfficeRules:
    """The dated rule sets that the office applies."""

    merit: MeritRules
    eligibility: EligibilityRules


@dataclass(frozen=True, slots=True)
class Standing:
    """What someone competes with. grades None: only the merit is told, and eligibility is not judged.

    birth_year None: not told, so age is not judged. value: the merit, None where it is not known.
    """

    value: Fraction | None
    grades: tuple[SubjectGrade, ...] | None = None
    birth_year: int | None = None
    completed: bool = False
    reduced_timetable: bool = False
    comparable_grades: bool = True
    exempt_from_english_at: frozenset[UUID] = field(default_factory=frozenset)  # offerings


def office_rules(office: AdmissionsOffice) -> OfficeRules:
    """The office's rule sets, with its own policy on combined grades."""
    weighted = office.block_grades == "weighted"
    return OfficeRules(
        merit=replace(merit.RULES[office.rules], block_grades="weighted" if weighted else "single"),
        eligibility=eligibility.RULES[office.rules],
    )


def with_merit(standing: Standing, rules: OfficeRules) -> Standing:
    """The standing with the merit that its grades come to."""
    found = merit.merit_value(
        standing.grades or (),
        rules.merit,
        reduced_timetable=standing.reduced_timetable,
        comparable_grades=standing.comparable_grades,
    )
    return replace(standing, value=found.value)


def registered_grades(
    person_ids: Collection[UUID], *, rules: OfficeRules, until: datetime
) -> Mapping[UUID, tuple[SubjectGrade, ...]]:
    """The grades that count of each person, of those registered until the moment. One database query."""
    return {
        **dict.fromkeys(person_ids, ()),
        **effective_grades(grade_rows(person_ids, until=until), rules),
    }


def grade_rows(person_ids: Collection[UUID], *, until: datetime) -> list[GradeRow]:
    """Every grade that was registered of the persons until the moment, the earlier before the later."""
    rows = Grade.objects.filter(person__in=list(person_ids), registered_at__lte=until)
    ordered = rows.order_by("person", "subject", "language", "registered_at", "pk")
    return list(ordered.values_list("person", "subject", "language", "grade", "role", "registered_at"))


def effective_grades(rows: Sequence[GradeRow], rules: OfficeRules) -> Mapping[UUID, tuple[SubjectGrade, ...]]:
    """Those of the rows that count, by person; () for who has none."""
    keys: dict[tuple[object, ...], int] = {}
    for row in rows:
        keys.setdefault(row[:3], len(keys))
    keep = merit.effective_rows(
        key=np.array([keys[row[:3]] for row in rows], dtype=np.int64),
        grade=np.array([GRADE_INDEX[row[3]] for row in rows], dtype=np.int8),
        registered_at=np.array([int(row[5].timestamp() * 1_000_000) for row in rows], dtype=np.int64),
        source_row=np.arange(len(rows), dtype=np.int64),
        cutoff=NO_CUTOFF,
        rules=rules.merit,
    )
    found: dict[UUID, list[SubjectGrade]] = defaultdict(list)
    for row, counts in zip(rows, keep, strict=True):
        if counts:
            found[row[0]].append(SubjectGrade(subject=row[1], language=row[2], grade=row[3], role=row[4]))
    return defaultdict(tuple, {person_id: tuple(grades) for person_id, grades in found.items()})


def obstacles_at(
    standing: Standing, targets: Sequence[Target], *, exempt: Sequence[bool], year: int, rules: OfficeRules
) -> list[tuple[str, ...]]:
    """What stands in the way at each target, as codes; () = eligible. All () where no grades are told.

    exempt: at each target, whether its provider has granted an English exemption.
    """
    if standing.grades is None or not targets:
        return [()] * len(targets)
    programmes, bases = zip(*targets, strict=True)
    numbers = np.arange(len(targets), dtype=np.int32)
    born = year - rules.eligibility.oldest_age if standing.birth_year is None else standing.birth_year
    codes = eligibility.eligibility_codes(
        eligibility.pass_table(grade_columns([standing.grades]), 1, rules.eligibility),
        ApplicantFacts(birth_year=np.array([born], dtype=np.int64), completed=np.array([standing.completed])),
        eligibility.programme_requirements(programmes, bases, rules.eligibility),
        applicant=np.zeros(len(targets), dtype=np.int32),
        requirement=numbers,
        english_exemption=np.array(exempt, dtype=np.bool_),
        year=year,
        rules=rules.eligibility,
    )
    return [eligibility.obstacle_codes(int(code)) for code in codes]
