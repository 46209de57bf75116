"""A counsellor and her pupils in the small round's county."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from gemensam.domains.guidance.models import GuidanceSlot
from gemensam.domains.guidance.services.publish_slots import SlotPlan
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Enrolment, Organisation, Person
from tests.factories.small_round import SmallRound, make_small_round, organisation, staff
from tests.remembered import remembered


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


@remembered
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


def pupil_actor(pupil: Person) -> Actor:
    """The pupil, logged in."""
    return Actor(uuid4(), pupil.pk, "", (Grant(Role.PUPIL, None, date(2020, 1, 1)),))


def plan(school: School, **values: object) -> SlotPlan:
    """Half-hours from nine to eleven on Monday 28 June 2027, in a room, unless something else is said."""
    whole = {
        "school_unit_id": school.small.feeder.pk, "form": "room", "place": "Rum 12", "video_link": "",
        "language": "sv", "own_school_only": False, "first": date(2027, 6, 28), "last": date(2027, 6, 28),
        "weekdays": (0,), "start": 540, "end": 660, "length": 30, "pause": 0,
    }  # fmt: skip
    return SlotPlan(**{**whole, **values})


def slot_at(
    school: School, starts: datetime, *, unit: Organisation | None = None, **values: object
) -> GuidanceSlot:
    """A half-hour in a room, of the feeder school's counsellor unless another unit is said."""
    where = unit or school.small.feeder
    who = school.counsellor if where == school.small.feeder else school.other_counsellor
    return GuidanceSlot.objects.create(
        series_id=uuid4(), counsellor_id=who.account_id, counsellor_person_id=who.person_id,
        counsellor_name=who.name, school_unit=where,
        starts_at=starts, ends_at=starts + timedelta(minutes=30), published_at=starts - timedelta(days=9),
        **{"form": "room", "place": "Rum 12", "municipality_code": "2281", **values},
    )  # fmt: skip
