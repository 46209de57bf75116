"""Swedish public holidays by rule: lag (1989:253) om allmänna helgdagar, as it stands since 2005."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class PublicHoliday(StrEnum):
    """The public holidays of SFS 1989:253 that are not simply Sundays."""

    NEW_YEAR = "new_year"
    EPIPHANY = "epiphany"
    GOOD_FRIDAY = "good_friday"
    EASTER_DAY = "easter_day"
    EASTER_MONDAY = "easter_monday"
    MAY_DAY = "may_day"
    ASCENSION = "ascension"
    PENTECOST = "pentecost"
    NATIONAL_DAY = "national_day"
    MIDSUMMER_DAY = "midsummer_day"
    ALL_SAINTS = "all_saints"
    CHRISTMAS_DAY = "christmas_day"
    BOXING_DAY = "boxing_day"


FIRST_YEAR: Final = 2005  # SFS 2004:1320: National Day instead of Whit Monday
_SATURDAY: Final = 5
_SUNDAY: Final = 6


def easter_day(year: int) -> date:
    """Easter Day: the Sunday after the first ecclesiastical full moon from 21 March (SFS 1989:253 needs it).

    The moon follows the 19-year cycle of the Gregorian calendar with its solar and lunar corrections.
    """
    golden = year % 19
    century = year // 100
    solar = century - century // 4
    lunar = (8 * century + 13) // 25
    days = (19 * golden + solar - lunar + 15) % 30
    # No full moon after 18 April, and none twice on that day within a cycle: it is put a day earlier.
    days -= days == 29 or (days == 28 and golden > 10)
    full_moon = date(year, 3, 21) + timedelta(days=days)
    return full_moon + timedelta(days=_SUNDAY - full_moon.weekday() or 7)


def public_holidays(year: int) -> dict[date, PublicHoliday]:
    """Public holidays of a year besides Sundays, by date: SFS 1989:253, 1 §. ValueError before 2005.

    Two holidays on one day (Ascension on 1 May, Pentecost on 6 June) are told by the movable one's name.
    """
    if year < FIRST_YEAR:
        raise ValueError(f"the holidays before {FIRST_YEAR} followed another law")
    easter = easter_day(year)
    return {
        date(year, 1, 1): PublicHoliday.NEW_YEAR,
        date(year, 1, 6): PublicHoliday.EPIPHANY,
        date(year, 5, 1): PublicHoliday.MAY_DAY,
        date(year, 6, 6): PublicHoliday.NATIONAL_DAY,
        easter - timedelta(days=2): PublicHoliday.GOOD_FRIDAY,
        easter: PublicHoliday.EASTER_DAY,
        easter + timedelta(days=1): PublicHoliday.EASTER_MONDAY,
        easter + timedelta(days=39): PublicHoliday.ASCENSION,
        easter + timedelta(days=49): PublicHoliday.PENTECOST,
        _first_saturday_from(date(year, 6, 20)): PublicHoliday.MIDSUMMER_DAY,
        _first_saturday_from(date(year, 10, 31)): PublicHoliday.ALL_SAINTS,
        date(year, 12, 25): PublicHoliday.CHRISTMAS_DAY,
        date(year, 12, 26): PublicHoliday.BOXING_DAY,
    }


def is_weekday(day: date) -> bool:
    """Is the day one on which an act can fall due? Lag (1930:173) om beräkning av lagstadgad tid, 2 §.

    Not Saturdays, Sundays and public holidays, nor Midsummer Eve, Christmas Eve and New Year's Eve.
    """
    holidays = public_holidays(day.year)
    eves = (
        _first_saturday_from(date(day.year, 6, 20)) - timedelta(days=1),
        date(day.year, 12, 24),
        date(day.year, 12, 31),
    )
    return day.weekday() < _SATURDAY and day not in holidays and day not in eves


def _first_saturday_from(day: date) -> date:
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)
