"""The order among a few persons with exact fractions, by the code that orders a whole country."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from gemensam.rules.selection.lottery import lottery_numbers
from gemensam.rules.selection.order import (
    COMPARISON_SCALE,
    ApplicantFigures,
    ChoiceColumns,
    order_table,
    positions,
)
from gemensam.rules.selection.ranking import RankingRule, ranking_faults
from gemensam.rules.selection.skill_tests import NOT_TESTED, choice_points
from gemensam.rules.terms import NO_MERIT, Bool, Int64, UInt64, to_units


@dataclass(frozen=True, slots=True)
class Candidate:
    """One applicant's choice of the offering. merit None = not comparable; test_points None = none added."""

    applicant_id: str
    choice_rank: int
    merit: Fraction | None
    test_points: Fraction | None = None
    second_hand: bool = False
    late: bool = False
    grade_count: int = 0
    maths_science: Fraction = Fraction(0)
    english_swedish_social: Fraction = Fraction(0)
    swedish: Fraction = Fraction(0)
    comparison_value: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """Place from 1, the points that competed, and the step that put the candidate behind the one before."""

    applicant_id: str
    place: int
    points: Fraction | None
    behind_by: str  # reason code; empty for the first


def rank(
    candidates: Sequence[Candidate],
    rule: RankingRule,
    seed: str,
    lottery: dict[str, int] | None = None,
) -> tuple[RankedCandidate, ...]:
    """Put candidates for one offering in order: GF 7:4, SL 16:47, then the rule, then the lottery number.

    seed: text of the lottery seed. lottery: numbers already drawn, by applicant id, in place of the seed's.
    ValueError: an unusable rule, or figures that are no whole units.
    """
    if faults := ranking_faults(rule.order):
        raise ValueError(f"ranking rule {rule.name}: {', '.join(faults)}")
    numbers = _drawn(candidates, lottery) if lottery else _from_seed(candidates, seed)
    table = order_table(_choices(candidates), _figures(candidates, numbers), [rule])
    place = positions(table, np.zeros(len(candidates), dtype=np.int32))
    order = [int(row) for row in np.argsort(place)]
    return tuple(
        RankedCandidate(
            applicant_id=candidates[row].applicant_id,
            place=number,
            points=_points(candidates[row]),
            behind_by=table.deciding_step(order[number - 2], row, 0) if number > 1 else "",
        )
        for number, row in enumerate(order, start=1)
    )


def _points(candidate: Candidate) -> Fraction | None:
    return None if candidate.merit is None else candidate.merit + (candidate.test_points or 0)


def _choices(candidates: Sequence[Candidate]) -> ChoiceColumns:
    size = len(candidates)
    merit = _column([NO_MERIT if one.merit is None else to_units(one.merit) for one in candidates])
    test = _column(
        [NOT_TESTED if one.test_points is None else to_units(one.test_points) for one in candidates]
    )
    return ChoiceColumns(
        applicant=np.arange(size, dtype=np.int32),
        rank=_column([one.choice_rank for one in candidates]).astype(np.int32),
        rule=np.zeros(size, dtype=np.int32),
        second_hand=_flags([one.second_hand for one in candidates]),
        late=_flags([one.late for one in candidates]),
        points=choice_points(merit, test, np.ones(size, dtype=np.bool_)),
    )


def _figures(candidates: Sequence[Candidate], lottery: UInt64) -> ApplicantFigures:
    ids = sorted(one.applicant_id for one in candidates)
    return ApplicantFigures(
        grade_value=_column([NO_MERIT if one.merit is None else to_units(one.merit) for one in candidates]),
        grade_count=_column([one.grade_count for one in candidates]),
        maths_science=_column([to_units(one.maths_science) for one in candidates]),
        english_swedish_social=_column([to_units(one.english_swedish_social) for one in candidates]),
        swedish=_column([to_units(one.swedish) for one in candidates]),
        comparison=_column([_comparison_key(one.comparison_value) for one in candidates]),
        lottery=lottery,
        id_order=_column([ids.index(one.applicant_id) for one in candidates]),
    )


def _comparison_key(mean: Fraction) -> int:
    key = mean * COMPARISON_SCALE
    if key.denominator != 1:
        raise ValueError(f"{mean} is not a mean of grades")
    return key.numerator


def _from_seed(candidates: Sequence[Candidate], seed: str) -> UInt64:
    return lottery_numbers(seed, [one.applicant_id for one in candidates])


def _drawn(candidates: Sequence[Candidate], lottery: dict[str, int]) -> UInt64:
    return np.array([lottery[one.applicant_id] for one in candidates], dtype=np.uint64)


def _column(values: Sequence[int]) -> Int64:
    return np.array(values, dtype=np.int64)


def _flags(values: Sequence[bool]) -> Bool:
    return np.array(values, dtype=np.bool_)
