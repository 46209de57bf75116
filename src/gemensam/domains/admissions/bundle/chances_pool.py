"""All lists of choices that draws take applicants from, laid out as one round and compiled once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.deciding import DecidedRound, decide_round, effective_grades
from gemensam.domains.admissions.bundle.drift import Drift, drifted
from gemensam.domains.admissions.bundle.mixing import with_ids
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.rules.allocation import NO_TEST, Compiled, compile_entries
from gemensam.rules.selection import NOT_TESTED
from gemensam.rules.terms import POINT_SCALE, Int32, Int64

BANDS = tuple(range(0, 340, 10))  # merit bands of ten points, told by where they begin
_TAIL = 2  # the last rows of the order table: lottery number and order of ids, which draws replace


class HeldPlaces(Exception):
    """Chances are for rounds in which nobody holds a place."""


@dataclass(frozen=True, slots=True)
class Source:
    """Lists number `start` … of whom a draw takes `size` with replacement; of this year's in one of `variants`."""

    start: int
    people: int
    variants: int
    size: int


@dataclass(frozen=True, slots=True)
class Pool:
    """compiled: all lists. sources: where draws take from. asked: first list of those whose chances are told, with
    their own choices, `variants` times all `people` of them; choice_start: the number of their first choice, `choices`
    of them for each variant. probe_start: the number of the first choice of a probe, one for each offering and band.
    """

    compiled: Compiled
    sources: tuple[Source, ...]
    asked: int
    people: int
    variants: int
    choice_start: int
    choices: int
    probe_start: int
    offerings: int
    applicant: Int32


def make_pool(
    round_: RoundInput,
    past: Sequence[RoundInput],
    drift: Drift | None,
    *,
    dice: np.random.Generator,
    variants: int,
) -> Pool:
    """Lay out this year's applicants (as they may become), those of past years, and the probes of every offering."""
    if round_.held.height:
        raise HeldPlaces
    own = _plain(round_)
    made = (
        [drifted(own, drift, dice) for _ in range(variants)]
        if drift
        else [(own, np.arange(own.applicants.height))]
    )
    lists = [_with_choices_of(one, whose) for one, whose in made]
    years = [_in_this_round(one, own) for one in past]
    blocks = [*lists, *years, *(one for one, _ in made)]
    whole = _joined(own, blocks)
    size = own.applicants.height
    taking = size + (size * drift.growth // drift.before if drift and drift.before else 0)
    sources = [Source(0, size, len(made), taking)]
    start = size * len(made)
    for year in years:
        sources.append(Source(start, year.applicants.height, 1, year.applicants.height))
        start += year.applicants.height
    decided = decide_round(whole)
    choice_start = sum(one.choices.height for one in [*lists, *years])
    return Pool(
        compiled=_compiled(decided, whole, round_.offerings.height),
        sources=tuple(one for one in sources if one.people),
        asked=start,
        people=size,
        variants=len(made),
        choice_start=choice_start,
        choices=own.choices.height,
        probe_start=whole.choices.height,
        offerings=own.offerings.height,
        applicant=own.choices["applicant"].to_numpy(),
    )


def _plain(round_: RoundInput) -> RoundInput:
    """The round with only the grades that count, and no cut-off."""
    return replace(
        round_,
        grades=effective_grades(round_),
        settings=replace(round_.settings, grade_cutoff=None),
        digests={},
    )


def _with_choices_of(round_: RoundInput, whose: Int64) -> RoundInput:
    """Every applicant with the choices of applicant number whose[i]."""
    pairs = pl.DataFrame({"to": np.arange(whose.size, dtype=np.int32), "applicant": whose.astype(np.int32)})
    columns = round_.choices.columns
    joined = pairs.join(round_.choices, on="applicant", how="inner", maintain_order="left_right")
    return replace(round_, choices=joined.with_columns(pl.col("to").alias("applicant")).select(columns))


def _in_this_round(past: RoundInput, own: RoundInput) -> RoundInput:
    """A past year's applicants with their choices of what is offered this year, as old as they were then."""
    tables = with_ids(_plain(past))
    numbers = pl.DataFrame(
        {
            "offering_id": own.offerings["offering_id"],
            "offering": pl.int_range(own.offerings.height, dtype=pl.Int32, eager=True),
        }
    )
    people = past.applicants["applicant_id"]
    of_person = pl.DataFrame(
        {"applicant_id": people, "applicant": pl.int_range(people.len(), dtype=pl.Int32, eager=True)}
    )
    choices = tables.choices.join(numbers, on="offering_id", how="inner", maintain_order="left").join(
        of_person, on="applicant_id", how="inner", maintain_order="left"
    )
    years = own.settings.year - past.settings.year
    return replace(
        own,
        applicants=past.applicants.with_columns(pl.col("birth_year") + years),
        grades=effective_grades(past).select(own.grades.columns),
        choices=choices.select(own.choices.columns).sort("applicant", "rank"),
    )


def _joined(own: RoundInput, blocks: Sequence[RoundInput]) -> RoundInput:
    """The applicants of all blocks in one round, one block after the other."""
    applicants, grades, choices, start = [], [], [], 0
    for one in blocks:
        shift = (pl.col("applicant") + start).cast(pl.Int32)
        applicants.append(one.applicants.select(own.applicants.columns))
        grades.append(one.grades.with_columns(shift))
        choices.append(one.choices.with_columns(shift))
        start += one.applicants.height
    rows = pl.concat(grades)
    return replace(
        own,
        applicants=pl.concat(applicants),
        grades=rows.with_columns(pl.int_range(rows.height, dtype=pl.Int64).alias("key")),
        choices=pl.concat(choices),
    )


def _compiled(decided: DecidedRound, whole: RoundInput, offerings: int) -> Compiled:
    """Compile the lists and the probes. Whom only the lot tells apart has the same position: a draw decides."""
    probes = _probe_columns(decided, offerings)
    offering = np.concatenate(
        [decided.choices.offering, np.repeat(np.arange(offerings, dtype=np.int32), len(BANDS))]
    )
    columns = np.hstack([decided.order.columns, probes])[:-_TAIL]
    position = _tied(columns, offering)
    tests = whole.choices["test_points"].fill_null(NOT_TESTED).to_numpy()
    mine, more = decided.choices, probes.shape[1]
    tested = np.flatnonzero(mine.test_position != NO_TEST)
    places = np.full(offering.size, NO_TEST, dtype=np.int64)
    places[tested] = _tied(np.vstack([tests[tested], -position[tested]]), mine.offering[tested])

    def padded(column: np.ndarray, value: bool) -> np.ndarray:  # type: ignore[type-arg]  # bool columns of numpy
        return np.concatenate([column, np.full(more, value)])

    last = whole.applicants.height
    choices = replace(
        mine,
        applicant=np.concatenate([mine.applicant, last + np.arange(more, dtype=np.int32)]),
        offering=offering,
        considered=padded(mine.considered, value=True),
        position=position,
        test_position=places,
        merit_known=padded(mine.merit_known, value=True),
        approved=padded(mine.approved, value=False),
        held=padded(mine.held, value=False),
    )
    return compile_entries(choices, decided.seats)


def _probe_columns(decided: DecidedRound, offerings: int) -> Int64:
    """The order of one in each merit band at each offering: first hand, in time, a first choice, no other merits."""
    size = offerings * len(BANDS)
    columns = np.zeros((len(decided.order.columns), size), dtype=np.int64)
    points = np.tile(np.array(BANDS, dtype=np.int64) * POINT_SCALE, offerings)
    columns[:4] = 1
    columns[3] = points
    rule = np.repeat(decided.rule, len(BANDS))
    for number, one in enumerate(decided.order.rules):
        for place, criterion in enumerate(one.criteria, start=4):
            rows = np.flatnonzero(rule == number)
            if criterion == "choice_rank":
                columns[place, rows] = -1
            elif criterion == "grade_value":
                columns[place, rows] = points[rows]
            elif criterion == "grade_count":
                columns[place, rows] = 16
    return columns


def _tied(columns: Int64, offering: Int32) -> Int64:
    """Place in the order at the offering, the same for equal columns: higher goes first, as in the order table."""
    order = np.lexsort((*(-columns[::-1]), offering))
    sorted_columns, at = columns[:, order], offering[order]
    differs = np.ones(order.size, dtype=np.bool_)
    differs[1:] = (sorted_columns[:, 1:] != sorted_columns[:, :-1]).any(axis=0) | (at[1:] != at[:-1])
    number = np.cumsum(differs)
    first = np.searchsorted(at, at, side="left")
    places = np.zeros(offering.size, dtype=np.int64)
    places[order] = number - number[first] if order.size else number
    return places
