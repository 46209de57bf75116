"""OpenDocument spreadsheets (ISO/IEC 26300): values, formulas and merged cells of each sheet."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from gemensam.foundation.documents.reading.found import FoundSheet, Limits, Refused
from gemensam.foundation.documents.reading.packed import Parts
from gemensam.foundation.documents.reading.xml_parts import attribute, walk

_MACROS = ("basic/", "scripts/")
_OUTSIDE = {
    "table-source",
    "database-source-sql",
    "database-source-query",
    "database-source-table",
    "dde-source",
}
_ROW_END = 1 << 20


def read(parts: Parts, limits: Limits) -> list[FoundSheet]:
    """The workbook's sheets. Raises Refused."""
    if any(name.lower().startswith(_MACROS) for name in parts.names):
        raise Refused("macros")
    if any(
        name.lower().startswith("object ") and name.lower().endswith("content.xml") for name in parts.names
    ):
        raise Refused("embedded")
    for name in parts.names:
        if name.lower().endswith((".xml", ".rdf")):
            walk(parts.portions(name), _refuse_sealed)
    parts.again()
    reader = _Reader(limits)
    walk(parts.portions("content.xml"), reader.start, reader.end, reader.text)
    return reader.sheets


def _refuse_sealed(element: str, attributes: Mapping[str, str]) -> None:
    if element == "encryption-data":
        raise Refused("encrypted")
    if element in _OUTSIDE:
        raise Refused("external_link")
    if element == "event-listener":
        raise Refused("macros")


def _repeated(attributes: Mapping[str, str], name: str) -> int:
    try:
        times = int(attribute(attributes, name) or "1")
    except ValueError as fault:
        raise Refused("damaged") from fault
    return min(max(times, 1), _ROW_END)


class _Reader:
    """Gathers the sheets' cells from the elements of content.xml."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: list[FoundSheet] = []
        self.row = self.column = self.row_times = self.cell_times = 0
        self.cells: list[tuple[int, int, str, str]] = []  # of the row: column, times, kind, text
        self.attributes: Mapping[str, str] = {}
        self.paragraphs: list[list[str]] = []
        self.aside = 0  # inside a comment
        self.inside = False

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "table":
            self.sheets.append(FoundSheet(attribute(attributes, "name"), self.limits))
            self.row = 0
            if len(self.sheets) > self.limits.sheets:
                raise Refused("too_many_sheets", limit=self.limits.sheets)
        elif element == "table-row":
            self.row_times, self.column, self.cells = _repeated(attributes, "number-rows-repeated"), 0, []
        elif element in {"table-cell", "covered-table-cell"}:
            self.attributes, self.paragraphs, self.inside = attributes, [], element == "table-cell"
            self.cell_times = _repeated(attributes, "number-columns-repeated")
        elif element == "annotation":
            self.aside += 1
        elif self.inside and not self.aside:
            self._start_text(element, attributes)

    def _start_text(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "p":
            self.paragraphs.append([])
        elif self.paragraphs and element == "s":
            self.paragraphs[-1].append(" " * min(_repeated(attributes, "c"), self.limits.text))
        elif self.paragraphs and element in {"tab", "line-break"}:
            self.paragraphs[-1].append("\t" if element == "tab" else "\n")

    def text(self, piece: str) -> None:
        if self.inside and not self.aside and self.paragraphs:
            self.paragraphs[-1].append(piece)

    def end(self, element: str) -> None:
        if element == "annotation":
            self.aside -= 1
        elif element in {"table-cell", "covered-table-cell"}:
            if self.inside:
                self._end_cell()
            self.column, self.inside = self.column + self.cell_times, False
        elif element == "table-row":
            self._end_row()

    def _end_cell(self) -> None:
        shown = "\n".join("".join(pieces) for pieces in self.paragraphs)
        kind, text = _value(self.attributes, shown)
        if kind != "empty":
            self.cells.append((self.column, self.cell_times, kind, text))
        wide = _repeated(self.attributes, "number-columns-spanned")
        high = _repeated(self.attributes, "number-rows-spanned")
        if self.sheets and (wide > 1 or high > 1):
            first = _ref(self.row, self.column)
            self.sheets[-1].merged.append(f"{first}:{_ref(self.row + high - 1, self.column + wide - 1)}")

    def _end_row(self) -> None:
        if not self.sheets:
            raise Refused("damaged")
        sheet = self.sheets[-1]
        if self.cells:
            for row in range(self.row, self.row + self.row_times):
                for column, times, kind, text in self.cells:
                    for each in range(column, column + times):
                        sheet.put_text(row, each, text) if kind == "text" else sheet.put(
                            row, each, kind, text
                        )
        self.row += self.row_times


def _ref(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return f"{letters}{row + 1}"


def _value(attributes: Mapping[str, str], shown: str) -> tuple[str, str]:
    """(kind, text) of a cell from what it declares; a formula before all else."""
    if attribute(attributes, "formula"):
        return "formula", ""
    kind = attribute(attributes, "value-type")
    if kind in {"float", "currency", "percentage"}:
        return "percent" if kind == "percentage" else "number", _number(attribute(attributes, "value"))
    if kind == "date":
        return _moment(attribute(attributes, "date-value"))
    if kind == "boolean":
        return "text", "SANT" if attribute(attributes, "boolean-value") == "true" else "FALSKT"
    if not shown.strip():
        return "empty", ""
    return "text", shown


def _number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation as fault:
        raise Refused("damaged") from fault
    if not number.is_finite() or not -400 < number.adjusted() < 400:
        raise Refused("damaged")
    return str(number)


def _moment(text: str) -> tuple[str, str]:
    try:
        if "T" not in text:
            return "date", date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(text).replace(microsecond=0, tzinfo=None)
    except ValueError as fault:
        raise Refused("damaged") from fault
    return "datetime", moment.isoformat()
