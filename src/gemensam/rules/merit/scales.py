"""A rule set's grades (GF 7:4) as integer tables, looked up by the indexes of terms.GRADES and SUBJECTS."""

from dataclasses import dataclass

import numpy as np

from gemensam.rules.merit.rulesets import MeritRules
from gemensam.rules.terms import GRADES, SUBJECTS, Int64, to_units


@dataclass(frozen=True, slots=True)
class GradeScale:
    """The distinct point values of a rule set, best first, and where each grade code stands among them.

    level: int64 per grade code, 0 = the best value, -1 = no grade. points: int64[levels + 1] in units of
    1/POINT_SCALE, with a 0 at the end that level -1 reads. weight: int64 per subject, grades it counts as.
    """

    level: Int64
    points: Int64
    weight: Int64
    levels: int


def grade_scale(rules: MeritRules) -> GradeScale:
    """Lay out the rule set's points. ValueError for a value that is not a whole number of 1/POINT_SCALE."""
    values = {grade: rules.points_of(grade) for grade in GRADES}
    distinct = sorted({value for value in values.values() if value is not None}, reverse=True)
    return GradeScale(
        level=np.array(
            [-1 if (v := values[g]) is None else distinct.index(v) for g in GRADES], dtype=np.int64
        ),
        points=np.array([*(to_units(value) for value in distinct), 0], dtype=np.int64),
        weight=np.array([rules.weight(subject) for subject in SUBJECTS], dtype=np.int64),
        levels=len(distinct),
    )
