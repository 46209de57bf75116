"""Text files with a table: ``;``, ``,`` or tab, in UTF-8, UTF-16 or cp1252."""

import codecs
import csv
import io
import re

from gemensam.foundation.documents.reading.found import FoundSheet, Limits, Refused

DELIMITERS = ";\t,"
_LINES_LOOKED_AT = 50
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"\Z')  # how Excel users keep the zeros of 0701


def read(content: bytes, limits: Limits) -> FoundSheet:
    """The file as one sheet. Everything is text; what begins as a formula is one. Raises Refused."""
    text = decoded(content)
    if any(sign in text for sign in _FORBIDDEN):
        raise Refused("binary")
    sheet = FoundSheet("", limits)
    delimiter, skip = _delimiter(text)
    csv.field_size_limit(limits.text + 2)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row, values in enumerate(reader):
            if row < skip:
                continue
            if any(values[limits.columns :]):
                raise Refused("too_many_columns", sheet="", limit=limits.columns)
            for column, value in enumerate(values[: limits.columns]):
                if value:
                    _put(sheet, row, column, value)
    except csv.Error as fault:
        too_long = "field limit" in str(fault)
        raise Refused("text_too_long" if too_long else "damaged", row=reader.line_num) from fault
    return sheet


_FORBIDDEN = [chr(code) for code in range(32) if chr(code) not in "\t\n\r"] + ["\x7f"]


def decoded(content: bytes) -> str:
    """The text by its byte order mark, else UTF-8, else cp1252. Raises Refused: binary or encoding."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as fault:
                raise Refused("encoding") from fault
    if b"\x00" in content:
        raise Refused("binary")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise Refused("encoding") from fault


def _delimiter(text: str) -> tuple[str, int]:
    """The delimiter, and how many first lines to pass over (Excel's ``sep=;``).

    It is the one that most lines hold equally often; semicolon when nothing tells.
    """
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_LINES_LOOKED_AT]
    if lines and re.fullmatch(r"sep=.", lines[0].strip('"'), re.IGNORECASE):
        chosen = lines[0].strip('"')[-1]
        if chosen not in DELIMITERS:
            raise Refused("damaged")
        return chosen, 1
    bare = [_QUOTED.sub("", line) for line in lines]

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in bare]
        held = [count for count in counts if count]
        most = max((held.count(count) for count in set(held)), default=0)
        return most, sum(held)

    best = max(DELIMITERS, key=agreement)
    return (best if agreement(best)[0] else ";"), 0


def _put(sheet: FoundSheet, row: int, column: int, value: str) -> None:
    kept = _KEPT_AS_TEXT.match(value.strip())
    if kept:
        sheet.put_text(row, column, kept[1])
    elif value.startswith("=") and len(value) > 1:
        sheet.put(row, column, "formula", "")
    else:
        sheet.put_text(row, column, value)
