"""Old Excel files (.xls, BIFF8). calamine reads the values; the records tell what it does not:

formulas, errors, percentages, macros, passwords and links to other files.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import python_calamine

from gemensam.foundation.documents.reading.compound import read_streams
from gemensam.foundation.documents.reading.found import FoundSheet, Limits, Refused, number_text
from gemensam.foundation.documents.reading.number_formats import format_kind

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SUPBOOK = 0x0809, 0x000A, 0x002F, 0x0085, 0x01AE
_FORMAT, _XF, _BOOLERR, _NUMBER, _RK, _MULRK = 0x041E, 0x00E0, 0x0205, 0x0203, 0x027E, 0x00BD
_FORMULAS = {0x0006, 0x0206, 0x0406}
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_OWN_SHEETS, _ADD_IN = 0x0401, 0x3A01


@dataclass(slots=True)
class _Told:
    """What the records tell about one sheet: (row, column) → mark."""

    hidden: bool = False
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)


def read(content: bytes, limits: Limits, *, expected: bool) -> list[FoundSheet]:
    """The workbook's sheets. ``expected``: whether the name says .xls. Raises Refused."""
    streams = read_streams(content, limits)
    names = {name.lower() for name in streams}
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise Refused("encrypted")
    if not expected:
        raise Refused("type_mismatch", ending="xls")
    if names & {"_vba_project_cur", "vba", "macros", "_vba_project"}:
        raise Refused("macros")
    if any(name.startswith("mbd") for name in names):
        raise Refused("embedded")
    book = streams.get("Workbook")
    if book is None:
        raise Refused("type_mismatch", ending="xls")
    return _with_values(content, _told(book, limits), limits)


def _records(stream: bytes, start: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """(offset, type, data) of each record."""
    offset = start
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        if offset + 4 + length > len(stream):
            return
        yield offset, kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length


def _unpacked(form: str, data: bytes, offset: int = 0) -> tuple[int, ...]:
    try:
        return struct.unpack_from(form, data, offset)
    except struct.error as fault:
        raise Refused("damaged") from fault


def _told(book: bytes, limits: Limits) -> list[_Told]:
    """One entry per sheet, in the order of the book."""
    sheets: list[tuple[int, _Told]] = []
    codes: dict[int, str] = {}
    formats: list[int] = []
    for _, kind, data in _records(book):
        if kind == _FILEPASS:
            raise Refused("encrypted")
        if kind == _SUPBOOK and _unpacked("<HH", data)[1] not in {_OWN_SHEETS, _ADD_IN}:
            raise Refused("external_link")
        if kind == _BOUNDSHEET:
            offset, options = _unpacked("<IH", data)
            if options >> 8 in {1, 6}:
                raise Refused("macros")
            sheets.append((offset, _Told(hidden=bool(options & 3))))
        elif kind == _FORMAT:
            codes[_unpacked("<H", data)[0]] = data[5:].replace(b"\x00", b"").decode("latin-1")
        elif kind == _XF:
            formats.append(_unpacked("<HH", data)[1])
        elif kind == _EOF:
            break
    if len(sheets) > limits.sheets:
        raise Refused("too_many_sheets", limit=limits.sheets)
    percents = {
        index
        for index, code in enumerate(formats)
        if format_kind(code, codes.get(code, "General")) == "percent"
    }
    for offset, told in sheets:
        _tell(book, offset, told, percents)
    return [told for _, told in sheets]


def _tell(book: bytes, start: int, told: _Told, percents: set[int]) -> None:
    """Gather one sheet's marks, up to its end."""
    depth = 0
    for _, kind, data in _records(book, start):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif kind in _FORMULAS:
            row, column = _unpacked("<HH", data)
            told.formulas.add((row, column))
        elif kind == _BOOLERR:
            row, column, _, value, is_error = _unpacked("<HHHBB", data)
            if is_error:
                told.errors[row, column] = _ERRORS.get(value, "#?")
        elif kind in {_NUMBER, _RK}:
            row, column, style = _unpacked("<HHH", data)
            if style in percents:
                told.percents.add((row, column))
        elif kind == _MULRK:
            row, first = _unpacked("<HH", data)
            for position, offset in enumerate(range(4, len(data) - 2, 6)):
                if _unpacked("<H", data, offset)[0] in percents:
                    told.percents.add((row, first + position))


def _with_values(content: bytes, told: list[_Told], limits: Limits) -> list[FoundSheet]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        if len(names) != len(told):
            raise Refused("damaged")
        return [
            _sheet(book.get_sheet_by_index(index), name, mark, limits)
            for index, (name, mark) in enumerate(zip(names, told, strict=True))
        ]
    except python_calamine.PasswordError as fault:
        raise Refused("encrypted") from fault
    except python_calamine.CalamineError as fault:
        raise Refused("damaged") from fault


def _sheet(values, name: str, told: _Told, limits: Limits) -> FoundSheet:
    found = FoundSheet(name, limits, told.hidden)
    if values.total_height > limits.rows:
        raise Refused("too_many_rows", sheet=name, limit=limits.rows)
    if values.total_width > limits.columns:
        raise Refused("too_many_columns", sheet=name, limit=limits.columns)
    for (first_row, first_column), (last_row, last_column) in values.merged_cell_ranges or ():
        found.merged.append(f"{_ref(first_row, first_column)}:{_ref(last_row, last_column)}")
    for row, cells in enumerate(values.to_python(skip_empty_area=False)):
        for column, value in enumerate(cells):
            place = (row, column)
            if place in told.formulas:
                found.put(row, column, "formula", "")
            elif place in told.errors:
                found.put(row, column, "error", told.errors[place])
            elif place in told.percents and isinstance(value, int | float):
                found.put(row, column, "percent", number_text(float(value)))
            else:
                _put(found, row, column, value)
    return found


def _put(found: FoundSheet, row: int, column: int, value: object) -> None:
    match value:
        case bool():
            found.put(row, column, "text", "SANT" if value else "FALSKT")
        case int() | float():
            found.put(row, column, "number", number_text(float(value)))
        case datetime():
            plain = value.replace(microsecond=0)
            kind = "datetime" if plain.time() != time(0) else "date"
            found.put(
                row, column, kind, plain.isoformat() if kind == "datetime" else plain.date().isoformat()
            )
        case date():
            found.put(row, column, "date", value.isoformat())
        case time() | timedelta():
            found.put(row, column, "text", str(value))
        case str():
            found.put_text(row, column, value)


def _ref(row: int, column: int) -> str:
    return f"{chr(ord('A') + column)}{row + 1}" if column < 26 else f"R{row + 1}C{column + 1}"
