"""The trial rule set of merit: a new law is a new row, the code that applies it is the same."""

from datetime import date
from fractions import Fraction

import pytest

from gemensam.rules.merit import RULES, in_force, merit_value
from tests.rules import golden

PROPOSAL = RULES["se-2028-proposal"]


def merit_of(case, rules):
    grades = [*golden.compulsory(case["compulsory"]), *map(golden.grade, case.get("others", []))]
    return merit_value(grades, rules)


@pytest.mark.parametrize("case", golden.cases("merit-2028"))
def test_merit_value_of_proposal_is_exact(case):
    merit = merit_of(case, PROPOSAL)
    assert merit.value == golden.number(case["merit"])
    if "bonus" in case:
        assert f"{merit.bonus.subject}/{merit.bonus.language}" == case["bonus"]
    if "not_counted" in case:
        assert [grade.subject for grade in merit.not_counted] == case["not_counted"]


def test_merit_value_of_new_grades_is_nothing_by_the_law_in_force():
    case = golden.cases("merit-2028")[0].values[0]
    assert merit_of(case, RULES["se-2026"]).value == 0


@pytest.mark.parametrize(
    "case",
    [case for case in golden.cases("merit") if case.values[0]["merit"] not in {"unknown", "0"}],
)
def test_merit_value_by_the_law_in_force_is_another_than_by_the_proposal(case):
    """A negative control: the table alone makes the difference."""
    assert merit_of(case, RULES["se-2026"]).value != merit_of(case, PROPOSAL).value


def test_proposal_says_what_it_is_and_where_older_grades_come_from():
    assert PROPOSAL.proposal
    assert "proposal" in PROPOSAL.name
    assert PROPOSAL.law.startswith("förslag")
    assert PROPOSAL.conversion
    assert not RULES["se-2026"].proposal


def test_grades_of_rule_sets_are_those_with_points_and_the_dash():
    assert RULES["se-2026"].grades == ("A", "B", "C", "D", "E", "F", "-", "G", "VG", "MVG")
    assert set(PROPOSAL.grades) == {*RULES["se-2026"].grades, *map(str, range(1, 11))}


def test_conversion_keeps_the_order_of_older_grades():
    points = [PROPOSAL.points[grade] for grade in "ABCDEF"]
    assert points == sorted(points, reverse=True)
    assert (points[0], points[4]) == (Fraction(10), Fraction(4))


def test_in_force_is_the_latest_law_and_never_a_proposal():
    assert in_force(date(2026, 8, 15)).name == "se-2026"
    assert in_force(date(2030, 8, 15)).name == "se-2026"
    with pytest.raises(ValueError, match="2010"):
        in_force(date(2010, 8, 15))
