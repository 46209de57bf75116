"""What happens between the preliminary round and the final one, learnt from a year in which both are known.

Every applicant of this year takes after a donor of that year who lacked a pass in as many subjects and had about the
same merit: the donor's grades went so many steps up or down in each subject (failed ones and E in turn), and the donor
kept the choices or wrote others. Who takes after one who wrote others gets the list of a neighbour of this year.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from gemensam.domains.admissions.bundle.deciding import decide_round, effective_grades
from gemensam.domains.admissions.bundle.mixing import with_ids
from gemensam.domains.admissions.bundle.reading import RoundInput
from gemensam.rules.terms import GRADE_INDEX, Bool, Int64

# A dash is no grade; a step from it to F is a step like any other. The scale before 2011 does not drift.
_STEPS: Final = ("-", "F", "E", "D", "C", "B", "A")
_FAILED: Final = 1  # up to this step there is no pass
_LOWEST_PASS: Final = 2
_MOST_FAILED: Final = 6
NEIGHBOURS: Final = 20  # on each side in order of merit: those whom one may take after


@dataclass(frozen=True, slots=True)
class Drift:
    """Of d applicants in both rounds: standing before (int64[d], ascending), whether the list was rewritten.

    steps: donor (number), slot, steps: of grades that changed. growth: applicants after, less those before.
    """

    standing: Int64
    rewritten: Bool
    steps: pl.DataFrame
    growth: int
    before: int


def learn_drift(before: RoundInput, after: RoundInput) -> Drift:
    """Compare a preliminary round with its final one. Practice."""
    both = before.applicants.select("applicant_id").join(
        after.applicants.select("applicant_id"), on="applicant_id", how="inner", maintain_order="left"
    )["applicant_id"]
    standing = pl.DataFrame(
        {"applicant_id": before.applicants["applicant_id"], "standing": _standing(before)}
    )
    donors = (
        both.to_frame()
        .join(standing, on="applicant_id", how="left", maintain_order="left")
        .sort("standing", maintain_order=True)
        .with_row_index("donor")
    )
    grades = [
        _levels(one).join(donors.select("applicant_id", "donor"), on="applicant_id")
        for one in (before, after)
    ]
    keys = ["donor", "subject", "language"]
    steps = (
        grades[0]
        .join(grades[1], on=keys, how="inner", suffix="_after")
        .with_columns((pl.col("level_after") - pl.col("level")).alias("steps"))
        .group_by("donor", "slot")
        .agg(pl.col("steps").max())
        .filter(pl.col("steps") != 0)
        .sort("donor", "slot")
    )
    lists = [_lists(one) for one in (before, after)]
    joined = donors.join(lists[0], on="applicant_id", how="left").join(
        lists[1], on="applicant_id", how="left", suffix="_after"
    )
    return Drift(
        standing=donors["standing"].to_numpy(),
        rewritten=joined.sort("donor")
        .select((pl.col("list") != pl.col("list_after")).fill_null(value=False))["list"]
        .to_numpy(),
        steps=steps,
        growth=after.applicants.height - before.applicants.height,
        before=before.applicants.height,
    )


def _levels(round_: RoundInput) -> pl.DataFrame:
    """Grades that count as steps of the scale, with applicant ids."""
    grades = effective_grades(round_)
    people = round_.applicants["applicant_id"].gather(grades["applicant"]).alias("applicant_id")
    table = grades.select(
        "subject", "language", _level(grades["grade"]).alias("level"), people, _slots(grades)
    )
    return table.filter(pl.col("level") >= 0)


def _slots(grades: pl.DataFrame) -> pl.Series:
    """What a donor's steps are told by: the subject; of failed grades -1, -2, … in turn, of the lowest pass -101, ….

    What a grade is worth for eligibility hangs on these, and they do not move as higher grades do.
    """
    level = _level(grades["grade"])
    slot = grades["subject"].cast(pl.Int64)
    for is_one, base in ((level.is_between(0, _FAILED), 0), (level == _LOWEST_PASS, 100)):
        marked = grades.select("applicant", is_one.cast(pl.Int64).alias("one"))
        turn = marked.select(pl.col("one").cum_sum().over("applicant"))["one"]
        slot = pl.select(pl.when(is_one).then(-base - turn).otherwise(slot)).to_series()
    return slot.alias("slot")


def _standing(round_: RoundInput) -> Int64:
    """What makes applicants alike: how many subjects lack a pass, then merit."""
    grades = effective_grades(round_)
    is_failed = _level(grades["grade"]).is_between(0, _FAILED).to_numpy()
    failed = np.bincount(grades["applicant"].to_numpy()[is_failed], minlength=round_.applicants.height)
    merit = decide_round(round_).merit.points
    return np.minimum(failed, _MOST_FAILED) * (np.int64(1) << 60) + merit


def _level(grade: pl.Series) -> pl.Series:
    codes = [GRADE_INDEX[one] for one in _STEPS]
    return grade.cast(pl.Int64).replace_strict(
        codes, list(range(len(codes))), default=-1, return_dtype=pl.Int64
    )


def _lists(round_: RoundInput) -> pl.DataFrame:
    choices = with_ids(round_).choices.sort("applicant_id", "rank")
    return choices.group_by("applicant_id", maintain_order=True).agg(
        pl.col("offering_id").str.join(" ").alias("list")
    )


def drifted(round_: RoundInput, drift: Drift, dice: np.random.Generator) -> tuple[RoundInput, Int64]:
    """This year's round as it may become. Also whose choices each applicant has: int64[a], mostly the own."""
    standing = _standing(round_)
    size = standing.size
    donor = _near(drift.standing, standing, dice)
    grades = effective_grades(round_)
    donors = pl.DataFrame({"applicant": np.arange(size, dtype=np.int32), "donor": donor.astype(np.uint32)})
    moved = (
        grades.with_columns(_slots(grades))
        .join(donors, on="applicant", how="left", maintain_order="left")
        .join(drift.steps, on=["donor", "slot"], how="left", maintain_order="left")
        .with_columns(pl.col("steps").fill_null(0))
    )
    level = _level(moved["grade"]).to_numpy()
    after = np.clip(level + moved["steps"].to_numpy(), 0, len(_STEPS) - 1)
    codes = np.array([GRADE_INDEX[one] for one in _STEPS], dtype=np.int8)
    new = np.where(level < 0, moved["grade"].to_numpy(), codes[after])
    order = np.argsort(standing, kind="stable")
    others = order[_near(standing[order], standing, dice)]
    rewritten = drift.rewritten[donor] if drift.rewritten.size else np.zeros(size, dtype=np.bool_)
    changed = grades.with_columns(pl.Series("grade", new.astype(np.int8)))
    return replace(round_, grades=changed), np.where(rewritten, others, np.arange(size))


def _near(ascending: Int64, standing: Int64, dice: np.random.Generator) -> Int64:
    """For each standing the place of one of its equals or neighbours in a sorted column."""
    low, high = (np.searchsorted(ascending, standing, side=side) for side in ("left", "right"))
    half = np.maximum(NEIGHBOURS, (high - low) // 2)
    middle = (low + high) // 2
    return np.clip(dice.integers(middle - half, middle + half), 0, max(ascending.size - 1, 0))
