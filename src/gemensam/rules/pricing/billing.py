"""What a creditor is due for a year: stays × agreements × prices, as columns of lines (SL 16:50–55, agreements).

One stay is one pupil at one school with one municipality of residence. All stays are read at once: a single
pupil's case is one row. Amounts are whole ten-thousandths of a krona.
"""

from calendar import isleap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

import numpy as np

from gemensam.rules.pricing.amounts import to_units
from gemensam.rules.pricing.book import PriceBook
from gemensam.rules.pricing.cases import ChosenPrice, Per, PriceCase, PriceLine
from gemensam.rules.pricing.choosing import choose_price
from gemensam.rules.pricing.months import share_of_days, split_by_month
from gemensam.rules.pricing.reading_days import (
    OPEN_END,
    ReadingProfile,
    days_in_months,
    months_billed_in,
    months_hit,
    reading_dates,
)
from gemensam.rules.pricing.supplements import MONTHS_OF_A_TERM, supplement_months
from gemensam.rules.terms import Bool, Int32, Int64

SUPPLEMENT: Final = "supplement:"


@dataclass(frozen=True, slots=True)
class Supplement:
    """An amount on top, by the agreement: so much a term, billed so much a month."""

    code: str
    term_amount: Decimal
    monthly: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed with one debtor: how days are read, and which supplements are paid."""

    profile: ReadingProfile
    supplements: Mapping[str, Supplement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stay:
    """One pupil at one school with one residence. ``case``: the price's question, on any day.

    ends and present_until: last days, None = until further notice.
    """

    placement: int
    case: PriceCase
    starts: date
    ends: date | None = None
    present_until: date | None = None
    supplements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceUsed:
    """The price behind lines: whose part, the whole answer, and the line of it."""

    part: str
    chosen: ChosenPrice | None
    line: PriceLine | None
    supplement: Supplement | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """A stay that cannot be billed, and why (a code)."""

    placement: int
    code: str


@dataclass(frozen=True, slots=True)
class DueLines:
    """Columns of equal length, one row a line; ``stay`` and ``price`` are places in the sequences given."""

    stay: Int64
    month: Int64
    price: Int64
    reading: Int64
    amount: Int64
    prices: tuple[PriceUsed, ...]
    lacking: tuple[Lacking, ...]


@dataclass(slots=True)
class _Columns:
    """Lines gathered so far."""

    rows: list[tuple[Int64, Int64, Int64, Int64, Int64]] = field(default_factory=list)
    prices: dict[PriceUsed, int] = field(default_factory=dict)
    lacking: dict[Lacking, None] = field(default_factory=dict)

    def price(self, used: PriceUsed) -> int:
        return self.prices.setdefault(used, len(self.prices))

    def add(self, stays: Int64, month: int, price: int, reading: int, amount: Int64) -> None:
        kept = amount != 0
        rows = stays[kept]
        same = [np.full(rows.size, value, dtype=np.int64) for value in (month, price, reading)]
        self.rows.append((rows, same[0], same[1], same[2], amount[kept]))

    def done(self) -> DueLines:
        empty = np.empty(0, dtype=np.int64)
        stay, month, price, reading, amount = (
            np.concatenate([empty, *(row[place] for row in self.rows)]) for place in range(5)
        )
        return DueLines(stay, month, price, reading, amount, tuple(self.prices), tuple(self.lacking))


def due_lines(
    stays: Sequence[Stay], *, terms: Mapping[str, Terms], book: PriceBook, year: int, months: Collection[int]
) -> DueLines:
    """Every line that is due for the year in the runs of the given months, by law and agreement.

    terms: by municipality of residence. A stay without terms or without a price is told in ``lacking``; the
    price is that of the reading day, so that a new version counts from its day of effect.
    """
    columns = _Columns()
    numbers = {home: number for number, home in enumerate(terms)}
    together: dict[ReadingProfile, set[int]] = {}
    for home, agreed in terms.items():
        together.setdefault(agreed.profile, set()).add(numbers[home])
    homes = np.array([numbers.get(stay.case.home, -1) for stay in stays], dtype=np.int64)
    for place in np.flatnonzero(homes < 0).tolist():
        columns.lacking[Lacking(stays[place].placement, "no_agreement")] = None
    for profile, members in together.items():
        places = np.flatnonzero(np.isin(homes, sorted(members)))
        asked = [month for run in sorted(months) for month in months_billed_in(profile, run)]
        _profile_lines(_Work(stays, terms, book, columns), places, profile, (year, asked))
    return columns.done()


@dataclass(frozen=True, slots=True)
class _Work:
    """What every step needs."""

    stays: Sequence[Stay]
    terms: Mapping[str, Terms]
    book: PriceBook
    columns: _Columns


def _profile_lines(work: _Work, places: Int64, profile: ReadingProfile, when: tuple[int, list[int]]) -> None:
    """The lines of those whose agreements read the same days; stays with the same question are priced once."""
    year, asked = when
    share = _shares(profile, year, *_bounds(work.stays, places, profile))
    groups: dict[tuple[PriceCase, tuple[str, ...]], list[int]] = {}
    for row, place in enumerate(places.tolist()):
        stay = work.stays[place]
        groups.setdefault((stay.case, stay.supplements), []).append(row)
    days = reading_dates(profile, year)
    for (case, codes), rows in groups.items():
        inside = np.array(rows, dtype=np.int64)
        known = work.terms[case.home].supplements
        agreed = [known[code] for code in codes if code in known]
        for month in asked:
            hit = inside[share.any_of[inside, month - 1]]
            if hit.size:
                where = (places[hit], month, days[month - 1])
                chosen = choose_price(replace(case, on=where[2]), work.book)
                _month_lines(work, where, chosen, share.months(hit, month))
                _supplement_lines(where, agreed, work.columns)


def _bounds(stays: Sequence[Stay], places: Int64, profile: ReadingProfile) -> tuple[Int32, Int32]:
    starts = [stays[place].starts.toordinal() for place in places.tolist()]
    ends = [
        min(
            _end(stays[place].ends),
            _end(stays[place].present_until) if profile.presence else OPEN_END,
        )
        for place in places.tolist()
    ]
    return np.array(starts, dtype=np.int32), np.array(ends, dtype=np.int32)


def _end(day: date | None) -> int:
    return OPEN_END if day is None else day.toordinal()


@dataclass(frozen=True, slots=True)
class _MonthShare:
    """How a month's price is shared out: whole months, or the days of the year before and through the stay."""

    before: Int64 | None
    through: Int64 | None
    days: int
    month: int

    def of(self, yearly: int, monthly: int, size: int) -> Int64:
        if self.before is None or self.through is None:
            return np.full(size, monthly, dtype=np.int64)
        units = np.int64(yearly)
        return share_of_days(units, self.through, self.days) - share_of_days(units, self.before, self.days)


@dataclass(frozen=True, slots=True)
class _Shares:
    """Which months each stay is paid for, and for agreements by day which days."""

    any_of: Bool
    covered: Int32 | None
    first_day: Int64
    days: int

    def months(self, rows: Int64, month: int) -> _MonthShare:
        if self.covered is None:
            return _MonthShare(None, None, self.days, month)
        counted = self.covered[rows].astype(np.int64)
        before = self.first_day[rows] + counted[:, : month - 1].sum(axis=1)
        return _MonthShare(before, before + counted[:, month - 1], self.days, month)


def _shares(profile: ReadingProfile, year: int, starts: Int32, ends: Int32) -> _Shares:
    days = 366 if isleap(year) else 365
    if not profile.every_day:
        hits = months_hit(profile, year, starts, ends)
        return _Shares(hits, None, np.empty(0, dtype=np.int64), days)
    covered = days_in_months(year, starts, ends)
    first = np.maximum(starts.astype(np.int64) - date(year, 1, 1).toordinal(), 0)
    return _Shares(covered > 0, covered, first, days)


def _month_lines(
    work: _Work, where: tuple[Int64, int, date], chosen: ChosenPrice, share: _MonthShare
) -> None:
    places, month, reading = where
    state_pays = any(line.per is Per.TERM for line in chosen.lines)
    code = chosen.missing or ("state_pays" if state_pays else "")
    if code:
        for place in places.tolist():
            work.columns.lacking[Lacking(work.stays[place].placement, code)] = None
        return
    for line in chosen.lines:
        number = work.columns.price(PriceUsed(line.part.value, chosen, line))
        monthly = to_units(split_by_month(line.amount)[month - 1])
        amounts = share.of(to_units(line.amount), monthly, places.size)
        work.columns.add(places, month, number, reading.toordinal(), amounts)


def _supplement_lines(
    where: tuple[Int64, int, date], agreed: Sequence[Supplement], columns: _Columns
) -> None:
    places, month, reading = where
    for one in agreed:
        number = columns.price(PriceUsed(SUPPLEMENT + one.code, None, None, one))
        units = to_units(supplement_months(one.term_amount, one.monthly)[(month - 1) % MONTHS_OF_A_TERM])
        columns.add(places, month, number, reading.toordinal(), np.full(places.size, units, dtype=np.int64))
