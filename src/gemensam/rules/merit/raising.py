"""What one grade more would give: the merit value worked out again, with each grade a step up. GF 7:4."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np

from gemensam.rules.merit.rulesets import OLD_SCALE, MeritRules
from gemensam.rules.merit.values import merit_values
from gemensam.rules.terms import GRADES, POINT_SCALE, SubjectGrade, grade_columns, in_subject_order


@dataclass(frozen=True, slots=True)
class OneStepUp:
    """A grade raised one step: what it becomes, and how much the merit value grows by exactly that. 0 = nothing."""

    grade: SubjectGrade
    raised: str
    gain: Fraction


def next_grade(grade: str, rules: MeritRules) -> str | None:
    """The next better grade of the rule set's scale, of equal points the first of GRADES. GF 7:4.

    From no grade at all it is the lowest that is a pass. None at the top, and for grades of older scales, which no
    teacher sets any more.
    """
    if grade in OLD_SCALE:
        return None
    scale = [one for one in GRADES if one not in OLD_SCALE and one in rules.points]
    newest = next(iter(rules.points)).isdigit()
    letters = [one for one in scale if one.isdigit() == newest]
    rising = sorted(letters, key=lambda one: rules.points[one])
    if grade not in rising:
        return next(one for one in rising if one in rules.passing)
    return dict(pairwise(rising)).get(grade)


def steps_up(
    person_grades: Sequence[SubjectGrade], rules: MeritRules, *, reduced_timetable: bool = False
) -> tuple[OneStepUp, ...]:
    """Each grade that can be raised, in subject order, with what a step would give. GF 7:4, by merit_values.

    Errors as merit_value.
    """
    ordered = in_subject_order(person_grades)
    raised = [(place, next_grade(one.grade, rules)) for place, one in enumerate(ordered)]
    steps = [(place, better) for place, better in raised if better is not None]
    variants = [ordered] + [
        (*ordered[:place], replace(ordered[place], grade=better), *ordered[place + 1 :])
        for place, better in steps
    ]
    table = merit_values(
        grade_columns(variants),
        len(variants),
        np.full(len(variants), reduced_timetable, dtype=np.bool_),
        rules,
    )
    now = int(table.points[0])
    return tuple(
        OneStepUp(ordered[place], better, Fraction(int(points) - now, POINT_SCALE))
        for (place, better), points in zip(steps, table.points[1:], strict=True)
    )
