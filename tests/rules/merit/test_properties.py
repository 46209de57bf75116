"""What must hold for every set of grades; a reduced timetable is left out, where a low grade costs."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from gemensam.rules.merit import RULES, merit_value
from gemensam.rules.terms import BLOCKS, SUBJECTS, SubjectGrade

SE_2026 = RULES["se-2026"]
MODEST = settings(max_examples=40, deadline=None)
LETTERS = ("-", "F", "E", "D", "C", "B", "A")  # from worst to best
grade_letters = st.sampled_from(LETTERS)
reports = st.dictionaries(st.sampled_from([code for code in SUBJECTS if code != "M2"]), grade_letters)


def value(report: dict[str, str], *extra: SubjectGrade) -> Fraction:
    found = merit_value([*(SubjectGrade(*item) for item in report.items()), *extra], SE_2026).value
    assert found is not None
    return found


def by_hand(report: dict[str, str], language: str) -> Fraction:
    """The paragraph in plain loops: sixteen best, Swedish once, combined grades by their subjects."""
    points = dict(zip(LETTERS, (None, 0, 10, Fraction(25, 2), 15, Fraction(35, 2), 20), strict=True))
    single = {code: points[letter] for code, letter in report.items() if points[letter] is not None}
    if {"SV", "SVA"} <= set(single):
        single.pop("SV" if single["SV"] < single["SVA"] else "SVA")
    every = [worth for code, worth in single.items() for _ in BLOCKS.get(code, (code,))]
    return Fraction(sum(sorted(every, reverse=True)[:16]) + (points[language] or 0))


@MODEST
@given(reports, grade_letters)
def test_merit_of_any_report_is_the_paragraph_by_hand(report, language):
    assert value(report, SubjectGrade("M2", language)) == by_hand(report, language)


@MODEST
@given(reports, st.sampled_from(SUBJECTS[:-3]), grade_letters)
def test_one_grade_more_or_better_never_lowers_merit(report, subject, letter):
    better = {**report, subject: max(letter, report.get(subject, "-"), key=LETTERS.index)}
    assert value(better) >= value(report)


@MODEST
@given(reports, grade_letters)
def test_the_modern_language_never_lowers_merit(report, letter):
    assert value(report, SubjectGrade("M2", letter)) >= value(report)


@MODEST
@given(reports, grade_letters, grade_letters)
def test_a_second_modern_language_never_lowers_merit(report, first, second):
    one = SubjectGrade("M2", first, language="SPA")
    assert value(report, one, SubjectGrade("M2", second, language="DEU")) >= value(report, one)


@MODEST
@given(reports, grade_letters)
def test_the_language_as_choice_is_never_worth_less_than_as_other(report, letter):
    assert value(report, SubjectGrade("M2", letter)) >= value(report, SubjectGrade("M2", letter, "other"))


@MODEST
@given(reports, grade_letters, st.randoms(use_true_random=False))
def test_the_order_of_grades_changes_nothing(report, letter, random):
    grades = [*(SubjectGrade(*item) for item in report.items()), SubjectGrade("M2", letter)]
    shuffled = random.sample(grades, len(grades))
    assert merit_value(shuffled, SE_2026) == merit_value(grades, SE_2026)
