"""A round that is ready to run → its result: one row per choice, one per offering, and the summary."""

from dataclasses import dataclass

import polars as pl

from gemensam.domains.admissions.bundle.deciding import DecidedRound, decide_round
from gemensam.domains.admissions.bundle.layout import PLACEMENT_COLUMNS
from gemensam.domains.admissions.bundle.numbers import points_texts
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.domains.admissions.bundle.reasons import reasons
from gemensam.domains.admissions.bundle.sort_keys import sort_keys
from gemensam.domains.admissions.bundle.statistics import Summary, cutoff_table, summary
from gemensam.domains.admissions.bundle.timing import Stopwatch
from gemensam.rules import allocation
from gemensam.rules.allocation import SeatKind, Status
from gemensam.rules.terms import Int8

SEAT_KINDS = {
    SeatKind.NONE: "",
    SeatKind.MERIT: "merit",
    SeatKind.FREE_QUOTA: "free_quota",
    SeatKind.TEST: "test",
    SeatKind.HELD: "held",
}


@dataclass(frozen=True, slots=True)
class RoundResult:
    """What the run came to. placements, cutoffs: the tables of the format, typed. decided, status, kinds: per
    choice, in the order of placements, for explanations. timing: seconds and peak memory of each step.
    """

    round: RoundInput
    decided: DecidedRound
    kinds: Int8
    status: Int8
    placements: pl.DataFrame
    cutoffs: pl.DataFrame
    summary: Summary
    stopwatch: Stopwatch


def admit(round_: RoundInput, stopwatch: Stopwatch | None = None) -> RoundResult:
    """Run the round. A pure function of its input: the stopwatch only measures."""
    watch = stopwatch or Stopwatch()
    with watch.step("rules"):
        decided = decide_round(round_)
    with watch.step("allocation"):
        kinds = allocation.allocate(decided.choices, decided.seats)
    with watch.step("explanations"):
        status = allocation.statuses(decided.choices, kinds)
        placements = _placements(round_, decided, kinds, status)
    with watch.step("statistics"):
        cutoffs = cutoff_table(round_, decided, kinds, status)
        totals = summary(round_, status)
    return RoundResult(
        round=round_,
        decided=decided,
        kinds=kinds,
        status=status,
        placements=placements,
        cutoffs=cutoffs,
        summary=totals,
        stopwatch=watch,
    )


def _placements(round_: RoundInput, decided: DecidedRound, kinds: Int8, status: Int8) -> pl.DataFrame:
    choices = decided.choices
    position = pl.lit(pl.Series(allocation.reserve_positions(choices, status)))
    compared = allocation.deciders(choices, kinds, status, round_.offerings.height)
    kind_names = pl.Series([SEAT_KINDS[kind] for kind in SeatKind], dtype=pl.String)
    applicant, offering = pl.col("applicant"), pl.col("offering")
    return round_.choices.select(
        pl.lit(round_.applicants["applicant_id"]).gather(applicant),
        pl.col("rank"),
        pl.lit(round_.offerings["offering_id"]).gather(offering),
        pl.lit(pl.Series("seat_kind", kind_names)).gather(pl.lit(pl.Series(kinds, dtype=pl.UInt32))),
        pl.lit(points_texts(decided.merit.points).alias("merit")).gather(applicant),
        status=_status_names(decided, status),
        reserve_position=pl.when(position > 0).then(position),
        reason=reasons(decided, status, compared),
        sort_key=sort_keys(decided),
    ).select(PLACEMENT_COLUMNS)


def _status_names(decided: DecidedRound, status: Int8) -> pl.Expr:
    names = {
        Status.NOT_CONSIDERED: "not_considered",
        Status.ADMITTED: "admitted",
        Status.RESERVE: "reserve",
        Status.STRUCK: "struck",
    }
    texts = pl.lit(pl.Series([names[one] for one in Status], dtype=pl.String))
    refused = (status == Status.NOT_CONSIDERED) & ~decided.eligible & ~decided.shut_out & ~decided.cancelled
    named = texts.gather(pl.lit(pl.Series(status, dtype=pl.UInt32)))
    return pl.when(pl.lit(pl.Series(refused))).then(pl.lit("ineligible")).otherwise(named)
