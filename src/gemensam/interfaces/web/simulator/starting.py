"""Where a simulation starts: from nothing, from the address, or from registered grades of oneself or one's child."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from gemensam.domains.admissions.queries import chances, offices
from gemensam.domains.admissions.queries.simulation import Simulation, simulate
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.queries import children_of
from gemensam.interfaces.web.simulator.sheet import FIELDS, Sheet, sheet_of_grades, sheet_of_query
from gemensam.rules.terms import SubjectGrade

_NEW_YEAR_OF_APPLYING = 9  # from September on one looks at next autumn
_TURNS = 20  # skollagen 15 kap. 5 §


@dataclass(frozen=True, slots=True)
class Whose:
    """Somebody whose registered grades one may start from."""

    id: UUID
    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class Start:
    """year: of the August in which education starts. registered: the merit of the register alone, when there is one."""

    sheet: Sheet
    year: int
    office_id: UUID | None
    whose: tuple[Whose, ...]
    chosen: Whose | None
    birth_year: int | None
    completed: bool
    registered: Simulation | None
    changed: bool

    def simulation(self) -> Simulation:
        """What the sheet comes to."""
        turns = "fyller20" in self.sheet.flags
        return simulate(
            self.sheet.grades(),
            year=self.year,
            office_id=self.office_id,
            birth_year=self.year - _TURNS if turns else self.birth_year,
            completed=self.completed or "klar" in self.sheet.flags,
            reduced_timetable="dans" in self.sheet.flags,
        )

    def query(self, **more: str) -> str:
        """The address that brings one back here."""
        return self.sheet.query(fran=str(self.chosen.id) if self.chosen else "", **more)


def start_of(actor: Actor, query: QueryDict, *, now: datetime) -> Start:
    """Read the address, and the register where it says so. Raises PermissionDenied for somebody else's grades."""
    office = offices.any_office()
    office_id = office.id if office else None
    year = office.year if office and office.year else now.year + (now.month >= _NEW_YEAR_OF_APPLYING)
    whose = _whose(actor, now)
    chosen = _chosen(whose, query)
    if chosen is None or office_id is None:
        return Start(sheet_of_query(query), year, office_id, whose, None, None, False, None, False)
    standing = chances.own_standing(actor, chosen.id, office_id=office_id, now=now)
    register = sheet_of_grades(standing.grades or (), reduced_timetable=standing.reduced_timetable)
    asked = any(code in query for code in FIELDS)
    sheet = sheet_of_query(query, register.kept) if asked else register
    return Start(
        sheet=sheet,
        year=year,
        office_id=office_id,
        whose=whose,
        chosen=chosen,
        birth_year=standing.birth_year,
        completed=standing.completed,
        registered=_alone(register.grades(), year, office_id, standing.reduced_timetable),
        changed=_pairs(sheet) != _pairs(register),
    )


def _alone(
    grades: Sequence[SubjectGrade], year: int, office_id: UUID, reduced_timetable: bool
) -> Simulation | None:
    if not grades:
        return None
    return simulate(grades, year=year, office_id=office_id, reduced_timetable=reduced_timetable)


def _pairs(sheet: Sheet) -> set[tuple[str, str, str]]:
    return {(one.subject, one.language, one.grade) for one in sheet.grades()}


def _whose(actor: Actor, now: datetime) -> tuple[Whose, ...]:
    if actor.person_id is None:
        return ()
    own = [Whose(actor.person_id, actor.name, own=True)] if not actor.is_staff() and _is_pupil(actor) else []
    return (*own, *(Whose(child.pk, child.given_name, own=False) for child in children_of(actor, at=now)))


def _is_pupil(actor: Actor) -> bool:
    return any(role.value == "pupil" for role in actor.roles())


def _chosen(whose: Sequence[Whose], query: QueryDict) -> Whose | None:
    """Whom the address names; else oneself, unless the address holds grades or asks for an empty sheet."""
    wanted = query.get("fran", "")
    named = next((one for one in whose if str(one.id) == wanted), None)
    if named or wanted or any(code in query for code in FIELDS):
        return named
    return whose[0] if whose else None
