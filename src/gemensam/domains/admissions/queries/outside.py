"""What the office tells another one about an applicant, besides the wishes: grades and school."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from gemensam.domains.admissions.models import AdmissionsOffice, Application, CalendarDate, Grade
from gemensam.foundation.directory.models import Person
from gemensam.foundation.directory.policies import is_protected
from gemensam.foundation.directory.queries import civic_number_of

_CHUNK = 500
_LONGEST = timedelta(days=240)  # from the close, where the office has not said when the schools take over


@dataclass(frozen=True, slots=True)
class ReportedGrade:
    """The grade that was registered last in a subject and language."""

    subject: str
    language: str
    grade: str
    role: str
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """One applicant as another office needs it."""

    person_id: UUID
    civic_no: str
    given_name: str
    family_name: str
    home_municipality: str
    email: str
    phone: str
    school_code: str
    school_name: str
    class_name: str
    grades: tuple[ReportedGrade, ...]


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """An office's year whose application period has closed, and not yet been handed over to the schools."""

    office_id: UUID
    organisation_id: UUID
    office_name: str
    year: int
    closed_at: datetime


def closed_years(*, at: datetime) -> list[ClosedYear]:
    """Return the offices' years in which transfers are due at the moment. The calendar is public."""
    dates = CalendarDate.objects.filter(event__in=("application_closes", "handed_over"))
    by_year: dict[tuple[UUID, int], dict[str, datetime]] = {}
    for row in dates:
        by_year.setdefault((row.office_id, row.year), {})[row.event] = row.at
    offices = {row.pk: row for row in AdmissionsOffice.objects.all()}
    found = []
    for (office_id, year), moments in sorted(by_year.items(), key=lambda item: item[0][1]):
        closes, over = moments.get("application_closes"), moments.get("handed_over")
        if closes is not None and closes < at < (over or closes + _LONGEST):
            office = offices[office_id]
            found.append(ClosedYear(office_id, office.organisation_id, office.name, year, closes))
    return found


def reports(person_ids: Collection[UUID], *, office_id: UUID, year: int, at: datetime) -> dict[UUID, Report]:
    """Return the reports by person; protected persons and those without a civic number are left out, whoever asks.

    Takes no actor: for the schedule, which makes files for other offices of them.
    """
    ids = sorted(set(person_ids))
    found: dict[UUID, Report] = {}
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        grades = _grades(some, at)
        places = _places(some, office_id, year)
        for person in Person.objects.filter(pk__in=some):
            number = civic_number_of(person)
            if is_protected(person) or number is None:
                continue
            code, name, class_name = places.get(person.pk, ("", "", ""))
            found[person.pk] = Report(
                person_id=person.pk, civic_no=number.value, given_name=person.given_name,
                family_name=person.family_name, home_municipality=person.home_municipality,
                email=str(person.email or ""), phone=str(person.phone or ""), school_code=code,
                school_name=name, class_name=class_name, grades=tuple(grades.get(person.pk, ())),
            )  # fmt: skip
    return found


def _grades(ids: list[UUID], at: datetime) -> dict[UUID, list[ReportedGrade]]:
    latest: dict[tuple[UUID, str, str], Grade] = {}
    rows = Grade.objects.filter(person__in=ids, registered_at__lte=at)
    for row in rows.order_by("registered_at", "pk"):
        latest[row.person_id, row.subject, row.language] = row
    found: dict[UUID, list[ReportedGrade]] = {}
    for (person_id, subject, language), row in sorted(latest.items(), key=lambda item: item[0]):
        grade = ReportedGrade(subject, language, row.grade, row.role, row.registered_at)
        found.setdefault(person_id, []).append(grade)
    return found


def _places(ids: list[UUID], office_id: UUID, year: int) -> dict[UUID, tuple[str, str, str]]:
    rows = Application.objects.filter(office=office_id, year=year, person__in=ids, school_unit__isnull=False)
    return {
        row.person_id: (row.school_unit.school_unit_code, row.school_unit.display_name, row.class_name)  # type: ignore[union-attr]  # filtered above
        for row in rows.select_related("school_unit")
    }


def those_with_application(*, office_id: UUID, year: int, person_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the persons who have an application at the office. Takes no actor: for services."""
    rows = Application.objects.filter(office=office_id, year=year, person__in=list(person_ids))
    return set(rows.values_list("person_id", flat=True))
