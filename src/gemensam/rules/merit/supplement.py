"""Which grade counts when a subject has been graded more than once: cut-off, prövning, komplettering."""

from typing import Final

import numpy as np

from gemensam.rules.merit.rulesets import MeritRules
from gemensam.rules.terms import GRADES, Bool, Int8, Int32, Int64

NO_CUTOFF: Final = int(np.iinfo(np.int64).max)


def effective_rows(
    *,
    key: Int64,
    grade: Int8,
    registered_at: Int64,
    source_row: Int32 | Int64,
    cutoff: int,
    rules: MeritRules,
) -> Bool:
    """Mark the one row of each key that counts in the round: GF 7:4, SL 10:23, policy `replaceable`.

    key: int64[n], equal for rows of the same applicant, subject and language. grade: index into GRADES.
    registered_at: int64[n], moment of registration in any one unit; the smallest value for "not stated".
    source_row: int[n], place in the source; of rows registered at the same moment the last one wins.
    cutoff: same unit; a row registered later does not exist, one at the very moment counts. NO_CUTOFF = none.
    Returns bool[n], True on at most one row per key, independent of the order of the rows.
    """
    order = np.lexsort((source_row, registered_at, key))
    order = order[registered_at[order] <= cutoff]
    sorted_key = key[order]
    last = np.ones(order.size, dtype=np.bool_)
    last[:-1] = sorted_key[1:] != sorted_key[:-1]
    if rules.replaceable == "missing_or_failed":
        last = _first_passed_or_last(sorted_key, np.asarray(_passed(rules)[grade[order]]), last)
    keep = np.zeros(key.size, dtype=np.bool_)
    keep[order[last]] = True
    return keep


def _passed(rules: MeritRules) -> Bool:
    return np.array([grade in rules.passing for grade in GRADES], dtype=np.bool_)


def _first_passed_or_last(key: Int64, passed: Bool, last: Bool) -> Bool:
    """A passed grade is locked: the first passed row of each key, else its last row. Rows sorted by key."""
    group = np.concatenate(([0], np.cumsum(last[:-1]))) if key.size else np.zeros(0, dtype=np.int64)
    passes_before: Int64 = np.cumsum(passed, dtype=np.int64) - passed
    start = np.flatnonzero(np.concatenate(([True], last[:-1]))) if key.size else np.zeros(0, dtype=np.int64)
    first_pass = passed & (passes_before == passes_before[start][group])
    has_pass = np.zeros(start.size, dtype=np.bool_)
    has_pass[group[passed]] = True
    counts: Bool = first_pass | (last & ~has_pass[group])
    return counts
