"""Tables of pupils between municipalities, and of the national price list, as values with faults by place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gemensam.domains.pricelist.inputs.cells import (
    BadCell,
    Column,
    TableFault,
    amount_of,
    cell_at,
    find_columns,
)
from gemensam.rules.pricing.codes import NAMES, national_key

FLOW_COLUMNS = (
    Column("home", "Hemkommun", ("från",)),
    Column("provider", "Skolkommun", ("till", "anordnare", "anordnande kommun")),
    Column("code", "Programkod", ("program", "kod")),
    Column("orientation", "Inriktning"),
    Column("pupils", "Elever", ("antal", "antal elever")),
)
NATIONAL_COLUMNS = (
    Column("code", "Kod", ("code", "programkod")),
    Column("name", "Program", ("name", "namn", "program och inriktning")),
    Column("with_meals", "Inklusive måltider", ("amount", "inkl. måltider", "belopp")),
    Column("without_meals", "Exklusive måltider", ("exkl. måltider",)),
)


@dataclass(frozen=True, slots=True)
class FlowValues:
    """Pupils of one municipality in an education of another, by municipality codes."""

    home: str
    provider: str
    code: str
    orientation: str
    pupils: Decimal


@dataclass(frozen=True, slots=True)
class NationalValues:
    """One line of the national list."""

    code: str
    orientation: str
    cohort: str
    name: str
    with_meals: Decimal | None
    without_meals: Decimal | None


def read_flows(
    table: Sequence[Sequence[str]], members: Mapping[str, str]
) -> tuple[tuple[FlowValues, ...], tuple[TableFault, ...]]:
    """Rows of pupil flows; ``members``: municipality code by name. The same flow on two lines is added up."""
    start, places = find_columns(table, FLOW_COLUMNS)
    codes = {
        **{name.lower(): code for name, code in members.items()},
        **{code: code for code in members.values()},
    }
    faults: list[TableFault] = []
    sums: dict[tuple[str, str, str, str], Decimal] = {}
    for number, row in enumerate(table[start:], start + 1):
        if not any(row):
            continue
        cells = {column.name: cell_at(row, places, column.name) for column in FLOW_COLUMNS}
        wrong = _flow_faults(cells, codes)
        faults += [TableFault(number, title, code, cells[name]) for name, title, code in wrong]
        if not wrong:
            key = (
                codes[cells["home"].lower()],
                codes[cells["provider"].lower()],
                cells["code"].upper(),
                cells["orientation"].upper(),
            )
            sums[key] = sums.get(key, Decimal(0)) + (amount_of(cells["pupils"]) or Decimal(0))
    if not sums and not faults:
        faults.append(TableFault(1, FLOW_COLUMNS[0].title, "empty"))
    return tuple(FlowValues(*key, pupils) for key, pupils in sorted(sums.items())), tuple(faults)


def _flow_faults(cells: Mapping[str, str], codes: Mapping[str, str]) -> list[tuple[str, str, str]]:
    titles = {column.name: column.title for column in FLOW_COLUMNS}
    wrong = [
        (name, titles[name], "municipality")
        for name in ("home", "provider")
        if cells[name].lower() not in codes
    ]
    if not wrong and codes[cells["home"].lower()] == codes[cells["provider"].lower()]:
        wrong.append(("provider", titles["provider"], "same_municipality"))
    if (cells["code"].upper(), cells["orientation"].upper()) not in NAMES:
        wrong.append(("code", titles["code"], "code_unknown"))
    try:
        if amount_of(cells["pupils"]) is None:
            wrong.append(("pupils", titles["pupils"], "required"))
    except BadCell as bad:
        wrong.append(("pupils", titles["pupils"], bad.code))
    return wrong


def read_national(
    table: Sequence[Sequence[str]],
) -> tuple[tuple[NationalValues, ...], tuple[TableFault, ...]]:
    """Rows of the national price list, as Skolverket publishes it or as it is passed around."""
    lines = [row for row in table if not (row and row[0].startswith("#"))]
    skipped = len(table) - len(lines)
    start, places = find_columns(lines, NATIONAL_COLUMNS)
    faults: list[TableFault] = []
    found: dict[tuple[str, str, str], NationalValues] = {}
    for number, row in enumerate(lines[start:], start + 1 + skipped):
        if not any(row):
            continue
        cells = {column.name: cell_at(row, places, column.name) for column in NATIONAL_COLUMNS}
        values = _national(number, cells, faults)
        if values is not None:
            key = (values.code, values.orientation, values.cohort)
            if key in found:
                faults.append(TableFault(number, NATIONAL_COLUMNS[0].title, "twice", cells["code"]))
            found[key] = values
    if not found and not faults:
        faults.append(TableFault(1, NATIONAL_COLUMNS[0].title, "empty"))
    return tuple(found.values()), tuple(faults)


def _national(number: int, cells: Mapping[str, str], faults: list[TableFault]) -> NationalValues | None:
    before = len(faults)
    key = national_key(cells["code"], cells["name"])
    if key is None:
        faults.append(TableFault(number, NATIONAL_COLUMNS[0].title, "code_unknown", cells["code"][:60]))
    amounts: list[Decimal | None] = []
    for column in NATIONAL_COLUMNS[2:]:
        try:
            amounts.append(amount_of(cells[column.name]))
        except BadCell as bad:
            faults.append(TableFault(number, column.title, bad.code, cells[column.name][:60]))
    if len(faults) == before and amounts == [None, None]:
        faults.append(TableFault(number, NATIONAL_COLUMNS[2].title, "required"))
    if len(faults) > before or key is None:
        return None
    return NationalValues(*key, cells["name"][:120], *amounts)
