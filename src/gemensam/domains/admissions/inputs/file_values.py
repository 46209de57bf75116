"""One cell → one value. A value that cannot be read becomes a fault of its row and column, never a guess."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from gemensam.domains.admissions.inputs.file_rows import RowFault
from gemensam.foundation.directory.civic_number import CivicNumber, CivicNumberError
from gemensam.foundation.documents.tables import Cell, CellKind

SWEDEN = ZoneInfo("Europe/Stockholm")
_YES = {"ja", "j", "yes", "y", "x", "1", "sant", "true"}
_NO = {"", "nej", "n", "no", "0", "falskt", "false", "-"}
_SECURITY = {
    "": "none", "nej": "none", "ingen": "none", "n": "none", "0": "none",
    "ja": "confidential", "sekretessmarkering": "confidential", "sekretess": "confidential", "sekr": "confidential",
    "skyddad folkbokföring": "protected_registration", "kvarskrivning": "protected_registration",
    "fingerade personuppgifter": "protected_registration",
}  # fmt: skip
_DASHES = {"-", "–", "—", "−", "streck"}
GRADES = ("A", "B", "C", "D", "E", "F", "G", "VG", "MVG")
LONGEST_TEXT = 200


class RowReader:
    """Reads the cells of one row by field code and gathers the faults."""

    def __init__(self, row: int, cells: Mapping[str, Cell], titles: Mapping[str, str], today: date) -> None:
        self.row = row
        self.cells = cells
        self.titles = titles
        self.today = today
        self.faults: list[RowFault] = []
        self.number = ""  # the person's own civic number, once it has been read

    def has(self, code: str) -> bool:
        """Whether the file has a column for the field."""
        return code in self.cells

    def fault(self, code: str, kind: str, **facts: str) -> None:
        """Note a fault in the field's column."""
        self.faults.append(RowFault(self.row, self.titles.get(code, ""), kind, facts))

    def raw(self, code: str) -> str:
        """The cell as a person reads it; a formula or an error value is a fault."""
        cell = self.cells.get(code)
        if cell is None or cell.kind is CellKind.EMPTY:
            return ""
        if cell.kind is CellKind.FORMULA:
            self.fault(code, "formula")
            return ""
        if cell.kind is CellKind.ERROR:
            self.fault(code, "error_value", value=cell.text[:20])
            return ""
        return cell.text.strip()

    def text(self, code: str, *, required: bool = False, limit: int = LONGEST_TEXT) -> str:
        """A text, at most ``limit`` characters."""
        value = " ".join(self.raw(code).split())
        if required and not value and not self._already(code):
            self.fault(code, "empty")
        if len(value) > limit:
            self.fault(code, "too_long", limit=str(limit))
            return value[:limit]
        return value

    def _already(self, code: str) -> bool:
        return any(fault.column == self.titles.get(code, "") for fault in self.faults)

    def yes(self, code: str) -> bool:
        """Yes or no in the ways people write it; empty = no."""
        value = self.raw(code).casefold()
        if value in _YES:
            return True
        if value not in _NO:
            self.fault(code, "not_yes_or_no", value=value[:20])
        return False

    def whole(self, code: str, *, required: bool = False, least: int = 0, most: int = 100_000) -> int | None:
        """A whole number within limits; None when empty."""
        value = re.sub(r"[\s\u00a0\u202f]", "", self.raw(code))
        if not value:
            if required and not self._already(code):
                self.fault(code, "empty")
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}(?:[.,]0+)?", value):
            self.fault(code, "not_whole", value=value[:20])
            return None
        number = int(re.split(r"[.,]", value)[0])
        if not least <= number <= most:
            self.fault(code, "out_of_range", value=str(number), least=str(least), most=str(most))
            return None
        return number

    def decimal(self, code: str, *, most: int = 100_000) -> Decimal | None:
        """A decimal number ≥ 0 with comma or point, at most six decimals; None when empty."""
        value = re.sub(r"[\s\u00a0\u202f]", "", self.raw(code)).replace(",", ".")
        if not value:
            return None
        try:
            number = Decimal(value) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", value) else None
        except InvalidOperation:
            number = None
        if number is None or number > most:
            self.fault(code, "not_decimal", value=value[:20])
            return None
        return number

    def one_of(self, code: str, values: Mapping[str, str], *, empty: str) -> str:
        """A word out of ``values`` (as written in files → stored code)."""
        value = self.raw(code).casefold()
        if not value:
            return empty
        if value not in values:
            self.fault(code, "not_one_of", value=value[:30], allowed=", ".join(sorted(values)))
            return empty
        return values[value]

    def civic_no(self, code: str, *, required: bool = True) -> CivicNumber | None:
        """A personal identity number in any common form."""
        value = self.raw(code)
        if not value:
            if required and not self._already(code):
                self.fault(code, "empty")
            return None
        try:
            number = CivicNumber.parse(value, today=self.today)
        except CivicNumberError as error:
            self.fault(code, f"civic_no_{error.code}")
            return None
        if code == "civic_no":
            self.number = number.value
        return number

    def security_marking(self, code: str) -> str:
        """A protection marking. A word that is not understood protects, and is a fault."""
        value = self.raw(code).casefold()
        if value in _SECURITY:
            return _SECURITY[value]
        self.fault(code, "security_marking", value=value[:30])
        return "confidential"

    def grade(self, code: str) -> str:
        """A grade, or "-" for no basis, or "" when nothing is written."""
        value = self.raw(code)
        if value in _DASHES or value.casefold() in _DASHES:
            return "-"
        if not value or value.upper() in GRADES:
            return value.upper()
        self.fault(code, "grade", value=value[:10])
        return ""

    def email(self, code: str) -> str:
        """An address, as far as it can be told without writing to it; empty when nothing is written."""
        value = self.text(code, limit=254)
        if value and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", value):
            self.fault(code, "email")
        return value

    def moment(self, code: str, *, end_of_day: bool = False) -> datetime | None:
        """A date or date-time in Swedish time; None when empty."""
        cell = self.cells.get(code)
        if cell is not None and isinstance(cell.value, datetime):
            return cell.value if cell.value.tzinfo else cell.value.replace(tzinfo=SWEDEN)
        if cell is not None and isinstance(cell.value, date):
            return _of_day(cell.value, end_of_day)
        value = self.raw(code)
        if not value:
            return None
        parsed = _parse_moment(value, end_of_day)
        if parsed is None:
            self.fault(code, "not_a_date", value=value[:30])
        return parsed


def _of_day(day: date, end_of_day: bool) -> datetime:
    return datetime.combine(day, time(23, 59, 59) if end_of_day else time(0), tzinfo=SWEDEN)


def _parse_moment(value: str, end_of_day: bool) -> datetime | None:
    digits = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", value)
    text = "-".join(digits.groups()) if digits else value
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return _of_day(date.fromisoformat(text), end_of_day)
        if re.match(r"\d{4}-\d{2}-\d{2}[ T]\d{1,2}[:.]\d{2}", text):
            moment = datetime.fromisoformat(text.replace(".", ":", 1) if "." in text[:16] else text)
            return moment if moment.tzinfo else moment.replace(tzinfo=SWEDEN)
    except ValueError:
        return None
    return None
