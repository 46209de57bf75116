"""What if: the same round with other seats, offerings, rules or areas, and what differs then."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.explaining import SMALL_CELL
from gemensam.domains.admissions.bundle.mixing import numbered, with_ids
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.domains.admissions.bundle.running import RoundResult, admit
from gemensam.domains.admissions.bundle.what_if_applying import applied
from gemensam.domains.admissions.bundle.what_if_changes import Changes
from gemensam.rules.allocation import SeatKind

T = TypeVar("T")
HIDDEN: Final = "hidden"  # in place of a cut-off where few are admitted


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """Of a group of applicants: how many they are, have a place, have their first choice, and have none."""

    applicants: int
    admitted: int
    first_choice: int

    @property
    def unplaced(self) -> int:
        """Those who chose and have no place, and those who chose nothing."""
        return self.applicants - self.admitted


@dataclass(frozen=True, slots=True)
class SupplyFigures:
    """Of a programme's offerings: seats, admitted, of them on their first choice, seats left."""

    seats: int
    admitted: int
    first_choice: int
    vacant: int


@dataclass(frozen=True, slots=True)
class Cutoff:
    """Lowest merit at an offering before and after; HIDDEN where fewer than SMALL_CELL are admitted, "" for none."""

    offering: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A figure before and after."""

    before: T
    after: T


@dataclass(frozen=True, slots=True)
class Difference:
    """What the changes lead to. sexes: None where nobody's sex is known; the open format does not hold it.

    better, worse: applicants who got a choice that they rank higher, lower. cutoffs: of offerings where it differs.
    """

    everyone: Pair[GroupFigures]
    programmes: Mapping[str, Pair[SupplyFigures]]
    municipalities: Mapping[str, Pair[GroupFigures]]
    sexes: Mapping[str, Pair[GroupFigures]] | None
    better: int
    worse: int
    cutoffs: tuple[Cutoff, ...]


def what_if(
    round_: RoundInput, changes: Changes, sexes: Mapping[str, str] | None = None
) -> tuple[Difference, RoundResult]:
    """Run the round as it is and as it would be. GF 7:3–5, SL 16:43–47 as in every run. Raises ChangesRefused.

    sexes: applicant → any word, where known. Also returns the result as it would be.
    """
    before, after = admit(round_), admit(numbered(applied(with_ids(round_), changes)))
    return difference(before, after, sexes), after


def difference(before: RoundResult, after: RoundResult, sexes: Mapping[str, str] | None = None) -> Difference:
    """Two results of the same applicants side by side."""
    people = before.round.applicants
    homes = people["home_municipality"].to_list()
    wishes = _wishes(before), _wishes(after)
    known = [sexes.get(one, "") for one in people["applicant_id"]] if sexes else None
    better, worse = _turns(before, after)
    return Difference(
        everyone=_groups([""] * people.height, *wishes)[""] if people.height else _nobody(),
        programmes=_programmes(before, after),
        municipalities=_groups(homes, *wishes),
        sexes=_groups(known, *wishes) if known else None,
        better=better,
        worse=worse,
        cutoffs=_cutoffs(before, after),
    )


def _nobody() -> Pair[GroupFigures]:
    return Pair(GroupFigures(0, 0, 0), GroupFigures(0, 0, 0))


def _wishes(result: RoundResult) -> pl.Series:
    """The rank that each applicant was admitted to, 0 for none."""
    ranks = np.zeros(result.round.applicants.height, dtype=np.int64)
    rows = np.flatnonzero(result.kinds != SeatKind.NONE)
    ranks[result.decided.choices.applicant[rows]] = result.round.choices["rank"].to_numpy()[rows]
    return pl.Series(ranks)


def _groups(names: list[str], before: pl.Series, after: pl.Series) -> dict[str, Pair[GroupFigures]]:
    table = pl.DataFrame({"name": names, "before": before, "after": after})
    sums = table.group_by("name").agg(
        pl.len(),
        *((pl.col(one) > 0).sum().alias(f"{one}_any") for one in ("before", "after")),
        *((pl.col(one) == 1).sum().alias(f"{one}_first") for one in ("before", "after")),
    )
    return {
        row["name"]: Pair(
            GroupFigures(row["len"], row["before_any"], row["before_first"]),
            GroupFigures(row["len"], row["after_any"], row["after_first"]),
        )
        for row in sums.sort("name").iter_rows(named=True)
    }


def _programmes(before: RoundResult, after: RoundResult) -> dict[str, Pair[SupplyFigures]]:
    found = [_supply(before), _supply(after)]
    nothing = SupplyFigures(0, 0, 0, 0)
    names = sorted(found[0].keys() | found[1].keys())
    return {name: Pair(found[0].get(name, nothing), found[1].get(name, nothing)) for name in names}


def _supply(result: RoundResult) -> dict[str, SupplyFigures]:
    offerings = result.round.offerings
    first = (result.kinds != SeatKind.NONE) & (result.round.choices["rank"] == 1).to_numpy()
    counts = np.bincount(result.decided.choices.offering[first], minlength=offerings.height)
    table = result.cutoffs.with_columns(
        offerings["programme"], offerings["cancelled"], pl.Series("first", counts)
    )
    open_ = pl.when(pl.col("cancelled")).then(0)
    sums = table.group_by("programme").agg(
        open_.otherwise(pl.col("seats")).sum().alias("seats"),
        pl.col("admitted").sum(),
        pl.col("first").sum(),
        open_.otherwise(pl.col("vacant")).sum().alias("vacant"),
    )
    return {
        row["programme"]: SupplyFigures(row["seats"], row["admitted"], row["first"], row["vacant"])
        for row in sums.iter_rows(named=True)
    }


def _turns(before: RoundResult, after: RoundResult) -> tuple[int, int]:
    """Applicants with a better and with a worse place, by the order of their own list as it is now."""
    ranks = [_now(before, before), _now(before, after)]
    nowhere = np.int64(1 << 30)
    was, is_ = (np.where(one == 0, nowhere, one) for one in ranks)
    return int((is_ < was).sum()), int((is_ > was).sum())


def _now(before: RoundResult, result: RoundResult) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Twice the rank in the list as it was; a place that was not on it counts as just below the choice before it."""
    size = before.round.applicants.height
    rank = np.zeros(size, dtype=np.int64)
    rows = np.flatnonzero(result.kinds != SeatKind.NONE)
    people = result.decided.choices.applicant[rows]
    places = result.round.offerings["offering_id"].gather(result.decided.choices.offering[rows])
    listed = _listed(before)
    ranks = result.round.choices["rank"].to_numpy()[rows]
    for person, place, own in zip(people.tolist(), places, ranks.tolist(), strict=True):
        rank[person] = listed.get((person, place), 0) or 2 * (own - 1) + 1
    return rank


def _listed(result: RoundResult) -> dict[tuple[int, str], int]:
    ids = result.round.offerings["offering_id"].gather(result.round.choices["offering"])
    pairs = zip(result.round.choices["applicant"], ids, result.round.choices["rank"], strict=True)
    return {(person, offering): 2 * rank for person, offering, rank in pairs}


def _cutoffs(before: RoundResult, after: RoundResult) -> tuple[Cutoff, ...]:
    shown = (
        pl.when(pl.col("admitted").is_between(1, SMALL_CELL - 1))
        .then(pl.lit(HIDDEN))
        .otherwise("lowest_merit")
    )
    tables = [one.cutoffs.select("offering_id", shown.alias("lowest")) for one in (before, after)]
    both = tables[0].join(tables[1], on="offering_id", how="full", coalesce=True, suffix="_after")
    differs = both.with_columns(pl.col("lowest", "lowest_after").fill_null("")).filter(
        pl.col("lowest") != pl.col("lowest_after")
    )
    return tuple(Cutoff(*row) for row in differs.sort("offering_id").iter_rows())
