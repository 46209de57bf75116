"""Merit values of many applicants at once, and of one by the same code."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from gemensam.rules.merit.rulesets import MeritRules
from gemensam.rules.merit.scales import GradeScale, grade_scale
from gemensam.rules.terms import (
    NO_MERIT,
    POINT_SCALE,
    ROLE_INDEX,
    SUBJECT_INDEX,
    SUBJECTS,
    Bool,
    GradeColumns,
    Int8,
    Int32,
    Int64,
    SubjectGrade,
    grade_columns,
    in_subject_order,
)

_MATHS_SCIENCE = ("MA", "BI", "FY", "KE", "NO")
_ENGLISH_SWEDISH_SOCIAL = ("EN", "SV", "SVA", "GE", "HI", "RE", "SH", "SO")


@dataclass(frozen=True, slots=True)
class MeritTable:
    """Merit and tie-break figures of many applicants, and what counted of their n grade rows.

    All points are int64 in units of 1/POINT_SCALE. Arrays are of length `applicants` unless said otherwise.
    points: merit value (GF 7:4), NO_MERIT where grades are not comparable.
    counted: bool[n], the row is among the best sixteen. counted_times: int8[n], as how many of them (0–4).
    bonus: bool[n], the row is the modern language that is added as the seventeenth.
    grade_count: number of grades, a combined grade by its weight, Swedish once, a dash not at all.
    maths_science, english_swedish_social, swedish: sums of points in those subjects.
    comparison_numerator / comparison_denominator: mean points of all grades; 0/0 where there is none.
    """

    points: Int64
    counted: Bool
    counted_times: Int8
    bonus: Bool
    grade_count: Int64
    maths_science: Int64
    english_swedish_social: Int64
    swedish: Int64
    comparison_numerator: Int64
    comparison_denominator: Int64


@dataclass(frozen=True, slots=True)
class CountedGrade:
    """A grade among the best sixteen: how many of them it stands for, and its points in all."""

    grade: SubjectGrade
    times: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class Merit:
    """The merit value of one person with its explanation, and the figures that tie-breaks look at.

    value: None where the grades are not comparable (GF 7:3). counted, not_counted: in subject order.
    bonus: the seventeenth grade, with bonus_points. scaled_from: number of grades that a reduced timetable
    was scaled up from, None without scaling. comparison_value: None without any grade. law: the paragraph.
    """

    value: Fraction | None
    counted: tuple[CountedGrade, ...]
    not_counted: tuple[SubjectGrade, ...]
    bonus: SubjectGrade | None
    bonus_points: Fraction
    scaled_from: int | None
    grade_count: int
    maths_science: Fraction
    english_swedish_social: Fraction
    swedish: Fraction
    comparison_value: Fraction | None
    law: str


def merit_values(
    grades: GradeColumns,
    applicants: int,
    reduced_timetable: Bool,
    rules: MeritRules,
    comparable: Bool | None = None,
) -> MeritTable:
    """Sum the best grades of each applicant and add the modern language taken as språkval. GF 7:4.

    grades: as GradeColumns says; rows in subject order within an applicant decide which of equal grades is
    marked as counted, never the value. reduced_timetable: bool[applicants], pre-professional dancers, whose
    sum is scaled up to sixteen grades before the language is added. comparable: bool[applicants], False =
    merit is unknown; None = all are comparable.
    ValueError: two språkval of one applicant where the policy `language_choice` wants the chosen one only.
    """
    scale = grade_scale(rules)
    level = scale.level[grades.grade]
    weight = np.where(level >= 0, scale.weight[grades.subject], 0)
    weight[_second_swedish(grades, level, applicants)] = 0
    bonus = _bonus_rows(grades, level, rules)
    row_points = scale.points[level] * weight

    counts = _histogram(grades.applicant, level, np.where(bonus, 0, weight), applicants, scale)
    cumulative = np.minimum(np.cumsum(counts, axis=1), rules.counted_grades)
    taken = np.diff(cumulative, axis=1, prepend=0)
    total = taken @ scale.points[: scale.levels]
    number = cumulative[:, -1]
    scaled = reduced_timetable & (number > 0)
    total = np.where(scaled, total * rules.counted_grades // np.maximum(number, 1), total)
    total += _sums(grades.applicant, row_points, bonus, applicants)
    if comparable is not None:
        total = np.where(comparable, total, NO_MERIT)

    times = _counted_times(grades.applicant, level, np.where(bonus, 0, weight), counts, rules.counted_grades)
    all_rows = np.ones(level.size, dtype=np.bool_)
    grade_count = _sums(grades.applicant, weight, all_rows, applicants)
    return MeritTable(
        points=total,
        counted=times > 0,
        counted_times=times,
        bonus=bonus,
        grade_count=grade_count,
        maths_science=_subject_sums(grades, row_points, _MATHS_SCIENCE, applicants),
        english_swedish_social=_subject_sums(grades, row_points, _ENGLISH_SWEDISH_SOCIAL, applicants),
        swedish=_subject_sums(grades, row_points, ("SV", "SVA"), applicants),
        comparison_numerator=_sums(grades.applicant, row_points, all_rows, applicants),
        comparison_denominator=grade_count,
    )


def merit_value(
    person_grades: Sequence[SubjectGrade],
    rules: MeritRules,
    *,
    reduced_timetable: bool = False,
    comparable_grades: bool = True,
) -> Merit:
    """Compute the merit value of one person with exact fractions: GF 7:4, by the code of merit_values.

    person_grades: in any order, those that count in the round. KeyError for an unknown subject, grade or
    role; ValueError for two grades in one subject and language, or as merit_values.
    """
    ordered = in_subject_order(person_grades)
    table = merit_values(
        grade_columns([ordered]),
        1,
        np.array([reduced_timetable]),
        rules,
        np.array([comparable_grades]),
    )
    times = [int(value) for value in table.counted_times]
    counted = tuple(
        CountedGrade(grade, number, number * (rules.points_of(grade.grade) or Fraction(0)))
        for grade, number in zip(ordered, times, strict=True)
        if number
    )
    bonus = next((grade for grade, is_bonus in zip(ordered, table.bonus, strict=True) if is_bonus), None)
    not_counted = tuple(
        grade for grade, number in zip(ordered, times, strict=True) if not number and grade is not bonus
    )
    points = int(table.points[0])
    mean_of = int(table.comparison_denominator[0])
    return Merit(
        value=None if points == NO_MERIT else Fraction(points, POINT_SCALE),
        counted=counted,
        not_counted=not_counted,
        bonus=bonus,
        bonus_points=(rules.points_of(bonus.grade) or Fraction(0)) if bonus else Fraction(0),
        scaled_from=sum(times) if reduced_timetable and 0 < sum(times) < rules.counted_grades else None,
        grade_count=int(table.grade_count[0]),
        maths_science=_fraction(table.maths_science),
        english_swedish_social=_fraction(table.english_swedish_social),
        swedish=_fraction(table.swedish),
        comparison_value=_fraction(table.comparison_numerator) / mean_of if mean_of else None,
        law=rules.law,
    )


def _fraction(values: Int64) -> Fraction:
    return Fraction(int(values[0]), POINT_SCALE)


def _second_swedish(grades: GradeColumns, level: Int64, applicants: int) -> Bool:
    """Rows of Swedish that do not count, as the other Swedish of the same applicant is as good or better."""
    worst = np.int64(np.iinfo(np.int64).max)
    first, second = (
        np.flatnonzero((grades.subject == SUBJECT_INDEX[code]) & (level >= 0)) for code in ("SV", "SVA")
    )
    best_first = np.full(applicants, worst)
    best_first[grades.applicant[first]] = level[first]
    best_second = np.full(applicants, worst)
    best_second[grades.applicant[second]] = level[second]
    drop = np.zeros(level.size, dtype=np.bool_)
    drop[first] = (best_second < best_first)[grades.applicant[first]]
    drop[second] = (best_first <= best_second)[grades.applicant[second]]
    return drop


def _bonus_rows(grades: GradeColumns, level: Int64, rules: MeritRules) -> Bool:
    """Mark each applicant's modern language taken as språkval; of two, the policy decides (GF 7:4)."""
    bonus = np.zeros(level.size, dtype=np.bool_)
    rows = np.flatnonzero(
        (grades.role == ROLE_INDEX["language_choice"])
        & (grades.subject == SUBJECT_INDEX["M2"])
        & (level >= 0)
    )
    rows = rows[np.lexsort((rows, level[rows], grades.applicant[rows]))]
    person = grades.applicant[rows]
    is_first = np.ones(rows.size, dtype=np.bool_)
    is_first[1:] = person[1:] != person[:-1]
    if rules.language_choice == "chosen" and not is_first.all():
        raise ValueError(
            f"more than one language choice: applicants {sorted(set(person[~is_first].tolist()))}"
        )
    bonus[rows[is_first]] = True
    return bonus


def _histogram(applicant: Int32, level: Int64, weight: Int64, applicants: int, scale: GradeScale) -> Int64:
    """Count the grades of each applicant at each level: int64[applicants, levels]."""
    cell = np.repeat(applicant.astype(np.int64) * scale.levels + level, weight)
    return np.bincount(cell, minlength=applicants * scale.levels).reshape(applicants, scale.levels)


def _counted_times(applicant: Int32, level: Int64, weight: Int64, counts: Int64, limit: int) -> Int8:
    """As how many of the best `limit` grades each row counts; at the last level the first rows do."""
    times: Int8 = weight.astype(np.int8)
    rows = np.flatnonzero((counts.sum(axis=1) > limit)[applicant])
    if rows.size:  # of the others every grade counts
        times[rows] = _times_among_many(applicant[rows], level[rows], weight[rows], counts, limit)
    return times


def _times_among_many(applicant: Int32, level: Int64, weight: Int64, counts: Int64, limit: int) -> Int8:
    cumulative = np.cumsum(counts, axis=1)
    better = cumulative - counts
    room = np.clip(limit - better[applicant, level], 0, None)  # level -1 has weight 0, whatever it reads
    is_last_level = (room > 0) & (cumulative[applicant, level] > limit)
    at_last = np.where(is_last_level, weight, 0)
    before = np.concatenate(([0], np.cumsum(at_last)))
    start_of_person = np.searchsorted(applicant, applicant, side="left")
    before_in_person = np.where(is_last_level, before[:-1] - before[start_of_person], 0)
    times: Int8 = np.clip(room - before_in_person, 0, weight).astype(np.int8)
    return times


def _sums(applicant: Int32, values: Int64, rows: Bool, applicants: int) -> Int64:
    """Sum int64 values of the chosen rows per applicant, exactly. Rows are sorted by applicant."""
    sums = np.zeros(applicants, dtype=np.int64)
    if applicant.size:
        start = np.flatnonzero(np.concatenate(([True], applicant[1:] != applicant[:-1])))
        sums[applicant[start]] = np.add.reduceat(np.where(rows, values, 0), start)
    return sums


def _subject_sums(grades: GradeColumns, values: Int64, subjects: tuple[str, ...], applicants: int) -> Int64:
    is_wanted = np.array([code in subjects for code in SUBJECTS], dtype=np.bool_)
    wanted: Bool = is_wanted[grades.subject]
    return _sums(grades.applicant, values, wanted, applicants)
