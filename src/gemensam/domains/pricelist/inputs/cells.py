"""Cells that people typed, pasted or sent in a file, as values; what is wrong comes out as codes with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gemensam.foundation.documents.tables import Cell, CellKind, Workbook

FORMULA = "\x00formula"  # stands for a formula or an error in a file: no value that can be trusted
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'")
_HEADER_WITHIN = 15
AMOUNT_LIMIT = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the name of its value, its title in files, and other titles that mean the same."""

    name: str
    title: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFault:
    """What is wrong, where. ``row`` counts from 1 as the file does; ``column`` is the title; ``value`` as written."""

    row: int
    column: str
    code: str
    value: str = ""


class BadCell(ValueError):
    """A cell that cannot be understood. Carries the code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def amount_of(text: str, *, limit: Decimal = AMOUNT_LIMIT) -> Decimal | None:
    """A number below the limit as Swedes write it: ``1 234,50``; empty gives None. Raises BadCell."""
    if text == FORMULA:
        raise BadCell("formula")
    plain = text.translate(_SPACES).removesuffix("kr").removesuffix(":-").replace("−", "-").replace(",", ".")
    if not plain:
        return None
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise BadCell("number") from None
    if not value.is_finite() or abs(value) >= limit:
        raise BadCell("number")
    if value < 0:
        raise BadCell("negative")
    return value


def truth_of(text: str) -> bool:
    """Ja or nej, however it is written; empty is no. Raises BadCell."""
    plain = text.strip().lower()
    if plain in {"ja", "j", "x", "1", "sant", "yes"}:
        return True
    if plain in {"", "nej", "n", "0", "falskt", "no"}:
        return False
    raise BadCell("yes_or_no")


def pasted(text: str) -> list[list[str]]:
    """A paste from a spreadsheet: tabs between cells; semicolons where there is no tab."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    sign = "\t" if "\t" in text else ";"
    return [[cell.strip().strip('"') for cell in line.split(sign)] for line in lines]


def cells_of(book: Workbook) -> list[list[str]]:
    """The first sheet that is shown and has something in it, as text. An empty book gives nothing."""
    for sheet in book.sheets:
        if sheet.rows and not sheet.hidden:
            return [[_text(cell) for cell in row] for row in sheet.rows]
    return []


def _text(cell: Cell) -> str:
    return FORMULA if cell.kind in {CellKind.FORMULA, CellKind.ERROR} else cell.text.strip()


def find_columns(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> tuple[int, Mapping[str, int]]:
    """(number of the first row with values, place by name); without titles the columns stand in their order."""
    titles = {_plain(title): column.name for column in columns for title in (column.title, *column.aliases)}
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        found: dict[str, int] = {}
        for place, cell in enumerate(row):
            name = titles.get(_plain(cell))
            if name:
                found.setdefault(name, place)
        known = columns[0].name in found and len(found) >= 2  # the first column's title is no value
        if known or len(found) >= 3 or len(found) == len(columns):
            return number + 1, found
    return 0, {column.name: place for place, column in enumerate(columns)}


def _plain(title: str) -> str:
    return " ".join(title.lower().replace("*", "").split())


def cell_at(row: Sequence[str], places: Mapping[str, int], name: str) -> str:
    """The row's cell under a name; empty where there is none."""
    place = places.get(name)
    return row[place].strip() if place is not None and place < len(row) else ""
