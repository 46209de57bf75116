"""School terms as money counts them: 1 January–30 June and 1 July–31 December (GF 13:1, practice)."""

from datetime import date, timedelta
from typing import Final

FIRST_AUTUMN_MONTH: Final = 7


def term_of(day: date) -> tuple[date, date]:
    """First and last day of the term that the day is in; an autumn term counts from 1 July: GF 13:1."""
    if day.month >= FIRST_AUTUMN_MONTH:
        return date(day.year, 7, 1), date(day.year, 12, 31)
    return date(day.year, 1, 1), date(day.year, 6, 30)


def end_of_terms(start: date, terms: int) -> date:
    """Last day of the last of so many terms, the one that ``start`` is in first: SL 17:23 through practice."""
    last = term_of(start)[1]
    for _ in range(terms - 1):
        last = term_of(last + timedelta(days=1))[1]
    return last
