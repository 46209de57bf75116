"""What each other office is to get at a moment: the wishes of everyone, by the office that handles the municipality."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from gemensam.domains.admissions.queries.outside import Report, reports
from gemensam.domains.applications.queries.elsewhere import PersonWishes, wishes_to_transfer
from gemensam.domains.transfers.inputs.transfer_file import (
    FileApplicant,
    FileGrade,
    FileSchool,
    Statement,
    Wish,
)
from gemensam.domains.transfers.models import HomeMunicipalityStatement, OtherOffice
from gemensam.foundation.fields.swedish import folded

WishWords = tuple[str, str, str]  # programme, school, municipality


@dataclass(slots=True)
class Gathered:
    """What one office is to get. withheld: references of protected persons, who are never in a file."""

    applicants: list[FileApplicant] = field(default_factory=list)
    persons: list[UUID] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Gathering:
    """Everything of an office's year, by other office. homeless: municipalities that no known office handles."""

    by_office: dict[UUID, Gathered] = field(default_factory=dict)
    homeless: dict[str, int] = field(default_factory=dict)


def gather(*, office_id: UUID, year: int, at: datetime) -> Gathering:
    """Return what each other office is to get. Takes no actor: for the schedule and for figures without names."""
    handled = office_of_municipality(office_id)
    people = wishes_to_transfer(office_id=office_id, year=year)
    known = reports([one.person_id for one in people], office_id=office_id, year=year, at=at)
    stated = statements_of(office_id, year)
    found = Gathering()
    for one in people:
        for other_id, wishes in _by_office(one, handled, found).items():
            part = found.by_office.setdefault(other_id, Gathered())
            report = known.get(one.person_id)
            if (
                one.is_protected or report is None
            ):  # fails closed: without a known identity nobody is in a file
                part.withheld.append(one.reference)
                continue
            part.persons.append(one.person_id)
            part.applicants.append(_applicant(one, report, wishes, stated))
    return found


def name_key(municipality: str) -> str:
    """A municipality's name as it is compared: "Östersunds kommun" is Östersund."""
    return folded(municipality).removesuffix(" kommun").strip().removesuffix("s")


def office_of_municipality(office_id: UUID) -> dict[str, UUID]:
    """Which other office handles a municipality, by the name as it is compared."""
    return {
        name_key(name): other.pk
        for other in OtherOffice.objects.filter(office=office_id).order_by("name")
        for name in other.municipalities
    }


def statements_of(office_id: UUID, year: int) -> dict[tuple[UUID, WishWords], Statement]:
    """The statements of a year, by person and wish."""
    rows = HomeMunicipalityStatement.objects.filter(office=office_id, year=year)
    return {
        (row.person_id, (row.programme, row.school, row.municipality)): Statement(
            row.answer, row.stated_at.isoformat()
        )
        for row in rows
    }


def _by_office(one: PersonWishes, handled: dict[str, UUID], found: Gathering) -> dict[UUID, list[WishWords]]:
    wanted: dict[UUID, list[WishWords]] = {}
    for wish in one.wishes:
        other = handled.get(name_key(wish[2]))
        if other is None:
            found.homeless[wish[2]] = found.homeless.get(wish[2], 0) + 1
        else:
            wanted.setdefault(other, []).append(wish)
    return wanted


def _applicant(
    one: PersonWishes,
    report: Report,
    wishes: list[WishWords],
    stated: dict[tuple[UUID, WishWords], Statement],
) -> FileApplicant:
    return FileApplicant(
        reference=one.reference,
        civic_no=report.civic_no,
        given_name=report.given_name,
        family_name=report.family_name,
        home_municipality=report.home_municipality,
        email=report.email,
        phone=report.phone,
        school=FileSchool(report.school_code, report.school_name, report.class_name),
        wishes=tuple(
            Wish(rank, *wish, stated.get((one.person_id, wish))) for rank, wish in enumerate(wishes, 1)
        ),
        grades=tuple(
            FileGrade(row.subject, row.language, row.grade, row.role, row.registered_at.isoformat())
            for row in report.grades
        ),
    )
