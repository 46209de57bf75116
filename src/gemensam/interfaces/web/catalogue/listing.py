"""The catalogue's list: its columns, its lines, its Excel sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries.statistics import PublishedOutcome
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.tables import Column

COLUMNS = [
    Column(gettext_lazy("Utbildning")),
    Column(gettext_lazy("Skola")),
    Column(gettext_lazy("Kommun")),
    Column(gettext_lazy("Platser"), numeric=True),
    Column(gettext_lazy("Lägsta antagna"), numeric=True),
    Column(gettext_lazy("Median"), numeric=True),
    Column(gettext_lazy("Läge")),
]


@dataclass(frozen=True, slots=True)
class OfferingLine:
    """One offering as the list shows it. ``reason`` says why a cut-off is not shown."""

    id: UUID
    code: str
    title: str
    orientation: str
    school: str
    municipality: str
    seats: int
    cancelled: bool
    national_intake: bool
    lowest_merit: Decimal | None
    median_merit: Decimal | None
    reason: str
    published: bool


def offering_lines(
    rows: Iterable[Any], outcomes: Mapping[UUID, PublishedOutcome], municipalities: Mapping[str, str]
) -> list[OfferingLine]:
    """Put each offering together with its last published figures."""
    return [_line(row, outcomes.get(row.pk), municipalities) for row in rows]


def _line(row: Any, outcome: PublishedOutcome | None, municipalities: Mapping[str, str]) -> OfferingLine:
    return OfferingLine(
        id=row.pk,
        code=row.code,
        title=row.title,
        orientation=row.orientation,
        school=row.school_unit.display_name,
        municipality=municipalities.get(row.municipality_code, row.municipality_code),
        seats=row.seats,
        cancelled=row.cancelled,
        national_intake=row.national_intake,
        lowest_merit=outcome.lowest_merit if outcome else None,
        median_merit=outcome.median_merit if outcome else None,
        reason=outcome.reason if outcome else "",
        published=outcome is not None,
    )


def offerings_sheet(lines: Iterable[OfferingLine]) -> OutSheet:
    """The list as an Excel sheet, without the figures that are not shown."""
    columns = [
        OutColumn(_("Kod"), ColumnKind.TEXT, 16),
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 40),
        OutColumn(_("Inriktning"), ColumnKind.TEXT, 28),
        OutColumn(_("Skola"), ColumnKind.TEXT, 32),
        OutColumn(_("Kommun"), ColumnKind.TEXT, 16),
        OutColumn(_("Platser"), ColumnKind.NUMBER, 10),
        OutColumn(_("Lägsta antagna"), ColumnKind.DECIMAL, 16),
        OutColumn(_("Median"), ColumnKind.DECIMAL, 12),
    ]
    rows = [
        (
            line.code,
            line.title,
            line.orientation,
            line.school,
            line.municipality,
            line.seats,
            line.lowest_merit,
            line.median_merit,
        )
        for line in lines
    ]
    return OutSheet(_("Utbildningar"), columns, rows)
