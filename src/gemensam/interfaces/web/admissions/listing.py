"""Lines and sheets of the office's lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.queries import person_line
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.tables import Column

APPLICANT_COLUMNS = [
    Column(gettext_lazy("Namn")),
    Column(gettext_lazy("Personnummer")),
    Column(gettext_lazy("Ansökan")),
    Column(gettext_lazy("Skola")),
    Column(gettext_lazy("Klass")),
    Column(gettext_lazy("Hemkommun")),
    Column(gettext_lazy("Val"), numeric=True),
]


@dataclass(frozen=True, slots=True)
class ApplicantLine:
    """One applicant as lists show them. A protected person's line holds the reference and nothing else."""

    id: UUID
    reference: str
    is_protected: bool
    name: str
    masked_civic_no: str
    school: str
    class_name: str
    municipality: str
    choices: int


def applicant_lines(
    actor: Actor, rows: Iterable[Any], municipalities: Mapping[str, str]
) -> list[ApplicantLine]:
    """Make lines of applications; identity is shown as the directory's policy says, never more in a list."""
    return [_line(actor, row, municipalities) for row in rows]


def _line(actor: Actor, row: Any, municipalities: Mapping[str, str]) -> ApplicantLine:
    person = person_line(actor, row.person, from_birth_date=True)
    if person.is_protected:  # also for those who may see one by one: a list is left open on a screen
        return ApplicantLine(row.pk, row.reference, True, "", "", "", "", "", row.number_of_choices)
    return ApplicantLine(
        id=row.pk,
        reference=row.reference,
        is_protected=False,
        name=f"{person.family_name}, {person.given_name}",
        masked_civic_no=person.masked_civic_no,
        school=row.school_unit.display_name if row.school_unit else "",
        class_name=row.class_name,
        municipality=municipalities.get(row.home_municipality, row.home_municipality),
        choices=row.number_of_choices,
    )


def applicants_sheet(lines: Iterable[ApplicantLine]) -> OutSheet:
    """The list as Excel. Protected persons are left out: a file travels."""
    columns = [
        OutColumn(_("Ansökan"), ColumnKind.TEXT, 14),
        OutColumn(_("Efternamn, förnamn"), ColumnKind.TEXT, 34),
        OutColumn(_("Skola"), ColumnKind.TEXT, 32),
        OutColumn(_("Klass"), ColumnKind.TEXT, 10),
        OutColumn(_("Hemkommun"), ColumnKind.TEXT, 16),
        OutColumn(_("Antal val"), ColumnKind.NUMBER, 10),
    ]
    rows = [
        (line.reference, line.name, line.school, line.class_name, line.municipality, line.choices)
        for line in lines
        if not line.is_protected
    ]
    return OutSheet(_("Sökande"), columns, rows)
