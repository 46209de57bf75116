"""The trial rule set of eligibility: the mean of all grades, no grade a fail."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from gemensam.rules.eligibility import RULES, decide, in_force, pass_table
from gemensam.rules.terms import grade_columns
from tests.rules import golden

PROPOSAL = RULES["se-2028-proposal"]


def grades_of(case):
    return [golden.grade(text) for text in case["grades"].split()]


def decision(case, target, rules):
    programme, _, base = target.partition("/")
    return decide(grades_of(case), programme, rules, year=2028, birth_year=2012, base_programme=base)


@pytest.mark.parametrize("case", golden.cases("eligibility-2028"))
def test_decide_by_proposal_tells_every_obstacle(case):
    for line in case["expect"]:
        target, _, codes = line.partition(":")
        wanted = tuple(f"eligibility:{code}" for code in codes.split())
        assert (target, decision(case, target, PROPOSAL).codes) == (target, wanted)


def test_pass_table_of_many_is_what_each_one_gets():
    cases = [case.values[0] for case in golden.cases("eligibility-2028")]
    many = pass_table(grade_columns([grades_of(case) for case in cases]), len(cases), PROPOSAL)
    single = [pass_table(grade_columns([grades_of(case)]), 1, PROPOSAL).mean_reached[0] for case in cases]
    assert many.mean_reached.tolist() == single
    assert set(single) == {np.True_, np.False_}


def test_decide_without_lowest_mean_asks_for_none():
    """A negative control: the row of the table alone makes the difference."""
    case = next(case.values[0] for case in golden.cases("eligibility-2028") if case.values[0]["id"] == "Q2")
    assert not decision(case, "BA25", PROPOSAL).eligible
    assert decision(case, "BA25", replace(PROPOSAL, lowest_mean=None)).eligible


def test_pass_table_of_nobody_with_grades_reaches_no_mean():
    assert pass_table(grade_columns([[]]), 1, PROPOSAL).mean_reached.tolist() == [False]
    assert pass_table(grade_columns([[]]), 1, RULES["se-2026"]).mean_reached.tolist() == [True]


def test_decide_by_proposal_cites_it():
    case = golden.cases("eligibility-2028")[0].values[0]
    assert decision(case, "BA25", PROPOSAL).law[-1] == "förslag: SOU 2025:18"


def test_in_force_is_the_latest_law_and_never_a_proposal():
    assert in_force(date(2030, 8, 15)).name == "se-2026"
    with pytest.raises(ValueError, match="2010"):
        in_force(date(2010, 8, 15))
