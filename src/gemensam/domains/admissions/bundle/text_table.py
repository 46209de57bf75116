"""Bytes of one table → columns of text with the line number of each row. RFC 4180, strictly."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.canonical import SMALL
from gemensam.domains.admissions.bundle.faults import NO_COLUMN, WHOLE_FILE, FaultCode, FaultList
from gemensam.domains.admissions.bundle.layout import MUST_BE_THERE, REPEATING, Column

ROW = "line"  # name of the column with the line numbers; no column of the format is called so
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CONTROL_CHARACTERS = bytes(code for code in (*range(32), 127) if code != 0x0A)
_BLOCK = 1 << 18  # bytes looked at together, so that they stay in the processor's cache
_LF, _QUOTE, _COMMA, _SPACE, _DELETE = b'\n",\x20\x7f'
_FIELD = re.compile(r'(?:"((?:[^"]|"")*)"|([^",]*))(,|\Z)')


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table as text. `complete` is False where rows had to be left out: the absent may be among them.

    frame: ROW and the known columns that the file has, as text; a column that stands in `texts` as row numbers
    (uint32) of its different texts there.
    """

    frame: pl.DataFrame
    complete: bool
    texts: Mapping[str, pl.Series] = field(default_factory=dict)

    def with_columns(
        self, *by_row: pl.Expr, by_text: Sequence[pl.Expr] = (), worked_out: Sequence[pl.Series] = ()
    ) -> pl.DataFrame:
        """The table with columns of other types, each made of the text of one column, row by row.

        by_text: of columns in `texts`, asked once for each different text. worked_out: such values that are there
        already, by the name of the column.
        """
        values = [*self.of_texts(*by_text), *worked_out]
        numbers = [one.meta.root_names()[0] for one in by_text] + [one.name for one in worked_out]
        rows = [
            pl.lit(value).gather(pl.col(number)).alias(value.name)
            for value, number in zip(values, numbers, strict=True)
        ]
        return self.frame.with_columns(*by_row, *rows)

    def of_texts(self, *expressions: pl.Expr) -> pl.DataFrame:
        """Expressions of the different texts of columns; null below the last text of a column."""
        return _side_by_side(self.texts).select(*expressions)


def read_text_table(name: str, data: bytes, columns: Sequence[Column], faults: FaultList) -> TextTable:
    """Split the file into columns; faults of encoding, quoting and header are noted, the rest is read on."""
    data = _plain_text(name, data, faults)
    end = data.find(b"\n")
    start = len(data) if end < 0 else end + 1  # of the rows
    header = _header(name, data[: start - 1] if end >= 0 else data, columns, faults)
    if header is None:
        return TextTable(pl.DataFrame({ROW: []}, schema={ROW: pl.UInt32}), complete=False)
    repeating = REPEATING.get(name, frozenset())
    few = [column in repeating for column in header]
    # of a small file the lines are read before the quick way is ready to start
    frame = _read_regular(data, start, few) if len(data) > SMALL else None
    complete = True
    if frame is None:
        frame, numbers, complete = _read_line_by_line(name, data[start:], few, faults)
        lines = pl.Series(ROW, numbers, dtype=pl.UInt32)
    else:
        lines = pl.Series(ROW, np.arange(2, frame.height + 2, dtype=np.uint32))
    read = zip(header, frame.get_columns(), strict=True)
    known = [values.alias(column) for column, values in read if column is not None]
    return _numbered_texts(pl.DataFrame([*known, lines]), complete, repeating)


def _numbered_texts(frame: pl.DataFrame, complete: bool, repeating: frozenset[str]) -> TextTable:
    """Put row numbers of the different texts in the place of repeating texts, which are read as categories."""
    names = sorted(repeating.intersection(frame.columns))
    if not names:
        return TextTable(frame, complete)
    columns = frame[names]
    codes = columns.select(pl.all().to_physical().cast(pl.Int32).fill_null(-1))  # -1: the empty text
    numbers: list[pl.Series] = []
    of_texts: dict[str, pl.Series] = {}  # a row of each text
    for name in names:
        code = codes[name].to_numpy()
        row = np.full(code.max(initial=-1) + 2, -1, dtype=np.int64)
        row[code] = np.arange(code.size)
        is_there = row >= 0
        place = np.cumsum(is_there, dtype=np.uint32) - np.uint32(1)
        numbers.append(pl.Series(name, place[code]))
        of_texts[name] = pl.Series(row[is_there])
    rows = _side_by_side(of_texts)
    found = columns.select(
        pl.col(name).gather(pl.lit(rows[name])).cast(pl.String).fill_null("") for name in names
    )
    texts = {name: found[name].head(of_texts[name].len()) for name in names}
    return TextTable(frame.with_columns(numbers), complete, texts)


def _side_by_side(columns: Mapping[str, pl.Series]) -> pl.DataFrame:
    """Columns of unlike lengths as one table, with null below the last value of each."""
    frames = [column.to_frame(name) for name, column in columns.items()]
    return pl.concat(frames, how="horizontal_extend") if frames else pl.DataFrame()


def _text_type(*, repeats: bool) -> pl.DataType:
    """What text is read as: where it repeats, categories of each column's own, so that their codes stay small."""
    return pl.Categorical(pl.Categories.random()) if repeats else pl.String()


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


def _has_control_characters(line: bytes) -> bool:
    return len(line.translate(None, _CONTROL_CHARACTERS)) != len(line)


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
    for title in fields:
        if title not in known:
            faults.add(name, 1, title or NO_COLUMN, FaultCode.COLUMN_UNKNOWN)
        elif title in header:
            faults.add(name, 1, title, FaultCode.COLUMN_TWICE)
        header.append(title if title in known and title not in header else None)
    for column in columns:
        needed = column.default is None or (name, column.name) in MUST_BE_THERE
        if needed and column.name not in header:
            faults.add(name, 1, column.name, FaultCode.COLUMN_MISSING)
    return header


def _read_regular(data: bytes, start: int, few: Sequence[bool]) -> pl.DataFrame | None:
    """Read a file whose commas add up at once; None where its rows must be looked at one by one.

    start: of the first row. few: for each column, whether it is read as categories.
    """
    width = len(few)
    plain = _without_quotes(data)
    if plain is None or (width == 1 and plain is not data):  # a line without its quotes may be empty
        return None
    lines, commas, others = _census(plain, plain.find(b"\n") + 1 if start < len(data) else len(plain))
    rows = lines + (len(data) > start and not data.endswith(b"\n"))
    if commas != rows * (width - 1) or others or not _is_text(plain):
        return None
    try:
        frame = pl.read_csv(
            plain,
            has_header=False,
            skip_lines=1,
            schema={f"field_{index}": _text_type(repeats=repeats) for index, repeats in enumerate(few)},
            quote_char=None,
            empty_string_is_null=False,
            raise_if_empty=False,
            glob=False,
        )
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
        return None
    return frame if frame.height == rows else None


def _without_quotes(data: bytes) -> bytes | None:
    """The file with its quotes left out, where no field needs them; None where one does, or where one is wrong."""
    if _QUOTE not in data:
        return data
    content = np.frombuffer(data, dtype=np.uint8)
    quotes = np.flatnonzero(content == _QUOTE)
    if quotes.size % 2 or quotes[0] == 0:
        return None
    opening, closing = quotes[::2], quotes[1::2]
    before, after = content[opening - 1], content[np.minimum(closing + 1, content.size - 1)]
    ends = (after == _COMMA) | (after == _LF) | (closing == content.size - 1)
    if not (((before == _COMMA) | (before == _LF)) & ends).all():
        return None
    if (closing - opening > 1).any():
        between = np.flatnonzero((content == _COMMA) | (content == _LF))
        if (np.searchsorted(quotes, between) % 2).any():  # inside a field
            return None
    return data.translate(None, b'"')


def _census(data: bytes, start: int) -> tuple[int, int, int]:
    """How many line feeds, commas and other control characters there are from a place on (no more quotes)."""
    content = np.frombuffer(data, dtype=np.uint8)
    lines = commas = controls = 0
    for at in range(start, content.size, _BLOCK):
        block = content[at : at + _BLOCK]
        lines += int(np.count_nonzero(block == _LF))
        commas += int(np.count_nonzero(block == _COMMA))
        controls += int(np.count_nonzero((block < _SPACE) | (block == _DELETE)))
    return lines, commas, controls - lines


def _read_line_by_line(
    name: str, body: bytes, few: Sequence[bool], faults: FaultList
) -> tuple[pl.DataFrame, list[int], bool]:
    """The rows that can be read, their line numbers, and whether those are all."""
    width = len(few)
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
    columns = [
        pl.Series(f"field_{index}", [row[index] for row in rows], dtype=_text_type(repeats=repeats))
        for index, repeats in enumerate(few)
    ]
    return pl.DataFrame(columns), numbers, len(rows) == len(lines)


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
