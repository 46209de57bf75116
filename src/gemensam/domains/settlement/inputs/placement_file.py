"""A file of placements as people make it: columns by their titles, every fault told at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gemensam.foundation.documents.tables import Cell, CellKind, Workbook
from gemensam.rules.pricing.codes import NAMES

TITLES = {
    "referens": "reference",
    "skolenhetskod": "school_unit",
    "program": "programme",
    "inriktning": "orientation",
    "utbildningen började": "education_start",
    "började": "starts",
    "slutade": "ends",
    "närvarande till": "present_until",
    "hemkommun": "home",
    "hemkommun från": "home_from",
    "skyddad": "protected",
    "namn": "pupil_name",
    "lärling": "apprenticeship",
    "sort": "track",
    "andra hand": "second_hand",
    "tillägg": "supplements",
    "imv började": "imv_start",
}
REQUIRED = ("reference", "school_unit", "programme", "education_start", "starts", "home", "protected")
TRACKS = {
    "": "national_programme", "nationellt program": "national_programme", "ib": "ib", "imv": "imv",
    "särskild variant": "national_variant", "individuellt": "individual", "anpassad": "adapted",
}  # fmt: skip
_YES, _NO = {"ja", "j", "x", "1"}, {"", "nej", "n", "0"}
_PROGRAMMES = frozenset(code for code, _ in NAMES)
MAX_FAULTS = 200


@dataclass(frozen=True, slots=True)
class FileFault:
    """What is wrong and where. ``row`` as the spreadsheet counts; ``column`` is the title."""

    row: int
    column: str
    code: str
    value: str = ""


@dataclass(slots=True)
class FilePlacement:
    """One pupil of the file, with every municipality of residence that its rows tell."""

    row: int
    values: dict[str, Any]
    homes: list[tuple[date, str]] = field(default_factory=list)


def read_placements(
    workbook: Workbook, municipalities: Mapping[str, str], units: Mapping[str, object]
) -> tuple[list[FilePlacement], list[FileFault]]:
    """The file's placements and everything that is wrong with it.

    municipalities: code by lower-case name and by code. units: by school unit code. Several rows with one reference are
    one pupil who has moved: each row tells a municipality of residence from a day.
    """
    if not workbook.sheets or not workbook.sheets[0].rows:
        return [], [FileFault(1, "", "empty")]
    titles, *rows = workbook.sheets[0].rows
    columns = {TITLES[name]: cell.column for cell in titles if (name := cell.text.strip().lower()) in TITLES}
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        return [], [FileFault(1, _title(name), "no_column") for name in missing]
    reader = _Reader(columns, municipalities, units)
    found: dict[str, FilePlacement] = {}
    for cells in rows:
        if any(cell.text.strip() for cell in cells):
            reader.read(cells, found)
    if not found and not reader.faults:
        return [], [FileFault(2, "", "empty")]
    return list(found.values()), reader.faults[:MAX_FAULTS]


def _title(name: str) -> str:
    return next(title for title, code in TITLES.items() if code == name).capitalize()


class _Reader:
    """Reads row after row and gathers faults."""

    def __init__(
        self, columns: Mapping[str, int], municipalities: Mapping[str, str], units: Mapping[str, object]
    ) -> None:
        self.columns, self.municipalities, self.units = columns, municipalities, units
        self.faults: list[FileFault] = []
        self.row = 0

    def read(self, cells: tuple[Cell, ...], found: dict[str, FilePlacement]) -> None:
        self.row = cells[0].row + 1
        before = len(self.faults)
        values = {name: self._value(name, cells) for name in TITLES.values()}
        if len(self.faults) > before:
            return
        home, moved = values.pop("home"), values.pop("home_from") or values["starts"]
        known = found.get(values["reference"])
        if known is None:
            known = found[values["reference"]] = FilePlacement(self.row, values)
        elif known.values != values:
            self._fault("reference", "differs", values["reference"])
            return
        if any(day == moved for day, _ in known.homes):
            self._fault("home_from", "twice", str(moved))
            return
        known.homes.append((moved, home))
        known.homes.sort()
        if values["ends"] and values["ends"] < values["starts"]:
            self._fault("ends", "before_start", str(values["ends"]))

    def _fault(self, name: str, code: str, value: str = "") -> None:
        self.faults.append(FileFault(self.row, _title(name), code, value[:40]))

    def _value(self, name: str, cells: tuple[Cell, ...]) -> Any:
        place = self.columns.get(name)
        cell = cells[place] if place is not None and place < len(cells) else None
        text = cell.text.strip() if cell else ""
        if not text and name in REQUIRED:
            self._fault(name, "required")
            return None
        return _READERS.get(name, _Reader._text)(self, name, cell, text)

    def _text(self, name: str, cell: Cell | None, text: str) -> str:
        return text

    def _reference(self, name: str, cell: Cell | None, text: str) -> str:
        digits = "".join(sign for sign in text if sign.isdigit())
        if len(digits) in {10, 12} and len(digits) >= len(text) - 1:
            self._fault(name, "civic_number")  # the value is not repeated: it may be a person's number
        return text

    def _date(self, name: str, cell: Cell | None, text: str) -> date | None:
        if not text or cell is None:
            return None
        if isinstance(cell.value, datetime):
            return cell.value.date()
        if isinstance(cell.value, date):
            return cell.value
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._fault(name, "date", text)
            return None

    def _flag(self, name: str, cell: Cell | None, text: str) -> bool:
        if text.lower() not in _YES | _NO:
            self._fault(name, "yes_or_no", text)
        return text.lower() in _YES

    def _home(self, name: str, cell: Cell | None, text: str) -> str:
        code = self.municipalities.get(text.lower()) or self.municipalities.get(text.zfill(4))
        if code is None and not (text.isdigit() and len(text) == 4):
            self._fault(name, "municipality", text)
        return code or text

    def _unit(self, name: str, cell: Cell | None, text: str) -> object:
        code = _whole(cell, text)
        if code not in self.units:
            self._fault(name, "school_unit", text)
        return self.units.get(code)

    def _programme(self, name: str, cell: Cell | None, text: str) -> str:
        code = text.upper().removesuffix("25")
        if code not in _PROGRAMMES:
            self._fault(name, "programme", text)
        return code

    def _track(self, name: str, cell: Cell | None, text: str) -> str:
        if text.lower() not in TRACKS:
            self._fault(name, "track", text)
        return TRACKS.get(text.lower(), "")

    def _codes(self, name: str, cell: Cell | None, text: str) -> tuple[str, ...]:
        return tuple(part.strip().upper() for part in text.replace(";", ",").split(",") if part.strip())


def _whole(cell: Cell | None, text: str) -> str:
    if cell is not None and cell.kind is CellKind.NUMBER and isinstance(cell.value, Decimal):
        return f"{cell.value:f}".partition(".")[0]
    return text


_READERS: dict[str, Callable[[_Reader, str, Cell | None, str], Any]] = {
    "reference": _Reader._reference,
    "school_unit": _Reader._unit,
    "programme": _Reader._programme,
    "education_start": _Reader._date,
    "starts": _Reader._date,
    "ends": _Reader._date,
    "present_until": _Reader._date,
    "home": _Reader._home,
    "home_from": _Reader._date,
    "protected": _Reader._flag,
    "apprenticeship": _Reader._flag,
    "second_hand": _Reader._flag,
    "track": _Reader._track,
    "supplements": _Reader._codes,
    "imv_start": _Reader._date,
}
