"""Civic number (SS 12000 civicNo): personnummer, samordningsnummer and temporary TF numbers as one type.

Folkbokföringslagen (1991:481) 18 §: six digits of birth, hyphen ("+" from the year one turns 100), three
digits of birth number, one check digit. Lag (2022:1697) om samordningsnummer: the day of birth plus 60.
TF numbers are given by schools to those who have neither: ``YYYYMMDD-TFnn`` or ``YYYYMMDD-Tnnn``.

The value never shows itself: ``repr``, ``str`` and ``format`` are masked; only ``.value`` is the number.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_SHAPE = re.compile(
    r"(?P<century>\d\d)?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<sign>[-+]?)(?P<number>\d{4}|TF\d\d|T\d{3})\Z",
    re.ASCII,
)
_SPACES_AND_DASHES = str.maketrans(
    {"\u00a0": "", "\u202f": "", " ": "", "‐": "-", "‑": "-", "–": "-", "−": "-"}
)
COORDINATION_DAYS = 60


class CivicNumberKind(StrEnum):
    """What kind of number it is. The value is the stored code."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    TF = "tf"


class CivicNumberError(ValueError):
    """The text is no civic number. ``code``: empty, form, date, future, too_old, century, check_digit."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _check_digit(nine_digits: str) -> int:
    """Luhn's mod 10 over six digits of birth and three of birth number (SKV 704)."""
    total = 0
    for position, digit in enumerate(nine_digits):
        product = int(digit) * (2 if position % 2 == 0 else 1)
        total += product // 10 + product % 10
    return -total % 10


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise CivicNumberError("date") from fault


def _birth_date(parts: dict[str, str], day: int, today: date) -> date:
    """Birth date: century as written, else "-" (or no sign) turns at most 99 this year and "+" 100-199."""
    month, short_year = int(parts["month"]), int(parts["year"])
    if parts["century"]:
        born = _day(int(parts["century"]) * 100 + short_year, month, day)
        if parts["sign"] == "+" and today.year - born.year < 100:
            raise CivicNumberError("century")
        return born
    year = today.year - (today.year - short_year) % 100
    if parts["sign"] == "+":
        year -= 100
    return _day(year, month, day)


@dataclass(frozen=True, slots=True, repr=False)
class CivicNumber:
    """A valid civic number. ``value`` has 12 characters: ``YYYYMMDDNNNN``, ``…TFnn`` or ``…Tnnn``."""

    value: str
    kind: CivicNumberKind
    birth_date: date

    @classmethod
    def parse(cls, text: str, *, today: date) -> "CivicNumber":
        """Read a number in any usual form: 10 or 12 digits, with or without ``-``/``+`` and spaces.

        ``today`` decides the century of ten-digit forms. Raises CivicNumberError(code), never with the text.
        """
        cleaned = text.strip().upper().translate(_SPACES_AND_DASHES)
        if not cleaned:
            raise CivicNumberError("empty")
        found = _SHAPE.match(cleaned)
        if found is None:
            raise CivicNumberError("form")
        parts = {name: part or "" for name, part in found.groupdict().items()}
        day, kind = int(parts["day"]), CivicNumberKind.PERSONNUMMER
        if parts["number"].startswith("T"):
            kind = CivicNumberKind.TF
        elif day > COORDINATION_DAYS:
            kind, day = CivicNumberKind.SAMORDNINGSNUMMER, day - COORDINATION_DAYS
        born = _birth_date(parts, day, today)
        if born > today:
            raise CivicNumberError("future")
        if today.year - born.year > 130:
            raise CivicNumberError("too_old")
        number = parts["number"]
        short = f"{parts['year']}{parts['month']}{parts['day']}"
        if kind is not CivicNumberKind.TF:
            if number[:3] == "000":  # birth numbers are given from 001
                raise CivicNumberError("form")
            if _check_digit(short + number[:3]) != int(number[3]):
                raise CivicNumberError("check_digit")
        return cls(f"{born.year:04}{parts['month']}{parts['day']}{number}", kind, born)

    @classmethod
    def stored(cls, value: str) -> "CivicNumber":
        """From ``value`` as the database keeps it: already checked once, checked again for shape only."""
        found = _SHAPE.match(value)
        if found is None or len(value) != 12:
            raise CivicNumberError("form")
        day, kind = int(value[6:8]), CivicNumberKind.PERSONNUMMER
        if value[8] == "T":
            kind = CivicNumberKind.TF
        elif day > COORDINATION_DAYS:
            kind, day = CivicNumberKind.SAMORDNINGSNUMMER, day - COORDINATION_DAYS
        return cls(value, kind, _day(int(value[:4]), int(value[4:6]), day))

    def masked(self) -> str:
        """The year of birth and nothing more: ``2010••••-••••``."""
        return f"{self.value[:4]}••••-••••"

    def formatted(self) -> str:
        """The whole number as people write it, ``20100101-1234``: only for those who may see it."""
        return f"{self.value[:8]}-{self.value[8:]}"

    def __repr__(self) -> str:
        return f"CivicNumber({self.masked()})"

    def __str__(self) -> str:
        return self.masked()

    def __format__(self, specification: str) -> str:
        return format(self.masked(), specification)
