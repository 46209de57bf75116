"""What a run is due, and what has been billed before: columns that the rules compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np

from gemensam.domains.settlement.inputs.price_book import price_book
from gemensam.domains.settlement.inputs.stays import agreements_on, stays_of, terms_by_home
from gemensam.domains.settlement.models import BasisLine, BasisRun
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.billing import DueLines, Stay, Terms, due_lines
from gemensam.rules.pricing.reading_days import months_billed_in
from gemensam.rules.terms import Bool, Int64

_SLOT = 13  # months and one


@dataclass(frozen=True, slots=True)
class YearDue:
    """Everything that is due for a year in the runs so far."""

    year: int
    months: tuple[int, ...]
    stays: Sequence[Stay]
    terms: dict[str, Terms]
    lines: DueLines


@dataclass(frozen=True, slots=True)
class Comparable:
    """Due and billed in the same codes: see ``rules.pricing.corrections.differences``."""

    due_key: Int64
    billed_key: Int64
    billed_amount: Int64
    billed_line: Int64
    billed_price: Int64
    billed_reading: Int64
    frozen: Bool
    parts: tuple[str, ...]
    debtors: tuple[str, ...]


def due_of(run: BasisRun) -> list[YearDue]:
    """What is due for the run's year up to its month, and for the year before if anything was billed then."""
    creditor = Organisation.objects.get(pk=run.creditor_id)
    found = [_year(creditor, run.year, tuple(range(1, run.month + 1)))]
    before = BasisLine.objects.filter(run__creditor=creditor.pk, year=run.year - 1)
    if before.exists():
        found.insert(0, _year(creditor, run.year - 1, tuple(range(1, 13))))
    return found


def _year(creditor: Organisation, year: int, months: tuple[int, ...]) -> YearDue:
    agreements = agreements_on(creditor.pk, date(year, months[-1], 28))
    book = price_book(year)
    stays = stays_of(creditor, agreements, year, book.area)
    paid = BasisLine.objects.filter(run__creditor=creditor.pk, year=year).values_list(
        "debtor_code", flat=True
    )
    terms = terms_by_home(agreements, {stay.case.home for stay in stays} | set(paid.distinct().order_by()))
    return YearDue(
        year, months, stays, terms, due_lines(stays, terms=terms, book=book, year=year, months=months)
    )


def comparable(due: YearDue, creditor_id: UUID) -> Comparable:
    """Read what has been billed, in the months that the run covers, and code both alike.

    A line of a debtor whose agreement does not bill the month yet is left out: the run says nothing about it.
    """
    rows = list(
        BasisLine.objects.filter(run__creditor=creditor_id, year=due.year)
        .order_by("pk")
        .values_list(
            "pk", "placement_id", "month", "part", "debtor_code", "units", "disputed", "price_id",
            "reading_date", "origin_id",
        )
    )  # fmt: skip
    asked = {
        home: {month for run in due.months for month in months_billed_in(terms.profile, run)}
        for home, terms in due.terms.items()
    }
    without = set(due.months)  # a debtor with whom nothing is agreed any more
    rows = [row for row in rows if row[2] in asked.get(row[4], without)]
    parts = sorted({row[3] for row in rows} | {used.part for used in due.lines.prices})
    debtors = sorted({row[4] for row in rows} | {stay.case.home for stay in due.stays})
    part_of, debtor_of = _numbers(parts), _numbers(debtors)
    return Comparable(
        due_key=_due_keys(due, part_of, debtor_of),
        billed_key=_keys(
            _column([row[1] for row in rows]),
            _column([row[2] for row in rows]),
            _column([part_of[row[3]] for row in rows]),
            _column([debtor_of[row[4]] for row in rows]),
            (len(parts), len(debtors)),
        ),
        billed_amount=_column([row[5] for row in rows]),
        billed_line=_column([row[9] or row[0] for row in rows]),
        billed_price=_column([row[7] for row in rows]),
        billed_reading=_column([row[8].toordinal() for row in rows]),
        frozen=np.array([row[6] for row in rows], dtype=np.bool_),
        parts=tuple(parts),
        debtors=tuple(debtors),
    )


def _numbers(names: Sequence[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


def _column(values: Sequence[int]) -> Int64:
    return np.array(values, dtype=np.int64)


def _due_keys(due: YearDue, part_of: dict[str, int], debtor_of: dict[str, int]) -> Int64:
    placements = _column([stay.placement for stay in due.stays])
    homes = _column([debtor_of[stay.case.home] for stay in due.stays])
    parts = _column([part_of[used.part] for used in due.lines.prices])
    stay = due.lines.stay
    size = (len(part_of), len(debtor_of))
    if not stay.size:
        return _column([])
    return _keys(placements[stay], due.lines.month, parts[due.lines.price], homes[stay], size)


def _keys(placement: Int64, month: Int64, part: Int64, debtor: Int64, size: tuple[int, int]) -> Int64:
    parts, debtors = max(size[0], 1), max(size[1], 1)
    return ((placement * _SLOT + month) * parts + part) * debtors + debtor


def parts_of(keys: Int64, parts: int, debtors: int) -> tuple[Int64, Int64, Int64, Int64]:
    """Placement, month, number of the part and of the debtor of each key."""
    rest, debtor = np.divmod(keys, max(debtors, 1))
    rest, part = np.divmod(rest, max(parts, 1))
    placement, month = np.divmod(rest, _SLOT)
    return placement, month, part, debtor
