"""Which grade counts: cut-off, prövning, komplettering, and the eligibility that follows."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemensam.rules.eligibility import RULES as ELIGIBILITY
from gemensam.rules.eligibility import decide
from gemensam.rules.merit import RULES, effective_rows, merit_value
from gemensam.rules.merit.supplement import NO_CUTOFF
from gemensam.rules.terms import GRADE_INDEX, GRADES, SUBJECT_INDEX, SubjectGrade
from tests.rules import golden

SE_2026 = RULES["se-2026"]


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def effective(rows: list[tuple[SubjectGrade, int]], cutoff: int, rules) -> list[SubjectGrade]:
    keep = effective_rows(
        key=np.array([SUBJECT_INDEX[grade.subject] for grade, _ in rows], dtype=np.int64),
        grade=np.array([GRADE_INDEX[grade.grade] for grade, _ in rows], dtype=np.int8),
        registered_at=np.array([at for _, at in rows], dtype=np.int64),
        source_row=np.arange(len(rows)),
        cutoff=cutoff,
        rules=rules,
    )
    return [grade for (grade, _), kept in zip(rows, keep, strict=True) if kept]


@pytest.mark.parametrize("case", golden.cases("supplement"))
def test_effective_rows_of_worked_example_give_merit_and_eligibility(case):
    rules = replace(SE_2026, **case.get("rules", {}))
    rows = [(grade, 0) for grade in golden.compulsory(case["compulsory"])]
    for text in case["rows"]:
        letter, subject, at = text.split()
        rows.insert(0, (SubjectGrade(subject, letter), seconds(at)))
    grades = effective(rows, seconds(case["cutoff"]), rules)
    assert merit_value(grades, rules).value == golden.number(case["merit"])
    assert sum(grade.grade in rules.passing for grade in grades) == case["passes"]
    if "na" in case:
        decision = decide(grades, "NA25", ELIGIBILITY["se-2026"], year=2026, birth_year=2010)
        assert decision.eligible is case["na"]


def test_effective_rows_at_the_same_moment_take_the_last_in_the_source():
    rows = [(SubjectGrade("MA", letter), 5) for letter in "EAC"]
    assert [grade.grade for grade in effective(rows, NO_CUTOFF, SE_2026)] == ["C"]


def test_effective_rows_all_after_the_cutoff_keep_none():
    assert effective([(SubjectGrade("MA", "A"), 6)], 5, SE_2026) == []


@pytest.mark.parametrize("replaceable", ["any", "missing_or_failed"])
def test_effective_rows_without_rows_keep_none(replaceable):
    assert effective([], NO_CUTOFF, replace(SE_2026, replaceable=replaceable)) == []


def test_effective_rows_with_a_locked_pass_keep_the_first_pass():
    rules = replace(SE_2026, replaceable="missing_or_failed")
    rows = [(SubjectGrade("MA", letter), at) for at, letter in enumerate("-FDAF")]
    assert [grade.grade for grade in effective(rows, NO_CUTOFF, rules)] == ["D"]
    assert [grade.grade for grade in effective(rows[:2], NO_CUTOFF, rules)] == ["F"]


attempts = st.lists(
    st.tuples(st.sampled_from(("SV", "MA", "EN")), st.sampled_from(GRADES), st.integers(0, 9)), max_size=12
)


@settings(max_examples=40, deadline=None)
@given(attempts, st.integers(0, 9), st.sampled_from(("any", "missing_or_failed")))
def test_effective_rows_are_what_a_plain_loop_finds(rows, cutoff, replaceable):
    rules = replace(SE_2026, replaceable=replaceable)
    standing: dict[str, str] = {}
    for subject, letter, _ in sorted(
        (row for row in rows if row[2] <= cutoff), key=lambda row: row[2]
    ):  # sorted is stable: the place in the source decides
        if replaceable == "any" or standing.get(subject) not in rules.passing:
            standing[subject] = letter
    found = effective([(SubjectGrade(*row[:2]), row[2]) for row in rows], cutoff, rules)
    assert {grade.subject: grade.grade for grade in found} == standing
    assert len(found) == len(standing)
