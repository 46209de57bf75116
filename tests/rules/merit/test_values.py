"""The merit value: worked examples, and what must hold for all."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from gemensam.rules.eligibility import RULES as ELIGIBILITY_RULES
from gemensam.rules.merit import RULES, merit_value, merit_values
from gemensam.rules.terms import NO_MERIT, POINT_SCALE, SubjectGrade, grade_columns
from tests.rules import golden

SE_2026 = RULES["se-2026"]


def name(grade: SubjectGrade | None) -> str:
    return "" if grade is None else f"{grade.subject}/{grade.language}".rstrip("/")


def grades_of(case):
    return [*golden.compulsory(case["compulsory"]), *map(golden.grade, case.get("others", []))]


def merit_of(case):
    return merit_value(
        grades_of(case),
        replace(SE_2026, **case.get("rules", {})),
        reduced_timetable=case.get("reduced_timetable", False),
        comparable_grades=case.get("comparable_grades", True),
    )


@pytest.mark.parametrize("case", golden.cases("merit"))
def test_merit_value_of_worked_example_is_exact(case):
    merit = merit_of(case)
    assert merit.value == golden.number(case["merit"])
    if "bonus" in case:
        assert name(merit.bonus) == case["bonus"]
    if "not_counted" in case:
        assert [name(grade) for grade in merit.not_counted] == case["not_counted"]
    for figure in ("grade_count", "scaled_from"):
        if figure in case:
            assert getattr(merit, figure) == case[figure]
    for figure in ("maths_science", "english_swedish_social", "swedish", "comparison_value"):
        if figure in case:
            assert getattr(merit, figure) == Fraction(case[figure])


@pytest.mark.parametrize("case", [c for c in golden.cases("merit") if c.values[0]["merit"] != "unknown"])
def test_merit_value_is_the_sum_of_what_is_shown(case):
    merit = merit_of(case)
    total = sum((one.points for one in merit.counted), Fraction(0))
    if merit.scaled_from:
        total = total * 16 / merit.scaled_from
    assert total + merit.bonus_points == merit.value
    assert sum(one.times for one in merit.counted) <= 16


def test_merit_value_of_many_is_what_each_one_gets():
    cases = [case.values[0] for case in golden.cases("merit") if "rules" not in case.values[0]]
    table = merit_values(
        grade_columns([grades_of(case) for case in cases]),
        len(cases),
        np.array([case.get("reduced_timetable", False) for case in cases]),
        SE_2026,
        np.array([case.get("comparable_grades", True) for case in cases]),
    )
    assert table.points.dtype == np.int64
    expected = [golden.number(case["merit"]) for case in cases]
    units = [NO_MERIT if value is None else value * POINT_SCALE for value in expected]
    assert table.points.tolist() == units


def test_merit_values_without_rows_are_zero():
    table = merit_values(grade_columns([[], []]), 2, np.array([False, True]), SE_2026)
    assert table.points.tolist() == [0, 0]
    assert table.comparison_denominator.tolist() == [0, 0]
    assert table.counted.tolist() == []


def test_merit_values_skip_applicants_without_grades():
    people = [[], [SubjectGrade("SV", "A")], [], [SubjectGrade("EN", "E"), SubjectGrade("MA", "C")], []]
    table = merit_values(grade_columns(people), 5, np.zeros(5, dtype=np.bool_), SE_2026)
    assert [points // POINT_SCALE for points in table.points.tolist()] == [0, 20, 0, 25, 0]
    assert table.swedish.tolist() == [0, 20 * POINT_SCALE, 0, 0, 0]
    assert table.grade_count.tolist() == [0, 1, 0, 2, 0]


def test_block_grade_at_the_limit_counts_in_part():
    grades = [
        *golden.compulsory("A A A A A A . . . A A A A A A A"),
        golden.grade("NO:C"),
        golden.grade("ML:A"),
    ]
    merit = merit_value(grades, SE_2026)
    assert merit.value == 14 * 20 + 2 * 15
    assert [
        (one.grade.subject, one.times, one.points) for one in merit.counted if one.grade.subject == "NO"
    ] == [("NO", 2, Fraction(30))]


def test_equal_grades_at_the_limit_are_marked_in_subject_order():
    grades = [*golden.compulsory(" ".join("E" * 16)), golden.grade("ML/ARA:E"), golden.grade("ML/SOM:E")]
    assert [name(one) for one in merit_value(reversed(grades), SE_2026).not_counted] == ["ML/ARA", "ML/SOM"]


def test_language_choice_of_another_subject_than_m2_gives_no_bonus():
    grades = [*golden.compulsory(" ".join("A" * 16)), SubjectGrade("ML", "A", "language_choice")]
    assert merit_value(grades, SE_2026).value == 320


def test_two_language_choices_under_policy_chosen_are_refused():
    rules = replace(SE_2026, language_choice="chosen")
    two = [golden.grade("M2/SPA:A"), golden.grade("M2/DEU:E")]
    with pytest.raises(ValueError, match=r"applicants \[1\]"):
        merit_values(grade_columns([two[:1], two]), 2, np.zeros(2, dtype=np.bool_), rules)
    assert merit_value(two[:1], rules).value == 20


def test_two_grades_in_one_subject_are_refused():
    with pytest.raises(ValueError, match="two grades in SV"):
        merit_value([SubjectGrade("SV", "A"), SubjectGrade("SV", "B")], SE_2026)


def test_unknown_codes_are_refused():
    for wrong in (SubjectGrade("XX", "A"), SubjectGrade("SV", "Z"), SubjectGrade("SV", "A", "none")):
        with pytest.raises(KeyError):
            merit_value([wrong], SE_2026)


def test_points_that_are_no_whole_units_are_refused():
    rules = replace(SE_2026, points={"A": Fraction(1, 17)})
    with pytest.raises(ValueError, match="not whole units"):
        merit_value([SubjectGrade("SV", "A")], rules)


def test_every_scaling_to_sixteen_grades_is_exact():
    for count in range(1, 17):
        letters = " ".join("B" * count + "." * (16 - count))
        merit = merit_value(golden.compulsory(letters), SE_2026, reduced_timetable=True)
        assert merit.value == 16 * Fraction(35, 2)
        assert merit.scaled_from == (count if count < 16 else None)
        halves = [*golden.compulsory(letters)[:-1], SubjectGrade("ML", "E")]
        mean = (Fraction(35, 2) * (count - 1) + 10) / count
        assert merit_value(halves, SE_2026, reduced_timetable=True).value == 16 * mean


def test_a_later_law_is_a_new_value_and_leaves_the_old_one():
    later = replace(
        SE_2026,
        name="later",
        points={"A": Fraction(10), "B": Fraction(8), "E": Fraction(4)},
        counted_grades=2,
    )
    grades = golden.compulsory("A B E F . . . . . . . . . . . .")
    assert merit_value(grades, later).value == 18
    assert merit_value(grades, later).grade_count == 3  # F is no grade there
    assert merit_value(grades, SE_2026).value == Fraction(95, 2)
    dancer = merit_value(grades[:1], later, reduced_timetable=True)
    assert (dancer.value, dancer.scaled_from) == (20, 1)


def test_rule_sets_are_named_dated_and_cited():
    for rules in (RULES, ELIGIBILITY_RULES):
        assert {name: one.name for name, one in rules.items()} == {name: name for name in rules}
        assert all(one.law for one in rules.values())
    assert {name: one.valid_from for name, one in RULES.items()} == {
        name: one.valid_from for name, one in ELIGIBILITY_RULES.items()
    }
