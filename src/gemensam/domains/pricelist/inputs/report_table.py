"""The table of a report: its columns, and its rows as values. The same for typing, pasting and files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from gemensam.domains.pricelist.inputs.cells import (
    BadCell,
    Column,
    TableFault,
    amount_of,
    cell_at,
    find_columns,
    truth_of,
)
from gemensam.rules.pricing.book import Cohort
from gemensam.rules.pricing.codes import NAMES, Form, PriceKey
from gemensam.rules.pricing.components import COMPONENTS, KINDS

COLUMNS = (
    Column("code", "Programkod", ("program", "kod")),
    Column("orientation", "Inriktning", ("inriktningskod",)),
    Column("cohort", "Årskull", ("kursplan", "gy")),
    Column("form", "Form", ("utbildningsform",)),
    Column("teaching", "Undervisning"),
    Column("materials", "Lärverktyg", ("läromedel",)),
    Column("health", "Elevhälsa"),
    Column("meals", "Måltider", ("mat",)),
    Column("premises", "Lokaler", ("lokal",)),
    Column("other", "Övrigt"),
    Column("travel", "Resor"),
    Column("pupils", "Elever", ("antal elever", "planerade elever")),
    Column("pupils_before", "Elever 15 oktober", ("elever 15/10",)),
    Column("stated_total", "Egen summa med administration", ("egen summa",)),
    Column("grants_deducted", "Riktade statsbidrag avdragna", ("statsbidrag avdragna",)),
    Column("supplement", "Tillägg"),
    Column("supplement_for", "Tillägg för"),
    Column("comment", "Kommentar"),
)
AMOUNTS = (
    "teaching", "materials", "health", "meals", "premises", "other", "travel",
    "pupils", "pupils_before", "stated_total", "supplement",
)  # fmt: skip
_KEY = ("code", "orientation", "cohort", "form")
_LENGTHS = {"supplement_for": 60, "comment": 400}
_TITLES = {column.name: column.title for column in COLUMNS}
_COHORTS = {"": Cohort.GY25, "gy25": Cohort.GY25, "25": Cohort.GY25, "gy11": Cohort.GY11, "11": Cohort.GY11}
_FORMS = {
    "": Form.SCHOOL, "skola": Form.SCHOOL, "skolförlagd": Form.SCHOOL, "school": Form.SCHOOL,
    "lärling": Form.APPRENTICESHIP, "lärlingsutbildning": Form.APPRENTICESHIP,
    "apprenticeship": Form.APPRENTICESHIP, "school-based": Form.SCHOOL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowValues:
    """One row of a report as given. Amounts that are None were left empty."""

    code: str
    orientation: str = ""
    cohort: str = Cohort.GY25
    form: str = Form.SCHOOL
    teaching: Decimal | None = None
    materials: Decimal | None = None
    health: Decimal | None = None
    meals: Decimal | None = None
    premises: Decimal | None = None
    other: Decimal | None = None
    travel: Decimal | None = None
    pupils: Decimal | None = None
    pupils_before: Decimal | None = None
    stated_total: Decimal | None = None
    grants_deducted: bool = False
    supplement: Decimal | None = None
    supplement_for: str = ""
    comment: str = ""

    @property
    def key(self) -> PriceKey:
        """What the row is for."""
        return PriceKey(self.code, self.orientation, self.cohort, self.form)

    def columns(self, told: Collection[str] | None = None) -> dict[str, object]:
        """The values by the names of the database's columns; only those that a table tells of, if that is said."""
        return {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if told is None or one.name in told or one.name in _KEY
        }


@dataclass(frozen=True, slots=True)
class TableRead:
    """What a table holds: rows with their numbers in it, and everything that is wrong, at once.

    ``columns``: those that it has. What it says nothing about is left as it is.
    """

    rows: tuple[tuple[int, RowValues], ...] = ()
    faults: tuple[TableFault, ...] = ()
    columns: frozenset[str] = frozenset()


def columns_for(kinds: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a region's table: those of its own kinds of cost, and the rest."""
    return tuple(column for column in COLUMNS if column.name not in KINDS or column.name in kinds)


def read_table(table: Sequence[Sequence[str]], kinds: Sequence[str] = COMPONENTS) -> TableRead:
    """Read a report's table. Empty lines are passed over; a fault in one cell hides nothing of the others."""
    columns = columns_for(kinds)
    start, places = find_columns(table, columns)
    if start and "code" not in places:
        return TableRead((), (TableFault(start, _TITLES["code"], "column_missing"),))
    if not start and any(map(any, table)) and not _has_code(table):
        return TableRead((), (TableFault(1, _TITLES["code"], "column_missing"),))
    rows: list[tuple[int, RowValues]] = []
    faults: list[TableFault] = []
    seen: dict[PriceKey, int] = {}
    other = _other_kinds(table, start, columns)
    for number, row in enumerate(table[start:], start + 1):
        if not any(row):
            continue
        cells = {column.name: cell_at(row, places, column.name) for column in columns}
        faults += _unasked(number, row, other)
        values, wrong = row_values(cells)
        faults += [TableFault(number, _TITLES[name], code, cells[name][:60]) for name, code in wrong]
        if values is None:
            continue
        if values.key in seen:
            faults.append(TableFault(number, _TITLES["code"], "twice", str(seen[values.key])))
        seen.setdefault(values.key, number)
        rows.append((number, values))
    if not rows and not faults:
        faults.append(TableFault(1, _TITLES["code"], "empty"))
    return TableRead(tuple(rows), tuple(faults), _told(table, start, places))


def _told(table: Sequence[Sequence[str]], start: int, places: Mapping[str, int]) -> frozenset[str]:
    """The columns that the table has: those with a title, or without titles as many as its widest row."""
    if start:
        return frozenset(places)
    width = max((len(row) for row in table), default=0)
    return frozenset(name for name, place in places.items() if place < width)


def _other_kinds(table: Sequence[Sequence[str]], start: int, columns: Sequence[Column]) -> dict[str, int]:
    """Places of kinds of cost that the region does not ask for, by their titles."""
    titles = {column.title.lower(): column.title for column in COLUMNS if column not in columns}
    head = table[start - 1] if start else ()
    plain = ((place, cell.strip().lower()) for place, cell in enumerate(head))
    return {titles[title]: place for place, title in plain if title in titles}


def _unasked(number: int, row: Sequence[str], other: Mapping[str, int]) -> list[TableFault]:
    """Costs that would be lost: they stand in a column that the region has not."""
    return [
        TableFault(number, title, "kind_unused", row[place][:60])
        for title, place in other.items()
        if place < len(row) and row[place].strip() not in {"", "0"}
    ]


def _has_code(table: Sequence[Sequence[str]]) -> bool:
    """Whether the first column holds a code anywhere: a table without titles is told from one with others."""
    codes = {code for code, _ in NAMES}
    return any(row and row[0].strip().upper() in codes for row in table)


def row_values(cells: Mapping[str, str]) -> tuple[RowValues | None, list[tuple[str, str]]]:
    """The cells of one row as values, or None with (column, code) of everything that is wrong."""
    wrong: list[tuple[str, str]] = []
    given: dict[str, object] = {}
    for name, reader in _READERS.items():
        try:
            given[name] = reader(cells.get(name, ""))
        except BadCell as bad:
            wrong.append((name, bad.code))
    if "code" in given and "orientation" in given and (given["code"], given["orientation"]) not in NAMES:
        known = any(code == given["code"] for code, _ in NAMES)
        wrong.append(("orientation" if known else "code", "code_unknown"))
    return (None, wrong) if wrong else (RowValues(**given), [])  # type: ignore[arg-type]  # readers give the types


def _code(text: str) -> str:
    if not text:
        raise BadCell("required")
    return text.upper().strip()[:8]


def _orientation(text: str) -> str:
    return text.upper().strip()[:8]


def _cohort(text: str) -> str:
    try:
        return _COHORTS[text.lower().strip()]
    except KeyError:
        raise BadCell("cohort") from None


def _form(text: str) -> str:
    try:
        return _FORMS[text.lower().strip()]
    except KeyError:
        raise BadCell("form") from None


def _text(limit: int):
    def read(text: str) -> str:
        if len(text) > limit:
            raise BadCell("too_long")
        return " ".join(text.split())

    return read


_READERS = {
    "code": _code,
    "orientation": _orientation,
    "cohort": _cohort,
    "form": _form,
    **dict.fromkeys(AMOUNTS, amount_of),
    "grants_deducted": truth_of,
    **{name: _text(limit) for name, limit in _LENGTHS.items()},
}
