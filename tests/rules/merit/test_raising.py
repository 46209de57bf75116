"""What one grade more would give, worked out by hand from the points of GF 7:4."""

from fractions import Fraction

import pytest

from gemensam.rules.merit import RULES, merit_value, next_grade, steps_up
from gemensam.rules.terms import SubjectGrade
from tests.rules import golden

RULE = RULES["se-2026"]


def gains(grades, **more):
    return {
        (one.grade.subject, one.grade.language): (one.raised, one.gain)
        for one in steps_up(grades, RULE, **more)
    }


def test_steps_up_of_sixteen_grades_give_two_and_a_half_each():
    found = gains(golden.compulsory(" ".join("C" * 16)))
    assert set(found.values()) == {("B", Fraction("2.5"))}
    assert len(found) == 16


def test_steps_up_from_a_fail_give_ten():
    assert gains(golden.compulsory("F" + " C" * 15))["BL", ""] == ("E", Fraction(10))


def test_steps_up_of_the_top_grade_are_not_told():
    assert gains(golden.compulsory(" ".join("A" * 16))) == {}


def test_steps_up_of_a_grade_outside_the_sixteen_may_give_nothing():
    """17 grades: the mother tongue E stands outside. E to D is still the lowest of them."""
    grades = [*golden.compulsory(" ".join("C" * 16)), SubjectGrade("ML", "E")]
    assert gains(grades)["ML", ""] == ("D", Fraction(0))


def test_steps_up_of_a_grade_that_would_push_another_out_give_the_difference():
    """The mother tongue at C is as good as the sixteenth; at B it replaces a C: 17.5 − 15."""
    grades = [*golden.compulsory(" ".join("C" * 16)), SubjectGrade("ML", "C")]
    assert gains(grades)["ML", ""] == ("B", Fraction("2.5"))


def test_steps_up_of_the_language_choice_count_as_the_seventeenth():
    grades = [*golden.compulsory(" ".join("A" * 16)), SubjectGrade("M2", "E", language="SPA")]
    assert gains(grades) == {("M2", "SPA"): ("D", Fraction("2.5"))}


def test_steps_up_from_no_grade_in_the_language_choice_give_a_seventeenth():
    grades = [*golden.compulsory(" ".join("A" * 16)), SubjectGrade("M2", "-", language="SPA")]
    assert gains(grades) == {("M2", "SPA"): ("E", Fraction(10))}


def test_steps_up_of_a_combined_grade_count_three_times():
    grades = [SubjectGrade("NO", "D"), SubjectGrade("MA", "C")]
    assert gains(grades)["NO", ""] == ("C", Fraction("7.5"))


def test_steps_up_of_a_dancer_are_scaled_to_sixteen():
    """13 grades: 2.5 × 16/13."""
    grades = golden.compulsory(" ".join("C" * 13) + " . . .")
    assert gains(grades, reduced_timetable=True)["BL", ""] == ("B", Fraction(5, 2) * Fraction(16, 13))


@pytest.mark.parametrize(
    ("grade", "better"),
    [("-", "E"), ("F", "E"), ("E", "D"), ("D", "C"), ("C", "B"), ("B", "A"), ("A", None), ("VG", None)],
)
def test_next_grade_follows_the_scale(grade, better):
    assert next_grade(grade, RULE) == better


@pytest.mark.parametrize(("grade", "better"), [("3", "4"), ("9", "10"), ("10", None), ("-", "1")])
def test_next_grade_of_the_proposal_follows_its_scale(grade, better):
    assert next_grade(grade, RULES["se-2028-proposal"]) == better


@pytest.mark.parametrize("letters", ["A B C D E F A B C D E F A B C D", "C C C C C C C C E E E E F F . ."])
def test_steps_up_are_the_difference_of_two_merit_values(letters):
    grades = [*golden.compulsory(letters), SubjectGrade("ML", "D"), SubjectGrade("M2", "B", language="DEU")]
    before = merit_value(grades, RULE).value
    for one in steps_up(grades, RULE):
        raised = [SubjectGrade(one.grade.subject, one.raised, language=one.grade.language)]
        rest = [
            grade
            for grade in grades
            if (grade.subject, grade.language) != (one.grade.subject, one.grade.language)
        ]
        assert merit_value(rest + raised, RULE).value - before == one.gain
