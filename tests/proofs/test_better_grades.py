"""The three rules by which a better grade can hurt its owner: docs/engine.md, the smallest cases."""

from fractions import Fraction

import pytest

from gemensam.rules import eligibility, merit
from gemensam.rules.terms import SubjectGrade

pytestmark = pytest.mark.proof

CORE = [SubjectGrade(subject, "E") for subject in ("SV", "EN", "BL", "HKK", "IDH", "MU", "SL")]


def programmes(grades: list[SubjectGrade]) -> dict[str, bool]:
    """Eligibility to a vocational programme and to the introduction programme that leads to it."""
    rules = eligibility.RULES["se-2026"]
    return {
        name: eligibility.decide(
            grades, name, rules, year=2027, birth_year=2011, base_programme=base
        ).eligible
        for name, base in (("BA25", ""), ("IMV", "BA25"))
    }


def test_first_passing_grade_opens_a_programme_and_closes_the_one_that_leads_to_it():
    failed, passed = [*CORE, SubjectGrade("MA", "F")], [*CORE, SubjectGrade("MA", "E")]
    assert programmes(failed) == {"BA25": False, "IMV": True}
    assert programmes(passed) == {"BA25": True, "IMV": False}


@pytest.mark.parametrize(("reduced", "more"), [(True, Fraction(240)), (False, Fraction(30))])
def test_one_more_low_grade_lowers_a_scaled_sum_only(reduced, more):
    """One A is scaled to 16 × 20; an A and an E to 16 × 15."""
    rules = merit.RULES["se-2026"]
    one, two = [SubjectGrade("MA", "A")], [SubjectGrade("MA", "A"), SubjectGrade("EN", "E")]
    assert merit.merit_value(two, rules, reduced_timetable=reduced).value == more
    assert merit.merit_value(one, rules, reduced_timetable=reduced).value == (320 if reduced else 20)
