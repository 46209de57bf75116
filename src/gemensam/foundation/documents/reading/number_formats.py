"""What an Excel number format makes of a number: a plain number, a percentage, a date, a time."""

import re
from datetime import date, datetime, timedelta

_DATES = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
_TIMES = {18, 19, 20, 21, 45, 46, 47}
_PERCENTS = {9, 10}
_NOT_SIGNS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 31), date(1904, 1, 1)
LAST_SERIAL = 2_958_466  # 9999-12-31


def format_kind(format_id: int, code: str) -> str:
    """``number``, ``percent``, ``date`` (also with time) or ``time``; by id, else by the format's code."""
    if format_id in _DATES:
        return "date"
    if format_id in _TIMES:
        return "time"
    return "percent" if format_id in _PERCENTS else _kind_of_code(code)


def _kind_of_code(code: str) -> str:
    signs = _NOT_SIGNS.sub("", code.split(";", maxsplit=1)[0]).lower()
    if signs in {"general", "standard"}:
        return "number"
    if "%" in signs:
        return "percent"
    if re.search(r"[yd]", signs):
        return "date"
    if re.search(r"[hs]", signs):
        return "time"
    return "date" if "m" in signs and not re.search(r"[#0]", signs) else "number"


def moment_of(serial: float, *, from_1904: bool) -> tuple[str, str] | None:
    """A day number as (kind, text): ``date``, ``datetime``, ``text`` for a time of day; None beyond 9999.

    Excel counts from 1900-01-01 = 1 and believes in a 29 February 1900 (= 60).
    """
    if not 0 <= serial < LAST_SERIAL:
        return None
    days = int(serial)
    seconds = round((serial - days) * 86_400)
    if days == 0 and not from_1904:
        return "text", f"{timedelta(seconds=seconds)}"[:-3].zfill(5)
    if from_1904:
        day = _FIRST_DAY_1904 + timedelta(days=days)
    else:
        if days == 60:
            return None
        day = _FIRST_DAY + timedelta(days=days - (1 if days > 60 else 0))
    if not seconds:
        return "date", day.isoformat()
    return "datetime", (datetime.combine(day, datetime.min.time()) + timedelta(seconds=seconds)).isoformat()
