"""Corrections: what is due now less what has been billed, as lines tied to the line they correct.

Practice (UEDB, SKR): payments are made on what was known and adjusted afterwards. Here the adjustment is nothing
but the difference between two sums, so doing it twice finds nothing the second time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


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


_NOTHING: Final = Decimal(0)


def correct(billed: Iterable[Billed], due: Iterable[Due]) -> tuple[Correction, ...]:
    """The lines that make billed and due the same, in order of key: practice, a correction names its origin.

    A key and debtor without earlier lines is billed; one with earlier lines gets the difference, as a credit when
    nothing is due any more and else as a retroactive line. Disputed keys wait until the dispute is decided.
    """
    lines: dict[tuple[Key, str], list[Billed]] = defaultdict(list)
    for line in billed:
        lines[line.key, line.debtor].append(line)
    owed = {(one.key, one.debtor): one for one in due}
    frozen = {line.key for several in lines.values() for line in several if line.frozen}
    wanted = sorted(key for key in {*lines, *owed} if key[0] not in frozen)
    found = (_difference(key, lines.get(key, []), owed) for key in wanted)
    return tuple(one for one in found if one is not None)


def _difference(
    key: tuple[Key, str], lines: list[Billed], owed: Mapping[tuple[Key, str], Due]
) -> Correction | None:
    due = owed.get(key)
    amount = (due.amount if due else _NOTHING) - sum((line.amount for line in lines), _NOTHING)
    if amount == 0:
        return None
    if not lines:
        assert due is not None  # the keys come from the two, so one of them is there
        return Correction(LineKind.BASIS, *key, amount, due.reading_date, due.price)
    first = lines[0]
    kind = LineKind.RETRO if due else LineKind.CREDIT
    told = due or first
    return Correction(kind, *key, amount, told.reading_date, told.price, first.origin or first.line)
