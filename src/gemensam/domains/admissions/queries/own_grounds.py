"""What the register has that decides about one person, read once for everything that a page tells of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.inputs.standings import (
    GradeRow,
    OfficeRules,
    effective_grades,
    grade_rows,
    office_rules,
    with_merit,
)
from gemensam.domains.admissions.inputs.standings import Standing as MeritStanding
from gemensam.domains.admissions.models import AdmissionsOffice, Application, Choice
from gemensam.domains.admissions.queries.own_application import (
    OwnApplication,
    Standing,
    latest_grades,
    standing_in,
    view_of,
)
from gemensam.foundation.access.actors import Actor
from gemensam.rules.eligibility import RULES


@dataclass(frozen=True, slots=True)
class OwnGrounds:
    """One person at one office in one year. applications: of all years there, the latest first."""

    office: AdmissionsOffice
    year: int
    person_id: UUID
    born: date | None
    applications: tuple[Application, ...]
    choices: tuple[Choice, ...]
    grades: tuple[GradeRow, ...]

    @property
    def rules(self) -> OfficeRules:
        """The dated rule sets that the office applies."""
        return office_rules(self.office)

    @property
    def application(self) -> OwnApplication | None:
        """The year's application as it stands in the register."""
        row = next((row for row in self.applications if row.year == self.year), None)
        return None if row is None else view_of(row, self.choices)

    def standing(self, offerings: Iterable[Any]) -> Standing:
        """What the grades open among the offerings (SL 16:30–33, GF 7:1)."""
        return standing_in(
            latest_grades(self.grades),
            offerings,
            rules=RULES[self.office.rules],
            year=self.year,
            birth_year=self.born.year if self.born else self.year,
            completed=any(
                row.completed_upper_secondary for row in self.applications if row.year == self.year
            ),
            exempted={row.offering_id for row in self.choices if row.english_exemption},
        )

    def merit_standing(self) -> MeritStanding:
        """What the grades come to in the competition, with what the latest application says of the person."""
        grades, latest = effective_grades(self.grades, self.rules)[self.person_id], self.applications[:1]
        if not latest:
            return with_merit(MeritStanding(None, grades), self.rules)
        standing = MeritStanding(
            None,
            grades,
            birth_year=self.born.year if self.born else None,
            completed=latest[0].completed_upper_secondary,
            reduced_timetable=latest[0].reduced_timetable,
            comparable_grades=latest[0].comparable_grades,
        )
        return with_merit(standing, self.rules)


def own_grounds(
    actor: Actor, *, office_id: UUID, year: int, person_id: UUID, born: date | None, at: datetime
) -> OwnGrounds:
    """Return what is registered about oneself or one's ward until the moment. Four queries.

    born: the person's birth date, from who has read the person. Raises PermissionDenied for anybody else.
    """
    policies.require_own(actor, person_id, on=timezone.localdate(at))
    applications = Application.objects.filter(office=office_id, person=person_id).order_by("-year")
    return OwnGrounds(
        office=AdmissionsOffice.objects.get(pk=office_id),
        year=year,
        person_id=person_id,
        born=born,
        applications=tuple(applications),
        choices=tuple(
            Choice.objects.filter(
                application__office=office_id, application__year=year, application__person=person_id
            ).order_by("rank")
        ),
        grades=tuple(grade_rows([person_id], until=at)),
    )
