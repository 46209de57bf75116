"""Corrections: what is due now less what has been billed, as lines tied to the line they correct.

Practice (UEDB, SKR): payments are made on what was known and adjusted afterwards. Here the adjustment is nothing
but the difference between two sums, so doing it twice finds nothing the second time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import numpy as np

from gemensam.rules.pricing.amounts import from_units, to_units
from gemensam.rules.terms import Bool, Int64


class LineKind(StrEnum):
    """What a line of an invoice basis is. The value is the stored code."""

    BASIS = "basis"  # a month billed for the first time
    CREDIT = "credit"  # a month that should not have been billed
    RETRO = "retro"  # the same month to another price


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What is paid for once: a placement's month, for one part of the price."""

    placement: str
    year: int
    month: int
    part: str


@dataclass(frozen=True, slots=True)
class Due:
    """What one debtor owes for a key by what is known now. ``price`` tells which price row gave it."""

    key: Key
    debtor: str
    amount: Decimal
    reading_date: date
    price: str


@dataclass(frozen=True, slots=True)
class Billed:
    """A line that has been made earlier, corrections included. ``frozen``: disputed, so not corrected now."""

    line: str
    key: Key
    debtor: str
    amount: Decimal
    reading_date: date
    price: str
    origin: str = ""
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """A line to make. ``origin`` is the line that was billed first, empty when there is none."""

    kind: LineKind
    key: Key
    debtor: str
    amount: Decimal
    reading_date: date
    price: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Differences:
    """Columns of equal length: key, what is to be added, the row of due and the first billed row (-1 = none)."""

    key: Int64
    amount: Int64
    due_row: Int64
    billed_row: Int64


def differences(
    *, billed_key: Int64, billed_amount: Int64, frozen: Bool, due_key: Int64, due_amount: Int64, debtors: int
) -> Differences:
    """Every key whose due and billed amounts differ, in order of key: practice, the difference and nothing else.

    Keys hold the debtor last: key = slot × debtors + debtor. A slot with a frozen line is left as it is.
    """
    keys, place = np.unique(np.concatenate([billed_key, due_key]), return_inverse=True)
    owed, paid = np.zeros(keys.size, dtype=np.int64), np.zeros(keys.size, dtype=np.int64)
    of_billed, of_due = place[: billed_key.size], place[billed_key.size :]
    np.add.at(paid, of_billed, billed_amount)
    np.add.at(owed, of_due, due_amount)
    first_billed, due_row = np.full(keys.size, -1, dtype=np.int64), np.full(keys.size, -1, dtype=np.int64)
    first_billed[of_billed[::-1]] = np.arange(
        billed_key.size - 1, -1, -1
    )  # the first one written last stands
    due_row[of_due] = np.arange(due_key.size)
    changed = (owed != paid) & ~np.isin(keys // debtors, np.unique(billed_key[frozen] // debtors))
    return Differences(keys[changed], (owed - paid)[changed], due_row[changed], first_billed[changed])


def kinds_of(found: Differences) -> list[LineKind]:
    """What each difference is: practice. Never billed = basis, nothing due = credit, else another price."""
    place = np.where(found.billed_row < 0, 0, np.where(found.due_row >= 0, 2, 1))
    kinds = (LineKind.BASIS, LineKind.CREDIT, LineKind.RETRO)
    return [kinds[one] for one in place.tolist()]


def correct(billed: Sequence[Billed], due: Sequence[Due]) -> tuple[Correction, ...]:
    """The lines that make billed and due the same, in order of key: practice, a correction names its origin.

    A key and debtor without earlier lines is billed; one with earlier lines gets the difference, as a credit when
    nothing is due any more and else as a retroactive line. Disputed keys wait until the dispute is decided.
    """
    every: list[Billed | Due] = [*billed, *due]
    slots = {key: number for number, key in enumerate(sorted({one.key for one in every}))}
    names = sorted({one.debtor for one in every})
    debtors = {name: number for number, name in enumerate(names)}

    def keys(pairs: Iterable[tuple[Key, str]]) -> Int64:
        return np.array([slots[key] * len(names) + debtors[name] for key, name in pairs], dtype=np.int64)

    found = differences(
        billed_key=keys((one.key, one.debtor) for one in billed),
        billed_amount=_units(line.amount for line in billed),
        frozen=np.array([line.frozen for line in billed], dtype=np.bool_),
        due_key=keys((one.key, one.debtor) for one in due),
        due_amount=_units(line.amount for line in due),
        debtors=max(len(names), 1),
    )
    columns = (column.tolist() for column in (found.amount, found.due_row, found.billed_row))
    return tuple(
        _correction(billed, due, kind, *row) for kind, *row in zip(kinds_of(found), *columns, strict=True)
    )


def _correction(
    billed: Sequence[Billed], due: Sequence[Due], kind: LineKind, units: int, due_row: int, billed_row: int
) -> Correction:
    rows: Sequence[Due | Billed] = due if due_row >= 0 else billed
    told = rows[due_row if due_row >= 0 else billed_row]
    origin = (billed[billed_row].origin or billed[billed_row].line) if billed_row >= 0 else ""
    return Correction(
        kind, told.key, told.debtor, from_units(units), told.reading_date, told.price, origin
    )  # fmt: skip


def _units(amounts: Iterable[Decimal]) -> Int64:
    return np.array([to_units(amount) for amount in amounts], dtype=np.int64)
