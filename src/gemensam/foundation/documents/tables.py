"""Safe reading of tables in files that people have made (.xlsx, .xls, .ods and .csv), and of services' JSON pages.

The file is read in a process of its own with limits on memory and time, so that a hostile file hurts nothing.
What is found comes out as plain cells with a clear kind; a formula is never taken as a value.
"""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import gemensam

MEBIBYTE = 1024 * 1024


class CellKind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    TEXT = "text"  # also numbers that are written as text, times of day, SANT and FALSKT
    NUMBER = "number"
    PERCENT = "percent"  # value is the fraction: 0.25 for 25 %
    DATE = "date"
    DATETIME = "datetime"
    ERROR = "error"  # the text is the error, e.g. "#REF!"
    FORMULA = "formula"  # no value: what the file says it came to is not to be trusted


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``text`` is the value as a person reads it; ``row`` and ``column`` count from 0."""

    kind: CellKind
    value: str | Decimal | date | datetime | None
    text: str
    row: int
    column: int

    @property
    def ref(self) -> str:
        """The cell's name in the spreadsheet, e.g. ``"B7"``."""
        return f"{column_letters(self.column)}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Rows start at row 1 and column A and are equally long; nothing is left out."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    merged: tuple[str, ...] = ()  # ranges, e.g. "A1:C1": the value is in the first cell, the rest are empty


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in the file's order. A .csv is one sheet."""

    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class TableLimits:
    """How much a file may be. Larger than any list that a county sends, smaller than what hurts."""

    file_bytes: int = 25 * MEBIBYTE
    unpacked_bytes: int = 250 * MEBIBYTE
    ratio: int = 200  # unpacked to packed, for parts over a mebibyte
    members: int = 1_000
    sheets: int = 60
    rows: int = 100_000
    columns: int = 400
    cells: int = 1_000_000  # of a sheet, empty ones between included
    text: int = 5_000  # signs in one cell
    seconds: int = 30  # of processor time
    memory_bytes: int = 768 * MEBIBYTE


class TableRefused(Exception):
    """The file is not read. ``code`` says why, ``facts`` where; the sentence is the page's.

    Codes: ``empty``, ``too_large``, ``too_heavy`` (memory or time), ``zip_bomb``, ``too_many_members``,
    ``too_many_sheets``, ``too_many_rows``, ``too_many_columns``, ``too_many_cells``, ``text_too_long``,
    ``type_unknown``, ``type_mismatch``, ``encrypted``, ``macros``, ``external_link``, ``embedded``, ``dtd``,
    ``binary``, ``encoding``, ``damaged``; of JSON ``pages_missing``, ``not_json``, ``no_objects``, ``web_page``.
    """

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def column_letters(column: int) -> str:
    """Column 0 → ``A``, 26 → ``AA``."""
    letters = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def read_workbook(content: bytes, name: str, limits: TableLimits = TableLimits()) -> Workbook:
    """Read a file by its content and the ending of its name. Raises TableRefused(code, **facts)."""
    if not content:
        raise TableRefused("empty")
    if len(content) > limits.file_bytes:
        raise TableRefused("too_large", limit=limits.file_bytes)
    return workbook_of(_read_apart(content, name, limits), limits)


def workbook_of(answer: Mapping, limits: TableLimits) -> Workbook:
    """The reading process's answer as a workbook. Raises TableRefused."""
    if "refused" in answer:
        raise TableRefused(answer["refused"], **answer["facts"])
    return Workbook(tuple(_sheet(found, limits) for found in answer["sheets"]))


def _read_apart(content: bytes, name: str, limits: TableLimits) -> dict:
    """The reading process's answer. It gets no environment of ours: no keys, no database address."""
    ending = Path(name).suffix.lower()[:10]
    source, packages = Path(gemensam.__file__).resolve().parent.parent, sysconfig.get_path("platlib")
    command = [
        sys.executable,
        "-S",  # without what the environment starts with: the process starts in half the time
        "-m",
        "gemensam.foundation.documents.reading.child",
        ending,
        json.dumps(asdict(limits)),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module; the ending is an argument, not a shell
            command,
            input=content,
            capture_output=True,
            timeout=4 * limits.seconds,  # the limit of processor time comes first, unless the machine is busy
            check=False,
            cwd="/",
            env={
                "PYTHONPATH": f"{source}{os.pathsep}{packages}",
                "PYTHONIOENCODING": "utf-8",
                "PATH": os.defpath,
            },
        )
    except subprocess.TimeoutExpired:
        raise TableRefused("too_heavy") from None
    if done.returncode < 0:  # stopped by the kernel at a limit, or by a reader that ran out of memory
        raise TableRefused("too_heavy")
    if done.returncode:
        raise TableRefused("damaged")
    return json.loads(done.stdout)


def _sheet(found: Mapping, limits: TableLimits) -> Sheet:
    rows: dict = dict(found["rows"])
    height = max(rows, default=-1) + 1
    width = max((cells[-1][0] for cells in rows.values()), default=-1) + 1
    if height * width > limits.cells:
        raise TableRefused("too_many_cells", sheet=found["name"], limit=limits.cells)
    return Sheet(
        name=found["name"],
        rows=tuple(tuple(_row(number, rows.get(number, ()), width)) for number in range(height)),
        hidden=found["hidden"],
        merged=tuple(found["merged"]),
    )


def _row(number: int, cells: Iterable[tuple[int, str, str]], width: int) -> list[Cell]:
    row = [Cell(CellKind.EMPTY, None, "", number, column) for column in range(width)]
    for column, kind, text in cells:
        row[column] = _cell(CellKind(kind), text, number, column)
    return row


def _cell(kind: CellKind, text: str, row: int, column: int) -> Cell:
    match kind:
        case CellKind.NUMBER:
            number = Decimal(text)
            return Cell(kind, number, plain(number), row, column)
        case CellKind.PERCENT:
            number = Decimal(text)
            return Cell(kind, number, f"{plain(number * 100)} %", row, column)
        case CellKind.DATE:
            return Cell(kind, date.fromisoformat(text), text, row, column)
        case CellKind.DATETIME:
            moment = datetime.fromisoformat(text)
            shown = f"{moment:%Y-%m-%d %H:%M:%S}" if moment.second else f"{moment:%Y-%m-%d %H:%M}"
            return Cell(kind, moment, shown, row, column)
        case CellKind.FORMULA:
            return Cell(kind, None, "", row, column)
    return Cell(kind, text, text, row, column)


def plain(number: Decimal) -> str:
    """A number without exponent and without zeros at the end: ``2.5E+2`` → ``250``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
