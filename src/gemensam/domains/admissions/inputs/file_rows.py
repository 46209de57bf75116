"""Typed rows of each kind of file, and what a fault in a file looks like."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from gemensam.foundation.directory.civic_number import CivicNumber


@dataclass(frozen=True, slots=True)
class RowFault:
    """Something wrong in a file: row and column as the sender sees them, a code, and figures for the text.

    ``row`` counts as the spreadsheet does; 0 = the whole file. ``column`` is the column's own title.
    ``facts`` never hold a personal identity number.
    """

    row: int
    column: str
    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """One offering. ``given``: the fields that the file has columns for; of the others, what is stored stays."""

    row: int
    code: str
    title: str
    school_unit_code: str
    programme: str
    seats: int
    planned_seats: int
    orientation: str
    study_path: str
    base_programme: str
    free_quota_seats: int
    test_seats: int
    skill_test: str
    pool: str
    pool_seats: int | None
    pool_order: int | None
    national_intake: bool
    ranking: str
    cancelled: bool
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GuardianRow:
    """A guardian as the school's file names one."""

    civic_no: CivicNumber | None
    given_name: str
    family_name: str
    email: str


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One pupil. ``None`` = the file has no such column, so what is stored stays."""

    row: int
    civic_no: CivicNumber
    given_name: str
    family_name: str
    home_municipality: str
    school_unit_code: str
    class_name: str | None = None
    security_marking: str | None = None
    email: str | None = None
    phone: str | None = None
    lives_in_area_of: str | None = None
    completed_upper_secondary: bool | None = None
    comparable_grades: bool | None = None
    reduced_timetable: bool | None = None
    guardians: tuple[GuardianRow, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One grade of one pupil. ``language`` and ``role`` None = the file does not say, so what is stored stays."""

    row: int
    civic_no: CivicNumber
    subject: str
    language: str | None
    grade: str
    role: str | None
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One ranked choice. ``late`` None = to be judged by the calendar and the rule on lateness.

    ``given``: the fields that the file has columns for; of the others, what is stored for the choice stays.
    """

    row: int
    civic_no: CivicNumber
    rank: int
    offering_code: str
    late: bool | None
    free_quota: bool
    test_points: Decimal | None
    test_passed: bool
    reception: str
    english_exemption: bool
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CutOffRow:
    """One earlier year of one study path at one school, as the file gives it."""

    row: int
    year: int
    school_unit_code: str
    study_path: str
    programme: str
    offering_code: str
    seats: int | None
    admitted: int | None
    all_admitted: bool
    first_choice_applicants: int | None
    lowest: Decimal | None
    median: Decimal | None


@dataclass(frozen=True, slots=True)
class FactsRow:
    """The school's words on one offering in one language. ``words``: field → text, those the file has."""

    row: int
    offering_code: str
    language: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class OpenHouseRow:
    """When a school shows itself; offering_code empty = for all its educations."""

    row: int
    school_unit_code: str
    offering_code: str
    starts: datetime
    ends: datetime
    place: str


FileRow = SupplyRow | PupilRow | GradeRow | ChoiceRow | CutOffRow | FactsRow | OpenHouseRow
WITHOUT_PERSONS = (SupplyRow, CutOffRow, FactsRow, OpenHouseRow)
