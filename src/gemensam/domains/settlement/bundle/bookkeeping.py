"""Bookkeeping of invoices as SIE 4 (import), in code page 437, with a control sum (KSUMMA).

The format is that of the SIE association (sie.se, SIE-filformat 4): one voucher for each invoice, debit receivable
and credit income. Sums must be nought or nothing is written.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

ENCODING: Final = "cp437"  # what SIE calls PC8
SERIES: Final = "IKE"


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of a voucher: account, and amount that is negative in credit."""

    account: str
    amount: Decimal
    text: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """One voucher. Its postings add up to nought."""

    number: int
    day: date
    text: str
    postings: Sequence[Posting]


@dataclass(frozen=True, slots=True)
class Books:
    """Whose books, for what year, with the accounts that are used and their names."""

    company: str
    organisation_number: str
    year: int
    made: date
    program_version: str
    accounts: Sequence[tuple[str, str]]
    vouchers: Sequence[Voucher]


class UnbalancedError(Exception):
    """A voucher does not add up to nought. Carries its number."""


def sie_file(books: Books) -> bytes:
    """The file, with CR LF as SIE demands. Raises UnbalancedError."""
    number = books.organisation_number
    rows: list[tuple[str, ...]] = [
        ("#FLAGGA", "0"),
        ("#KSUMMA",),
        ("#PROGRAM", "Gemensam", books.program_version),
        ("#FORMAT", "PC8"),
        ("#GEN", f"{books.made:%Y%m%d}"),
        ("#SIETYP", "4"),
        ("#ORGNR", f"{number[:6]}-{number[6:]}"),
        ("#FNAMN", books.company),
        ("#RAR", "0", f"{books.year}0101", f"{books.year}1231"),
        *(("#KONTO", account, name) for account, name in books.accounts),
    ]
    for voucher in books.vouchers:
        rows += _voucher(voucher)
    rows.append(("#KSUMMA", str(control_sum(rows[2:]))))
    return "".join(_written(row) + "\r\n" for row in rows).encode(ENCODING, errors="replace")


def control_sum(rows: Sequence[tuple[str, ...]]) -> int:
    """CRC-32 of labels and fields between the two KSUMMA posts; braces, quotes and separators do not count."""
    fields = "".join(field for row in rows for field in row if field not in {"{", "}"})
    return zlib.crc32(fields.encode(ENCODING, errors="replace"))


def _voucher(voucher: Voucher) -> list[tuple[str, ...]]:
    if sum((one.amount for one in voucher.postings), Decimal(0)) != 0:
        raise UnbalancedError(str(voucher.number))
    rows: list[tuple[str, ...]] = [
        ("#VER", SERIES, str(voucher.number), f"{voucher.day:%Y%m%d}", voucher.text),
        ("{",),
    ]
    for one in voucher.postings:
        rows.append(("#TRANS", one.account, "{", "}", f"{one.amount:.2f}", f"{voucher.day:%Y%m%d}", one.text))
    return [*rows, ("}",)]


def _written(row: tuple[str, ...]) -> str:
    return " ".join(_field(field) for field in row).replace("{ }", "{}")


def _field(field: str) -> str:
    plain = field.replace('"', '\\"')
    if plain in {"{", "}"}:
        return plain
    needs_quotes = not plain or any(sign in plain for sign in ' \t"{}')
    return f'"{plain}"' if needs_quotes else plain
