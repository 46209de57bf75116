"""The catalogue's list: its lines, what is chosen for comparison, its Excel sheet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries.statistics import PublishedOutcome
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.catalogue.positions import kilometres

CHOSEN, MOST_CHOSEN = "u", 4


@dataclass(frozen=True, slots=True)
class Around:
    """What the lines of a list are told against: figures, names, and what the reader has chosen."""

    outcomes: Mapping[UUID, PublishedOutcome]
    past: Mapping[UUID, Sequence[Any]]
    municipalities: Mapping[str, str]
    reasons: Mapping[UUID, Sequence[Any]]
    query: QueryDict
    home: str = ""


@dataclass(frozen=True, slots=True)
class OfferingLine:
    """One offering as the list shows it. ``reason`` says why a cut-off is not shown."""

    id: UUID
    code: str
    title: str
    orientation: str
    school: str
    municipality: str
    seats: int | None  # None = nobody has said how many
    cancelled: bool
    national_intake: bool
    apprenticeship: bool
    skill_test: str
    lowest_merit: Decimal | None
    median_merit: Decimal | None
    reason: str
    published: bool
    past: Sequence[Any]  # latest year first
    reasons: Sequence[Any]
    km: int | None
    chosen: bool
    compare_url: str

    @property
    def always_open(self) -> bool:
        """Whether everyone eligible had a seat every year that is known."""
        return bool(self.past) and all(one.reason == "all_admitted" for one in self.past)

    @property
    def past_period(self) -> str:
        """The years that are known: "2024–2026"."""
        first, last = self.past[-1].year, self.past[0].year
        return f"{first}–{last}" if first < last else str(last)


def offering_lines(rows: Iterable[Any], around: Around) -> list[OfferingLine]:
    """Put each offering together with its figures."""
    return [_line(row, around) for row in rows]


def _line(row: Any, around: Around) -> OfferingLine:
    outcome = around.outcomes.get(row.pk)
    codes = chosen_codes(around.query)
    is_chosen = row.code in codes
    others = [code for code in codes if code != row.code]
    return OfferingLine(
        id=row.pk,
        code=row.code,
        title=row.title,
        orientation=row.orientation,
        school=row.school_unit.display_name,
        municipality=around.municipalities.get(row.municipality_code, row.municipality_code),
        seats=row.known_seats,
        cancelled=row.cancelled,
        national_intake=row.national_intake,
        apprenticeship=row.study_path[6:7] == "L",
        skill_test=row.skill_test,
        lowest_merit=outcome.lowest_merit if outcome else None,
        median_merit=outcome.median_merit if outcome else None,
        reason=outcome.reason if outcome else "",
        published=outcome is not None,
        past=around.past.get(row.pk, ()),
        reasons=around.reasons.get(row.pk, ()),
        km=kilometres(around.home, row.municipality_code) if around.home else None,
        chosen=is_chosen,
        compare_url=address_of_choice(around.query, others if is_chosen else [*codes, row.code]),
    )


def asked_codes(query: QueryDict) -> list[str]:
    """Codes of the offerings that the address asks to compare: each once."""
    return list(dict.fromkeys(code for code in query.getlist(CHOSEN) if code))


def chosen_codes(query: QueryDict) -> list[str]:
    """Codes of the offerings chosen for comparison: the first four."""
    return asked_codes(query)[:MOST_CHOSEN]


def address_of_choice(query: QueryDict, codes: Sequence[str]) -> str:
    """The same page with other offerings chosen."""
    changed = query.copy()
    changed.setlist(CHOSEN, list(codes[:MOST_CHOSEN]))
    return f"?{changed.urlencode()}"


def address_with(query: QueryDict, **values: str) -> str:
    """The same page from its beginning, with other values; "" takes one away."""
    changed = query.copy()
    changed.pop("sida", None)
    for name, value in values.items():
        changed.pop(name, None)
        if value:
            changed[name] = value
    return f"?{changed.urlencode()}"


def offerings_sheet(lines: Iterable[OfferingLine], years: Sequence[int]) -> OutSheet:
    """The list as an Excel sheet, without the figures that are not shown."""
    text, decimal = ColumnKind.TEXT, ColumnKind.DECIMAL
    columns = [
        OutColumn(_("Kod"), text, 16),
        OutColumn(_("Utbildning"), text, 40),
        OutColumn(_("Inriktning"), text, 28),
        OutColumn(_("Skola"), text, 32),
        OutColumn(_("Kommun"), text, 16),
        OutColumn(_("Platser"), ColumnKind.NUMBER, 10),
        OutColumn(_("Lägsta antagna"), decimal, 16),
        OutColumn(_("Median"), decimal, 12),
        *(OutColumn(f"{_('Lägsta antagna')} {year}", decimal, 18) for year in years),
    ]
    rows = [
        (
            line.code, line.title, line.orientation, line.school, line.municipality, line.seats,
            line.lowest_merit, line.median_merit,
            *(_lowest_of(line, year) for year in years),
        )
        for line in lines
    ]  # fmt: skip
    return OutSheet(_("Utbildningar"), columns, rows)


def _lowest_of(line: OfferingLine, year: int) -> Decimal | None:
    return next((one.lowest for one in line.past if one.year == year), None)
