"""What is known of prices on a day: rows of every list that a price can be taken from, each with its source.

The lists: the co-operation's joint list (samverkansavtal), each provider's own cost and each municipality's own
grant (SL 16:51–55), Skolverket's national list and its amounts for national variants (SKOLFS, GF 13:9, 5:25).
Rows are plain values, so that a table, a file or the database can give them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final


class PriceList(StrEnum):
    """Which list a row belongs to. The value is the stored code."""

    JOINT = "joint"  # samverkansprislistan: what municipalities pay one another, with administration
    SELF_COST = "self_cost"  # one provider's own cost for the education, with administration: SL 16:51
    OWN_GRANT = "own_grant"  # one municipality's basic amount to independent schools, with VAT: SL 16:52
    NATIONAL = "national"  # riksprislistan, with VAT: GF 13:9
    NATIONAL_VARIANT = "national_variant"  # Skolverket's amount for one provider's special variant: SL 16:51
    INDIVIDUAL = "individual"  # agreed price of one provider's introduction programme: SL 17:29
    IMV_SUPPORT = "imv_support"  # the support part of programme-oriented choice: SL 17:23–25


class Cohort(StrEnum):
    """Which curriculum an education that starts on a day follows."""

    GY11 = "gy11"
    GY25 = "gy25"


GY25_STARTS: Final = date(2025, 7, 1)  # education that starts after 30 June 2025: SFS 2022:1089


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """One amount of one version of one list, kr a pupil and year.

    programme and orientation: codes as in the list ("BA", "MA"); orientation empty = the programme otherwise.
    cohort and apprenticeship None = for both. party: municipality code or provider id whose price it is, else
    empty. with_vat: the six per cent are in the amount. published: the day from which the version is known.
    """

    list: PriceList
    version: str
    row: str
    programme: str
    amount: Decimal
    valid_from: date
    published: date
    valid_to: date | None = None
    orientation: str = ""
    cohort: Cohort | None = None
    apprenticeship: bool | None = None
    party: str = ""
    with_vat: bool = False
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares that the law fixes, as parameters of a version: GF 13:3."""

    administration: Decimal = Decimal("0.03")
    vat: Decimal = Decimal("0.06")

    @property
    def vat_factor(self) -> Decimal:
        """What an amount without VAT is multiplied by."""
        return 1 + self.vat


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the book: an education, when it began, the day, and whose price."""

    programme: str
    orientation: str
    education_start: date
    on: date
    apprenticeship: bool = False
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Every row at hand. ``area``: municipality codes of the primary co-operation area (SL 15:30 a)."""

    rows: tuple[PriceRow, ...]
    area: frozenset[str] = frozenset()
    rates: Rates = field(default_factory=Rates)
    _index: dict[tuple[PriceList, str, str], list[PriceRow]] = field(
        init=False, repr=False, compare=False, default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        """Index the rows by list, party and programme."""
        for row in self.rows:
            self._index[row.list, row.party, row.programme].append(row)

    def find(self, list_: PriceList, wanted: Wanted, party: str = "") -> PriceRow | None:
        """The row that holds, or None: the latest version in force on the day, then the most exact education.

        practice: a mid-year version holds from its day of effect; with ``known_on`` only versions published by
        then count, so that an earlier answer can be given again.
        """
        rows = [row for row in self._index.get((list_, party, wanted.programme), ()) if _fits(row, wanted)]
        return max(rows, key=_rank, default=None)

    def parties(self, list_: PriceList, programme: str) -> list[str]:
        """Whose prices for the programme the list has, in order: practice of the area's average."""
        found: Iterable[tuple[PriceList, str, str]] = self._index
        return sorted(party for kind, party, code in found if kind is list_ and code == programme and party)


def cohort_of(education_start: date) -> Cohort:
    """The curriculum of an education by the day it starts: SFS 2022:1089, Gy25 from 1 July 2025."""
    return Cohort.GY25 if education_start >= GY25_STARTS else Cohort.GY11


def _fits(row: PriceRow, wanted: Wanted) -> bool:
    return (
        row.valid_from <= wanted.on
        and (row.valid_to is None or wanted.on <= row.valid_to)
        and (wanted.known_on is None or row.published <= wanted.known_on)
        and row.orientation in ("", wanted.orientation)
        and row.cohort in (None, cohort_of(wanted.education_start))
        and row.apprenticeship in (None, wanted.apprenticeship)
    )


def _rank(row: PriceRow) -> tuple[date, date, bool, bool, bool, str]:
    exact = (row.orientation != "", row.apprenticeship is not None, row.cohort is not None)
    return (row.valid_from, row.published, *exact, row.row)
