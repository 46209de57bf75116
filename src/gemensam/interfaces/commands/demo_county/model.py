"""The demo county as frozen data: read by the seeding of the application, the round bundles and the tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality that occurs in the county's admission, inside the county or outside."""

    code: str
    name: str
    in_area: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """A provider (municipality or independent) or the admissions office."""

    organisation_id: str  # the round format's provider_id, e.g. kommun-2281
    name: str
    kind: str  # municipality | independent | office
    municipality: str
    organisation_number: str  # "" for invented ones


@dataclass(frozen=True, slots=True)
class SchoolUnit:
    """An upper-secondary school or a year-9 school."""

    code: str  # 8 digits, synthetic range 99……
    name: str
    school_type: str  # upper_secondary | compulsory
    organisation_id: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Offering:
    """One row of offerings.csv with its Swedish title."""

    offering_id: str
    title: str
    provider_id: str
    provider_kind: str  # public | independent
    municipality: str
    school_unit: str
    programme: str  # code, e.g. NA25 or IMV
    study_path: str
    base_programme: str
    seats: int
    free_quota_seats: int
    test_seats: int
    skill_test: str  # none | adds | required
    pool: str
    pool_seats: int | None
    pool_order: int | None
    national_intake: bool
    ranking: str


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person. ``civic_number`` is of the test range (docs/demo-county.md)."""

    person_id: UUID
    given_name: str
    family_name: str
    civic_number: str  # YYYYMMDDNNNN; TF number YYYYMMDDTFNN
    civic_number_kind: str  # personnummer | samordningsnummer | tf
    birth_date: date
    sex: str  # woman | man
    security_marking: str  # none | confidential | protected_registration
    home_municipality: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Guardianship:
    """Who answers for a child."""

    child_id: UUID
    guardian_id: UUID
    relation: str  # mother | father | guardian
    has_custody: bool


@dataclass(frozen=True, slots=True)
class Grade:
    """One row of grades.csv."""

    subject: str
    language: str  # ISO 639-3 for M1, M2 and ML, else ""
    grade: str  # A–F or -
    role: str
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of choices.csv."""

    rank: int
    offering_id: str
    late: bool = False
    free_quota: bool = False
    test_points: Decimal | None = None
    test_passed: bool = False
    reception: str = ""
    english_exemption: bool = False


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person who applies: one row of applicants.csv with school, grades and both lists of choices.

    ``autumn`` holds the term grades that the preliminary round uses, or the leaving grades of those who left
    school before; ``spring`` the leaving grades of June; ``supplements`` what the holiday school and
    introduction programmes added: a later row replaces an earlier one of the same subject. An empty list of
    choices: not an applicant in that round.
    """

    applicant_id: str
    person: Person
    origin: str  # year_9 | older | outside | abroad
    feeder_unit: str  # school unit code, "" where none
    class_name: str
    completed_upper_secondary: bool
    comparable_grades: bool
    lives_in_area_of: str
    reduced_timetable: bool
    autumn: tuple[Grade, ...]
    spring: tuple[Grade, ...]
    supplements: tuple[Grade, ...]
    preliminary_choices: tuple[Choice, ...]
    final_choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Someone who works with the admission; ``role`` is a role code of the application."""

    person: Person
    role: str
    organisation_id: str  # "" where it is a school unit
    school_unit: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A date of the admission year. ``code`` is stable, ``title`` Swedish."""

    code: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True)
class County:
    """Everything the demo knows, deterministic from ``seed``."""

    seed: int
    year: int
    name: str
    lottery_seed: str  # 64 hex digits
    municipalities: tuple[Municipality, ...]
    organisations: tuple[Organisation, ...]
    school_units: tuple[SchoolUnit, ...]
    offerings: tuple[Offering, ...]
    rankings: Mapping[str, tuple[str, ...]]
    areas: tuple[tuple[str, str], ...]  # provider, municipality received first hand
    calendar: tuple[CalendarEvent, ...]
    applicants: tuple[Applicant, ...]
    guardians: tuple[Person, ...]
    guardianships: tuple[Guardianship, ...]
    staff: tuple[StaffMember, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Every person once: applicants, guardians, staff."""
        return (
            *(applicant.person for applicant in self.applicants),
            *self.guardians,
            *(member.person for member in self.staff),
        )

    @property
    def protected(self) -> tuple[Person, ...]:
        """The twenty whose identity must show nowhere."""
        return tuple(person for person in self.people if person.security_marking != "none")
