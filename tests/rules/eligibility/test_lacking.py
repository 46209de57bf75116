"""How many passes are missing, counted by hand."""

import pytest

from gemensam.rules.eligibility import RULES, others_lacking
from gemensam.rules.terms import SubjectGrade

RULE = RULES["se-2026"]


def passes(*subjects: str) -> list[SubjectGrade]:
    return [SubjectGrade(subject, "E") for subject in subjects]


@pytest.mark.parametrize(
    ("subjects", "programme", "base", "missing"),
    [
        (("SV", "EN", "MA", "BL", "MU", "SL", "TK", "GE"), "BA25", "", 0),  # eight: five others
        (("SV", "EN", "MA", "BL", "MU", "SL"), "BA25", "", 2),
        (("SV", "EN", "MA", "BL", "MU", "SL"), "NA25", "", 6),
        (("SV", "EN", "MA"), "BA25", "", 5),
        (("SVA", "MA", "BL", "MU", "SL"), "IMV", "BA25", 1),  # with one of English and mathematics: four
        (("SVA", "EN", "MA", "BL", "MU", "SL"), "IMV", "BA25", 0),  # with both: three
        ((), "IMY", "", 0),
    ],
)
def test_others_lacking_counts_what_is_missing(subjects, programme, base, missing):
    assert others_lacking(passes(*subjects), programme, base, RULE) == missing


def test_others_lacking_of_a_fail_counts_as_missing():
    grades = [*passes("SV", "EN", "MA", "BL", "MU", "SL", "TK"), SubjectGrade("GE", "F")]
    assert others_lacking(grades, "BA25", "", RULE) == 1
