"""What grades come to before anything is applied for. Nothing is read of a person and nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from gemensam.domains.admissions.inputs.standings import OfficeRules, Standing, obstacles_at, office_rules
from gemensam.domains.admissions.models import AdmissionsOffice
from gemensam.rules import eligibility, merit
from gemensam.rules.eligibility import others_lacking
from gemensam.rules.merit import Merit, OneStepUp
from gemensam.rules.terms import PROGRAMMES, SubjectGrade

# The national programmes of Gy25 (SL bilaga 1), and the introduction programmes that one applies to oneself: towards
# a vocational and towards a higher-education programme (SL 17:10), and IMY (SL 17:11).
_NATIONAL: Final = sorted(code for code in PROGRAMMES if code.endswith("25") and code[:-2] in PROGRAMMES)
_INTRODUCTION: Final = (("IMV", "BA25"), ("IMV", "NA25"), ("IMY", ""))
_AUGUST: Final = 8


@dataclass(frozen=True, slots=True)
class ProgrammeStanding:
    """A programme and what stands in the way, as codes. lacking: how many passes in other subjects are missing."""

    programme: str
    base_programme: str
    kind: str
    obstacles: tuple[str, ...]
    lacking: int

    @property
    def eligible(self) -> bool:
        """Nothing stands in the way."""
        return not self.obstacles


@dataclass(frozen=True, slots=True)
class Simulation:
    """What grades come to: the merit with what counted, what one grade more would give, and every programme."""

    merit: Merit
    steps: tuple[OneStepUp, ...]
    national: tuple[ProgrammeStanding, ...]
    introduction: tuple[ProgrammeStanding, ...]
    standing: Standing


def simulate(
    grades: Sequence[SubjectGrade],
    *,
    year: int,
    office_id: UUID | None = None,
    birth_year: int | None = None,
    completed: bool = False,
    reduced_timetable: bool = False,
) -> Simulation:
    """Work out what the grades come to for education that starts in August of the year. GF 7:4, SL 16:30–31.

    By the rules of the office, else by those in force. ValueError for two grades in one subject.
    """
    rules = _rules(office_id, year)
    found = merit.merit_value(grades, rules.merit, reduced_timetable=reduced_timetable)
    standing = Standing(
        found.value,
        tuple(grades),
        birth_year=birth_year,
        completed=completed,
        reduced_timetable=reduced_timetable,
    )
    national = tuple((code, "") for code in _NATIONAL)
    return Simulation(
        merit=found,
        steps=merit.steps_up(grades, rules.merit, reduced_timetable=reduced_timetable),
        national=_programmes(standing, national, year, rules),
        introduction=_programmes(standing, _INTRODUCTION, year, rules),
        standing=standing,
    )


def _rules(office_id: UUID | None, year: int) -> OfficeRules:
    if office_id is not None:
        return office_rules(AdmissionsOffice.objects.get(pk=office_id))
    start = date(year, _AUGUST, 1)
    return OfficeRules(merit=merit.in_force(start), eligibility=eligibility.in_force(start))


def _programmes(
    standing: Standing, targets: Sequence[tuple[str, str]], year: int, rules: OfficeRules
) -> tuple[ProgrammeStanding, ...]:
    found = obstacles_at(standing, targets, exempt=[False] * len(targets), year=year, rules=rules)
    return tuple(
        ProgrammeStanding(
            programme=code,
            base_programme=base,
            kind=str(PROGRAMMES[base or code].kind),
            obstacles=codes,
            lacking=others_lacking(standing.grades or (), code, base, rules.eligibility),
        )
        for (code, base), codes in zip(targets, found, strict=True)
    )
