"""Which subjects each applicant has passed."""

from dataclasses import dataclass
from math import lcm
from typing import Final

import numpy as np

from gemensam.rules.eligibility.rulesets import EligibilityRules
from gemensam.rules.terms import (
    BLOCKS,
    GRADES,
    LANGUAGE_SUBJECTS,
    NATURAL_SUBJECTS,
    SOCIAL_SUBJECTS,
    SUBJECT_INDEX,
    SUBJECTS,
    SWEDISH,
    Bool,
    GradeColumns,
    Int64,
)

SPECIFIC_SUBJECTS: Final = (*SOCIAL_SUBJECTS, *NATURAL_SUBJECTS)  # GF 7:1
_NEEDED_EVERYWHERE: Final = (*SWEDISH, "EN", "MA")
_SINGLE_OTHERS: Final = tuple(
    SUBJECT_INDEX[code]
    for code in SUBJECTS
    if code not in _NEEDED_EVERYWHERE and code not in LANGUAGE_SUBJECTS and code not in BLOCKS
)


@dataclass(frozen=True, slots=True)
class PassTable:
    """Passed subjects of many applicants; arrays of length `applicants`.

    swedish: Swedish or Swedish as a second language. others: int64, number of other subjects than Swedish,
    English and mathematics. specific: bool[applicants, 7] in the order of SPECIFIC_SUBJECTS. mean_reached: the mean of
    all grades is as high as the rule set asks, True where it asks for none.
    """

    swedish: Bool
    english: Bool
    maths: Bool
    others: Int64
    specific: Bool
    mean_reached: Bool


def pass_table(grades: GradeColumns, applicants: int, rules: EligibilityRules) -> PassTable:
    """Find what each applicant has passed: SL 10:17, 16:30–31, GF 7:1.

    A modern language, a mother tongue and an optional language are other subjects, each language its own.
    Swedish counts once, also where both syllabuses are passed.
    """
    is_pass = np.array([grade in rules.passing for grade in GRADES], dtype=np.bool_)[grades.grade]
    person, subject = grades.applicant[is_pass], grades.subject[is_pass]
    passed = np.zeros((applicants, len(SUBJECTS)), dtype=np.bool_)
    passed[person, subject] = True
    block_others = np.zeros(applicants, dtype=np.int64)
    for block, members in BLOCKS.items():
        has_block = passed[:, SUBJECT_INDEX[block]]
        if rules.block_grades_cover_subjects:
            for member in members:
                passed[:, SUBJECT_INDEX[member]] |= has_block
        else:
            block_others += has_block
    is_language = np.isin(subject, [SUBJECT_INDEX[code] for code in LANGUAGE_SUBJECTS])
    languages = np.bincount(person[is_language], minlength=applicants)
    return PassTable(
        swedish=passed[:, SUBJECT_INDEX["SV"]] | passed[:, SUBJECT_INDEX["SVA"]],
        english=passed[:, SUBJECT_INDEX["EN"]],
        maths=passed[:, SUBJECT_INDEX["MA"]],
        others=passed[:, _SINGLE_OTHERS].sum(axis=1) + languages + block_others,
        specific=passed[:, [SUBJECT_INDEX[code] for code in SPECIFIC_SUBJECTS]],
        mean_reached=_mean_reached(grades, applicants, rules),
    )


def _mean_reached(grades: GradeColumns, applicants: int, rules: EligibilityRules) -> Bool:
    """Is the mean of all grades at least rules.lowest_mean? False without any grade.

    A combined grade counts as its subjects, Swedish once, the better one; a dash is no grade.
    """
    if rules.lowest_mean is None:
        return np.ones(applicants, dtype=np.bool_)
    unit = lcm(*(value.denominator for value in (rules.lowest_mean, *rules.points.values())))
    none = -1
    values = [int(rules.points[grade] * unit) if grade in rules.points else none for grade in GRADES]
    points = np.array(values, dtype=np.int64)[grades.grade]
    times = np.array([len(BLOCKS.get(code, (code,))) for code in SUBJECTS], dtype=np.int64)[grades.subject]
    is_swedish = np.isin(grades.subject, [SUBJECT_INDEX[code] for code in SWEDISH])
    best = np.full(applicants, none, dtype=np.int64)
    np.maximum.at(best, grades.applicant[is_swedish], points[is_swedish])
    total, number = np.maximum(best, 0), (best > none).astype(np.int64)
    counts = (points > none) & ~is_swedish
    np.add.at(total, grades.applicant[counts], (points * times)[counts])
    np.add.at(number, grades.applicant[counts], times[counts])
    reached: Bool = (number > 0) & (total >= int(rules.lowest_mean * unit) * number)
    return reached
