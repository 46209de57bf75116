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
    position = allocation.reserve_positions(choices, status)
    compared = allocation.deciders(choices, kinds, status, round_.offerings.height)
    ids = round_.applicants["applicant_id"].gather(round_.choices["applicant"])
    merit = points_texts(decided.merit.points).gather(round_.choices["applicant"])
    kind_names = pl.Series([SEAT_KINDS[kind] for kind in SeatKind], dtype=pl.String)
    return pl.DataFrame(
        {
            "applicant_id": ids,
            "rank": round_.choices["rank"],
            "offering_id": round_.offerings["offering_id"].gather(round_.choices["offering"]),
            "status": _status_names(decided, status),
            "seat_kind": kind_names.gather(pl.Series(kinds, dtype=pl.UInt32)),
            "reserve_position": pl.Series(position).replace(0, None),
            "reason": reasons(decided, status, compared),
            "merit": merit,
            "sort_key": sort_keys(decided),
        }
    ).select(PLACEMENT_COLUMNS)


def _status_names(decided: DecidedRound, status: Int8) -> pl.Series:
    names = {
        Status.NOT_CONSIDERED: "not_considered",
        Status.ADMITTED: "admitted",
        Status.RESERVE: "reserve",
        Status.STRUCK: "struck",
    }
    texts = pl.Series([names[one] for one in Status], dtype=pl.String).gather(
        pl.Series(status, dtype=pl.UInt32)
    )
    refused = (status == Status.NOT_CONSIDERED) & ~decided.eligible & ~decided.shut_out & ~decided.cancelled
    return pl.select(pl.when(pl.Series(refused)).then(pl.lit("ineligible")).otherwise(texts)).to_series()
