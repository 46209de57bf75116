"""What the readers gather, and the limits they keep."""

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Refused(Exception):
    """The file is refused: a code and where. Becomes TableRefused in the calling process."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Limits:
    """As TableLimits, which see."""

    file_bytes: int
    unpacked_bytes: int
    ratio: int
    members: int
    sheets: int
    rows: int
    columns: int
    cells: int
    text: int
    seconds: int
    memory_bytes: int


@dataclass(slots=True)
class FoundSheet:
    """A sheet's cells that hold something: row → column → (kind, text)."""

    name: str
    limits: Limits
    hidden: bool = False
    merged: list[str] = field(default_factory=list)
    rows: dict[int, dict[int, tuple[str, str]]] = field(default_factory=dict)
    count: int = 0

    def put(self, row: int, column: int, kind: str, text: str) -> None:
        """Note one cell; raise Refused when it lies beyond, or makes the sheet go beyond, the limits."""
        if row >= self.limits.rows:
            raise Refused("too_many_rows", sheet=self.name, limit=self.limits.rows)
        if column >= self.limits.columns:
            raise Refused("too_many_columns", sheet=self.name, limit=self.limits.columns)
        if row < 0 or column < 0:
            raise Refused("damaged", sheet=self.name)
        if len(text) > self.limits.text:
            raise Refused(
                "text_too_long", sheet=self.name, row=row + 1, column=column + 1, limit=self.limits.text
            )
        self.count += 1
        if self.count > self.limits.cells:
            raise Refused("too_many_cells", sheet=self.name, limit=self.limits.cells)
        self.rows.setdefault(row, {})[column] = (kind, text)

    def put_text(self, row: int, column: int, text: str) -> None:
        """Note a text; one of spaces only is empty, one with signs that no text has refuses the file."""
        if _CONTROL.search(text):
            raise Refused("binary", sheet=self.name, row=row + 1, column=column + 1)
        if text.strip():
            self.put(row, column, "text", text if text.isascii() else unicodedata.normalize("NFC", text))

    def plain(self) -> dict:
        """As JSON: rows in order, cells in order of columns."""
        return {
            "name": self.name[:200],
            "hidden": self.hidden,
            "merged": self.merged[:10_000],
            "rows": [
                (row, [(column, *self.rows[row][column]) for column in sorted(self.rows[row])])
                for row in sorted(self.rows)
            ],
        }


def number_text(number: float) -> str:
    """A spreadsheet's binary number as the shortest decimal: 17.3, not 17.300000000000001."""
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - NaN differs from itself
        raise Refused("damaged")
    return str(Decimal(repr(number)))
