"""Bytes of one table → columns of text with the line number of each row. RFC 4180, strictly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from gemensam.domains.admissions.bundle.faults import NO_COLUMN, WHOLE_FILE, FaultCode, FaultList
from gemensam.domains.admissions.bundle.layout import MUST_BE_THERE, Column

ROW = "line"  # name of the column with the line numbers; no column of the format is called so
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CONTROL_CHARACTERS = bytes(code for code in (*range(32), 127) if code != 0x0A)
_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",]*))(,|\Z)')


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table as text. `complete` is False where rows had to be left out: the absent may be among them."""

    frame: pl.DataFrame  # the known columns that the file has, as text, and ROW
    complete: bool


def read_text_table(name: str, data: bytes, columns: Sequence[Column], faults: FaultList) -> TextTable:
    """Split the file into columns; faults of encoding, quoting and header are noted, the rest is read on."""
    data = _plain_text(name, data, faults)
    end = data.find(b"\n")
    start = len(data) if end < 0 else end + 1  # of the rows
    header = _header(name, data[: start - 1] if end >= 0 else data, columns, faults)
    if header is None:
        return TextTable(pl.DataFrame({ROW: []}, schema={ROW: pl.UInt32}), complete=False)
    width = len(header)
    rows = data.count(b"\n", start) + (1 if len(data) > start and not data.endswith(b"\n") else 0)
    regular = (
        data.find(b'"', start) < 0
        and data.count(b",", start) == rows * (width - 1)
        and _is_text(data)
        and not _has_control_characters(data)
    )
    frame = _read_regular(data, width) if regular else None
    complete = True
    if frame is None or frame.height != rows:
        frame, complete = _read_line_by_line(name, data[start:], width, faults)
    else:
        frame = frame.with_columns(pl.int_range(2, frame.height + 2, dtype=pl.UInt32).alias(ROW))
    known = {f"field_{index}": column for index, column in enumerate(header) if column is not None}
    return TextTable(frame.select(*known, ROW).rename(known), complete)


def _plain_text(name: str, data: bytes, faults: FaultList) -> bytes:
    if data.startswith(_BYTE_ORDER_MARK):
        faults.add(name, 1, NO_COLUMN, FaultCode.BYTE_ORDER_MARK)
        data = data[len(_BYTE_ORDER_MARK) :]
    if b"\r" in data:
        line = data.count(b"\n", 0, data.index(b"\r")) + 1
        faults.add(name, line, NO_COLUMN, FaultCode.CARRIAGE_RETURN)
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _is_text(data: bytes) -> bool:
    try:
        return data.isascii() or bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _has_control_characters(data: bytes) -> bool:
    return len(data.translate(None, _CONTROL_CHARACTERS)) != len(data)


def _header(name: str, line: bytes, columns: Sequence[Column], faults: FaultList) -> list[str | None] | None:
    """The column of each field, None for a field that is not to be read; None when there is no header."""
    if not line.strip():
        faults.add(name, WHOLE_FILE, NO_COLUMN, FaultCode.FILE_EMPTY)
        return None
    fields = _fields(name, 1, line, faults)
    if fields is None:
        return None
    known = {column.name for column in columns}
    header: list[str | None] = []
    for field in fields:
        if field not in known:
            faults.add(name, 1, field or NO_COLUMN, FaultCode.COLUMN_UNKNOWN)
        elif field in header:
            faults.add(name, 1, field, FaultCode.COLUMN_TWICE)
        header.append(field if field in known and field not in header else None)
    for column in columns:
        needed = column.default is None or (name, column.name) in MUST_BE_THERE
        if needed and column.name not in header:
            faults.add(name, 1, column.name, FaultCode.COLUMN_MISSING)
    return header


def _read_regular(data: bytes, width: int) -> pl.DataFrame | None:
    """Read a file without quotes whose commas add up; None when its rows differ in length after all."""
    try:
        return pl.read_csv(
            data,
            has_header=False,
            skip_lines=1,
            schema={f"field_{index}": pl.String for index in range(width)},
            quote_char=None,
            empty_string_is_null=False,
            raise_if_empty=False,
            glob=False,
        )
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        return None


def _read_line_by_line(name: str, body: bytes, width: int, faults: FaultList) -> tuple[pl.DataFrame, bool]:
    lines = body.split(b"\n")
    if lines and lines[-1] == b"":
        lines.pop()
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, line in enumerate(lines, start=2):
        fields = _fields(name, number, line, faults)
        if fields is None:
            continue
        if len(fields) == width:
            rows.append(fields)
            numbers.append(number)
        elif line == b"":
            faults.add(name, number, NO_COLUMN, FaultCode.ROW_EMPTY)
        else:
            faults.add(name, number, NO_COLUMN, FaultCode.FIELD_COUNT, expected=width, found=len(fields))
    series = [
        pl.Series(f"field_{index}", [row[index] for row in rows], dtype=pl.String) for index in range(width)
    ]
    frame = pl.DataFrame([*series, pl.Series(ROW, numbers, dtype=pl.UInt32)])
    return frame, len(rows) == len(lines)


def _fields(name: str, number: int, line: bytes, faults: FaultList) -> list[str] | None:
    """Split one line, or note why it cannot be split."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        faults.add(name, number, NO_COLUMN, FaultCode.NOT_UTF8)
        return None
    if _has_control_characters(line):
        faults.add(name, number, NO_COLUMN, FaultCode.CONTROL_CHARACTER)
        return None
    if '"' not in text:
        return text.split(",")
    fields: list[str] = []
    position = 0
    while match := _FIELD.match(text, position):
        quoted, plain, end = match.groups()
        fields.append(plain if quoted is None else quoted.replace('""', '"'))
        if end == "":
            return fields
        position = match.end()
    faults.add(name, number, NO_COLUMN, FaultCode.BAD_QUOTING)
    return None
