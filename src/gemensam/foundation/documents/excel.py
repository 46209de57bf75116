"""Writing of Excel files for people: real dates and numbers, frozen header, filter, text that stays text."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# What spreadsheets take for a formula or a command, also in their full-width forms.
_RISKY_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SHEET_NAME_LIMIT = 31
_TEXT_LIMIT = 32_767


class ColumnKind(StrEnum):
    """How a column is written and shown."""

    TEXT = "text"
    NUMBER = "number"  # as it is
    DECIMAL = "decimal"  # two decimals, as merit values
    PERCENT = "percent"  # fractions
    DATE = "date"
    DATETIME = "datetime"


_FORMATS = {
    ColumnKind.TEXT: {"num_format": "@", "valign": "top"},
    ColumnKind.NUMBER: {"num_format": "0.######", "valign": "top"},
    ColumnKind.DECIMAL: {"num_format": "0.00", "valign": "top"},
    ColumnKind.PERCENT: {"num_format": "0.0%", "valign": "top"},
    ColumnKind.DATE: {"num_format": "yyyy-mm-dd", "valign": "top"},
    ColumnKind.DATETIME: {"num_format": "yyyy-mm-dd hh:mm", "valign": "top"},
}


@dataclass(frozen=True, slots=True)
class OutColumn:
    """A column: its title, how it is written, and its width in signs."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class OutSheet:
    """A sheet. Rows hold one value per column; None is an empty cell. Date-times must be in Swedish time."""

    name: str
    columns: Sequence[OutColumn]
    rows: Iterable[Sequence[object]]


def write_workbook(sheets: Sequence[OutSheet]) -> bytes:
    """The sheets as an .xlsx file. Raises ValueError when a row has another length than the columns."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(
        output,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    formats = _Formats(book)
    for number, sheet in enumerate(sheets, 1):
        _write_sheet(book.add_worksheet(_sheet_name(sheet.name, number)), sheet, formats)
    book.close()
    return output.getvalue()


def _sheet_name(name: str, number: int) -> str:
    allowed = "".join(sign for sign in name if sign not in "[]:*?/\\").strip("' ")[:_SHEET_NAME_LIMIT]
    return allowed or f"Blad{number}"


class _Formats:
    """The formats of one file."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.of_kind = {kind: book.add_format(dict(properties)) for kind, properties in _FORMATS.items()}
        # Stays text when someone edits the cell: as if an apostrophe had been typed before it.
        self.quoted = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})


def _write_sheet(target: Worksheet, sheet: OutSheet, formats: _Formats) -> None:
    for position, column in enumerate(sheet.columns):
        target.set_column(position, position, column.width, formats.of_kind[column.kind])
        target.write_string(0, position, safe_text(column.title), formats.header)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        if len(row) != len(sheet.columns):
            raise ValueError(f"row {last} has {len(row)} values for {len(sheet.columns)} columns")
        for position, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(target, (last, position), value, formats.of_kind[column.kind], formats.quoted)
    target.freeze_panes(1, 0)
    if sheet.columns:
        target.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write(
    target: Worksheet, place: tuple[int, int], value: object, cell_format: Format, quoted: Format
) -> None:
    match value:
        case None | "":
            target.write_blank(*place, None, cell_format)
        case bool():
            target.write_string(*place, "Ja" if value else "Nej", cell_format)
        case int() | Decimal() | float():
            target.write_number(*place, value, cell_format)
        case datetime():
            target.write_datetime(*place, value.replace(tzinfo=None), cell_format)
        case date():
            target.write_datetime(*place, datetime(value.year, value.month, value.day), cell_format)  # noqa: DTZ001 - Excel has no zones
        case _:
            text = safe_text(str(value))
            target.write_string(*place, text, quoted if text.startswith(_RISKY_STARTS) else cell_format)


def safe_text(text: str) -> str:
    """Text without signs that a spreadsheet cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)[:_TEXT_LIMIT]
