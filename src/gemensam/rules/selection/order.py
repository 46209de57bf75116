"""The order at an offering (round format) as integer columns: the first row decides first, higher wins."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm
from typing import Final

import numpy as np

from gemensam.rules.selection.packing import WORD, packed
from gemensam.rules.selection.ranking import (
    CHOICE_RANK,
    COMPARISON_VALUE,
    ENGLISH_SWEDISH_SOCIAL,
    GRADE_COUNT,
    GRADE_VALUE,
    MATHS_SCIENCE,
    SWEDISH,
    RankingRule,
    steps_of,
)
from gemensam.rules.terms import MAX_GRADES, NO_MERIT, POINT_SCALE, Bool, Int32, Int64, UInt64

# A mean of up to MAX_GRADES grades, in steps of a twentieth of a point, is a whole number of these units.
_MEAN_STEP: Final = 20
_MEAN_OF: Final = lcm(*range(1, MAX_GRADES + 1))
COMPARISON_SCALE: Final = _MEAN_STEP * _MEAN_OF
_HIGHEST_MEAN: Final = int(np.iinfo(np.int64).max) // COMPARISON_SCALE - 1  # 85 points: what int64 holds

_FIXED: Final = 4  # columns before the criteria: merit known, first hand, in time, points


@dataclass(frozen=True, slots=True)
class ChoiceColumns:
    """n choices, of which one applicant may have many; arrays of length n.

    applicant: int32, row of ApplicantFigures. rank: int32, from 1. rule: int32, number of the ranking rule.
    second_hand, late: bool. points: int64 as choice_points returns, NO_MERIT where merit is unknown.
    """

    applicant: Int32
    rank: Int32
    rule: Int32
    second_hand: Bool
    late: Bool
    points: Int64


@dataclass(frozen=True, slots=True)
class ApplicantFigures:
    """What tie-breaks look at, per applicant; points in units of 1/POINT_SCALE as in the merit table.

    grade_value: merit without test points, NO_MERIT where unknown (counts as 0). comparison: comparison_keys.
    lottery: uint64, lottery_numbers. id_order: int64, place of the applicant's id among all, closes the order
    should two lottery numbers be equal.
    """

    grade_value: Int64
    grade_count: Int64
    maths_science: Int64
    english_swedish_social: Int64
    swedish: Int64
    comparison: Int64
    lottery: UInt64
    id_order: Int64


@dataclass(frozen=True, slots=True)
class OrderTable:
    """columns: int64[k, n], compared from the first row down, higher goes first. rules: as given.

    rule: int32[n], number of each choice's rule. closing: int64[n], the last two rows as one: lottery number and
    order of ids.
    """

    columns: Int64
    rules: tuple[RankingRule, ...]
    rule: Int32
    closing: Int64

    def deciding_step(self, one: int, other: int, rule: int) -> str:
        """Reason code of the first step in which two choices at an offering with that rule differ.

        The empty text where they do not differ in any step but the order of ids.
        """
        steps = steps_of(self.rules[rule])
        differs = np.flatnonzero(self.columns[:-1, one] != self.columns[:-1, other])
        if not differs.size:
            return ""
        is_lottery = differs[0] == len(self.columns) - 2
        return steps[-1] if is_lottery else steps[int(differs[0])]


def comparison_keys(numerator: Int64, denominator: Int64) -> Int64:
    """Means as whole numbers that compare exactly as the fractions do: units of 1/COMPARISON_SCALE points.

    numerator: int64[n], sum in units of 1/POINT_SCALE. denominator: int64[n], number of grades; 0 gives 0.
    ValueError: more than MAX_GRADES grades, a sum that is no whole number of twentieths of a point, or a mean
    that no scale reaches.
    """
    step = POINT_SCALE // _MEAN_STEP
    if bool(np.any(denominator > MAX_GRADES)):
        raise ValueError(f"more than {MAX_GRADES} grades")
    if bool(np.any(numerator % step)):
        raise ValueError(f"a sum of points is not in steps of 1/{_MEAN_STEP}")
    if bool(np.any(numerator // np.maximum(denominator, 1) > _HIGHEST_MEAN * POINT_SCALE)):
        raise ValueError(f"a mean above {_HIGHEST_MEAN} points")
    keys: Int64 = (numerator // step) * (_MEAN_OF // np.maximum(denominator, 1))
    return keys


def order_table(
    choices: ChoiceColumns, figures: ApplicantFigures, rules: Sequence[RankingRule]
) -> OrderTable:
    """Lay out the order of n choices, each by the rule of its offering. GF 7:4, SL 16:47; round format.

    In sequence: merit known, first hand, in time, points, the rule's criteria, lottery number, order of ids.
    A criterion row holds for each choice what its own rule has in that place, 0 where its rule is shorter.
    """
    size = choices.applicant.size
    width = max((len(rule.criteria) for rule in rules), default=0)
    columns = np.zeros((_FIXED + width + 2, size), dtype=np.int64)
    columns[0] = choices.points != NO_MERIT
    columns[1] = ~choices.second_hand
    columns[2] = ~choices.late
    columns[3] = choices.points
    for number, rule in enumerate(rules):
        rows = np.flatnonzero(choices.rule == number)
        for place, criterion in enumerate(rule.criteria):
            columns[_FIXED + place, rows] = _criterion(criterion, choices, figures, rows)
    columns[-2] = _signed(figures.lottery)[choices.applicant]
    columns[-1] = -figures.id_order[choices.applicant]
    closing = np.empty(figures.lottery.size, dtype=np.int64)
    closing[np.lexsort((-figures.id_order, figures.lottery))] = np.arange(closing.size)
    return OrderTable(columns, tuple(rules), rule=choices.rule, closing=closing[choices.applicant])


def positions(table: OrderTable, offering: Int32) -> Int64:
    """Place of each choice in the order at its offering, from 0: int64[n]. offering: int32[n]."""
    words = _words(table, offering)
    order = np.argsort(words[0], kind="stable") if len(words) == 1 else np.lexsort(words[::-1])
    ordered = offering[order]
    start = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if order.size else order
    place = np.arange(order.size) - np.repeat(start, np.diff(np.append(start, order.size)))
    result = np.empty(order.size, dtype=np.int64)
    result[order] = place
    return result


def _words(table: OrderTable, offering: Int32) -> list[UInt64]:
    """The offering and then the order there as integers; choices of different rules are never compared."""
    room = WORD - int(offering.max(initial=0)).bit_length()
    words = [
        offering.astype(np.uint64) << np.uint64(room) if room < WORD else np.zeros(offering.size, np.uint64)
    ]
    for number, rule in enumerate(table.rules):
        rows = np.flatnonzero(table.rule == number)
        columns = [table.columns[place, rows] for place in range(_FIXED + len(rule.criteria))]
        for place, word in enumerate(packed([*columns, table.closing[rows]], room)):
            if place == len(words):
                words.append(np.zeros(offering.size, dtype=np.uint64))
            words[place][rows] |= word
    return words


def _criterion(criterion: str, choices: ChoiceColumns, figures: ApplicantFigures, rows: Int64) -> Int64:
    """Values of one criterion, higher first. KeyError for an unknown one; ranking_faults finds it."""
    if criterion == CHOICE_RANK:
        return -choices.rank[rows].astype(np.int64)
    values = {
        GRADE_VALUE: figures.grade_value,
        GRADE_COUNT: figures.grade_count,
        MATHS_SCIENCE: figures.maths_science,
        ENGLISH_SWEDISH_SOCIAL: figures.english_swedish_social,
        SWEDISH: figures.swedish,
        COMPARISON_VALUE: figures.comparison,
    }[criterion]
    return np.maximum(values[choices.applicant[rows]], 0)


def _signed(lottery: UInt64) -> Int64:
    """Unsigned 64-bit numbers as signed ones in the same order."""
    return (lottery ^ np.uint64(1 << 63)).view(np.int64)
