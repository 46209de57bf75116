"""Figures per offering and for the round as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.deciding import DecidedRound
from gemensam.domains.admissions.bundle.layout import CUTOFF_COLUMNS
from gemensam.domains.admissions.bundle.numbers import points_text, ratio_text, share
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.domains.admissions.bundle.values import place_among
from gemensam.rules.allocation import NO_POOL, NOBODY, SeatKind, Seats, Status, bars
from gemensam.rules.terms import POINT_SCALE, Bool, Int8, Int64

_LINE_COLUMNS = 4  # of the order table, before the tie-breaks: merit known, first hand, in time, points


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """Counts of a group of applicants. Shares are of the whole group, None where it is empty."""

    applicants: int
    admitted: int
    first_choice: int
    first_choice_share: float | None
    admitted_share: float | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The round in figures. municipalities: by home municipality ("" where none is given)."""

    year: int
    kind: str
    rules: str
    choices: int
    reserves: int
    everyone: GroupSummary
    municipalities: Mapping[str, GroupSummary]


def cutoff_table(round_: RoundInput, decided: DecidedRound, kinds: Int8, status: Int8) -> pl.DataFrame:
    """cutoffs.csv: one row per offering, by offering_id."""
    choices, offerings = decided.choices, round_.offerings
    size = offerings.height

    def count(rows: Bool) -> Int64:
        return np.bincount(choices.offering[rows], minlength=size)

    admitted = kinds != SeatKind.NONE
    counted = decided.eligible & ~decided.cancelled
    first_choice = (round_.choices["rank"] == 1).to_numpy()
    lowest, median, mean = _merit_texts(decided, kinds, size)
    return pl.DataFrame(
        {
            "offering_id": offerings["offering_id"],
            "seats": offerings["seats"],
            "eligible": count(counted),
            "first_hand_first_choice": count(counted & first_choice & ~decided.second_hand),
            "admitted": count(admitted),
            "admitted_free_quota": count(kinds == SeatKind.FREE_QUOTA),
            "admitted_test": count(kinds == SeatKind.TEST),
            "admitted_second_hand": count(admitted & decided.second_hand),
            "lowest_merit": lowest,
            "median_merit": median,
            "mean_merit": mean,
            "tie_at_cutoff": _ties(decided, kinds, status, size),
            "reserves": count(status == Status.RESERVE),
            "vacant": _vacant(decided.seats, count(admitted)),
        }
    ).select(CUTOFF_COLUMNS)


def summary(round_: RoundInput, status: Int8) -> Summary:
    """summary.json: how many were admitted, and to their first choice, in all and per home municipality."""
    applicants = round_.applicants.height
    rows = np.flatnonzero(status == Status.ADMITTED)
    rank = np.zeros(applicants, dtype=np.int64)
    rank[round_.choices["applicant"].to_numpy()[rows]] = round_.choices["rank"].to_numpy()[rows]
    homes = round_.applicants["home_municipality"]
    names = homes.unique().sort()
    number = round_.applicants.select(place_among(homes.name, names)).to_series().to_numpy()
    settings = round_.settings
    return Summary(
        year=settings.year,
        kind=settings.kind,
        rules=settings.rules,
        choices=round_.choices.height,
        reserves=int((status == Status.RESERVE).sum()),
        everyone=_group(rank),
        municipalities={name: _group(rank[number == index]) for index, name in enumerate(names)},
    )


def _group(rank: Int64) -> GroupSummary:
    """rank: of the choice that each was admitted to, 0 for those who were not."""
    admitted, first = int((rank > 0).sum()), int((rank == 1).sum())
    return GroupSummary(
        applicants=rank.size,
        admitted=admitted,
        first_choice=first,
        first_choice_share=share(first, rank.size),
        admitted_share=share(admitted, rank.size),
    )


def _merit_texts(
    decided: DecidedRound, kinds: Int8, offerings: int
) -> tuple[list[str], list[str], list[str]]:
    """Lowest, median, mean merit on ordinary and held seats: a quota or test seat sets no cut-off."""
    on_merit = (kinds == SeatKind.MERIT) | (kinds == SeatKind.HELD)
    rows = np.flatnonzero(on_merit & decided.choices.merit_known)
    offering = decided.choices.offering[rows]
    merit = decided.merit.points[decided.choices.applicant[rows]]
    order = np.lexsort((merit, offering))
    bounds = np.searchsorted(offering[order], np.arange(offerings + 1))
    texts: tuple[list[str], list[str], list[str]] = ([], [], [])
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        values = merit[order[start:end]].tolist()
        for column, text in zip(texts, _three(values), strict=True):
            column.append(text)
    return texts


def _three(values: list[int]) -> tuple[str, str, str]:
    """Lowest, median and mean of sorted points as text, empty where there are none."""
    if not values:
        return "", "", ""
    size = len(values)
    middle = values[(size - 1) // 2] + values[size // 2]
    return (
        points_text(values[0]),
        ratio_text(middle, 2 * POINT_SCALE),
        ratio_text(sum(values), size * POINT_SCALE),
    )


def _ties(decided: DecidedRound, kinds: Int8, status: Int8, offerings: int) -> list[str]:
    """ "yes" where a reserve stands equal to the last one on a merit seat until the tie-breaks."""
    last = bars(decided.choices, kinds, offerings).merit
    rows = np.flatnonzero(status == Status.RESERVE)
    bar = last[decided.choices.offering[rows]]
    rows, bar = rows[bar != NOBODY], bar[bar != NOBODY]
    line = decided.order.columns[:_LINE_COLUMNS]
    equal = (line[:, rows] == line[:, bar]).all(axis=0)
    tied: Int64 = np.bincount(decided.choices.offering[rows[equal]], minlength=offerings)
    return ["yes" if number else "no" for number in tied.tolist()]


def _vacant(seats: Seats, admitted: Int64) -> Int64:
    """Seats left; of a pool's member never more than the pool has left."""
    left = seats.seats - admitted
    in_pool = seats.pool != NO_POOL
    if in_pool.any():
        used = np.bincount(seats.pool[in_pool], weights=admitted[in_pool]).astype(np.int64)
        left[in_pool] = np.minimum(left[in_pool], seats.pool_seats[in_pool] - used[seats.pool[in_pool]])
    return np.maximum(left, 0)
