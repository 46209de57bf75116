"""A counsellor and her pupils in the small round's county."""

from dataclasses import dataclass
from datetime import date

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Enrolment, Organisation, Person
from tests.factories.small_round import SmallRound, make_small_round, organisation, staff


@dataclass(slots=True)
class School:
    """The feeder school with its counsellor, and another school with another."""

    small: SmallRound
    counsellor: Actor
    other: Organisation
    other_counsellor: Actor

    @property
    def pupils(self) -> list[Person]:
        """The applicants, in the order of their grades."""
        return [application.person for application in self.small.applications]


def make_school(*, applicants: int = 3) -> School:
    """Make it in the database at hand: every applicant goes to the feeder school, year 9, class 9A."""
    small = make_small_round(applicants=applicants)
    for application in small.applications:
        enrol(application.person, small.feeder)
    other = organisation(
        "Bäckskolan", "school_unit", parent=small.school.parent, school_unit_code="99228130",
        municipality_code="2281",
    )  # fmt: skip
    return School(
        small,
        staff(Role.COUNSELLOR, small.feeder, "Vägledare Vera"),
        other,
        staff(Role.COUNSELLOR, other, "Vägledare Bo"),
    )


def enrol(person: Person, unit: Organisation, *, class_name: str = "9A") -> Enrolment:
    """A pupil of year 9 from last August."""
    return Enrolment.objects.create(
        person=person, school_unit=unit, school_type="GR", school_year=9, class_name=class_name,
        starts=date(2026, 8, 17),
    )  # fmt: skip
