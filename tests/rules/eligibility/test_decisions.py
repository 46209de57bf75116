"""Eligibility: worked examples, one person and many, and what must hold for all."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemensam.rules.eligibility import (
    ELIGIBILITY_CODES,
    GRADE_OBSTACLES,
    RULES,
    ApplicantFacts,
    Circumstances,
    Obstacle,
    decide,
    eligibility_codes,
    is_known_programme,
    obstacle_codes,
    pass_table,
    programme_requirements,
)
from gemensam.rules.terms import SUBJECTS, SubjectGrade, grade_columns
from tests.rules import golden

SE_2026 = RULES["se-2026"]
CIRCUMSTANCES = (
    "completed",
    "english_exemption",
    "swedish_waived",
    "newly_arrived",
    "exceptional_reasons",
    "special_reasons",
)


def expectations(case):
    """(programme, base, codes) of each line of `expect`."""
    for line in case["expect"]:
        target, _, codes = line.partition(":")
        programme, _, base = target.partition("/")
        yield programme, base, tuple(f"eligibility:{code}" for code in codes.split())


def grades_of(case):
    return [golden.grade(text) for text in case["grades"].split()]


def decided(case, programme, base):
    return decide(
        grades_of(case),
        programme,
        replace(SE_2026, **case.get("rules", {})),
        year=2026,
        birth_year=case.get("birth_year", 2010),
        base_programme=base,
        circumstances=Circumstances(**{name: case.get(name, False) for name in CIRCUMSTANCES}),
        ranked_choice=case.get("ranked_choice", True),
    )


@pytest.mark.parametrize("case", golden.cases("eligibility"))
def test_decide_of_worked_example_tells_every_obstacle(case):
    for programme, base, codes in expectations(case):
        decision = decided(case, programme, base)
        assert (programme, decision.codes, decision.eligible) == (programme, codes, not codes)


@pytest.mark.parametrize("ranked_choice", [True, False])
def test_eligibility_codes_of_many_are_what_each_one_gets(ranked_choice):
    cases = [case.values[0] for case in golden.cases("eligibility") if "rules" not in case.values[0]]
    cases = [case for case in cases if case.get("ranked_choice", True) is ranked_choice]
    rows = [(number, *one) for number, case in enumerate(cases) for one in expectations(case)]

    def flags(name):
        return np.array([case.get(name, False) for case in cases])

    obstacles = eligibility_codes(
        pass_table(grade_columns([grades_of(case) for case in cases]), len(cases), SE_2026),
        ApplicantFacts(
            birth_year=np.array([case.get("birth_year", 2010) for case in cases]),
            completed=flags("completed"),
            swedish_waived=flags("swedish_waived"),
            newly_arrived=flags("newly_arrived"),
            exceptional_reasons=flags("exceptional_reasons"),
            special_reasons=flags("special_reasons"),
        ),
        programme_requirements([row[1] for row in rows], [row[2] for row in rows], SE_2026),
        applicant=np.array([row[0] for row in rows], dtype=np.int32),
        requirement=np.arange(len(rows), dtype=np.int32),
        english_exemption=flags("english_exemption")[[row[0] for row in rows]],
        year=2026,
        rules=SE_2026,
        ranked_choice=ranked_choice,
    )
    assert obstacles.dtype == np.int32
    assert [obstacle_codes(int(bits)) for bits in obstacles] == [row[3] for row in rows]


def test_eligibility_codes_without_special_facts_take_them_as_nobody():
    obstacles = eligibility_codes(
        pass_table(grade_columns([[SubjectGrade("SV", "E")]]), 1, SE_2026),
        ApplicantFacts(birth_year=np.array([2010]), completed=np.array([False])),
        programme_requirements(["IMY", "IMS"], ["", ""], SE_2026),
        applicant=np.zeros(2, dtype=np.int32),
        requirement=np.arange(2, dtype=np.int32),
        english_exemption=np.zeros(2, dtype=np.bool_),
        year=2026,
        rules=SE_2026,
        ranked_choice=False,
    )
    assert obstacles.tolist() == [0, int(Obstacle.NOT_NEWLY_ARRIVED)]


def test_decide_names_the_law_of_the_programme():
    laws = {
        code: decide([], code, SE_2026, year=2026, birth_year=2010, base_programme=base).law
        for code, base in (("SA25", ""), ("IMV", "SA25"), ("IMY", ""), ("IMA", ""), ("IMS", ""))
    }
    assert "GF 7:1" in laws["SA25"]
    assert [laws[code][-1] for code in ("IMV", "IMY", "IMA", "IMS")] == [
        "SL 17:10",
        "GF 6:2",
        "GF 6:2",
        "SL 17:12",
    ]


def test_programme_requirements_with_unknown_codes_name_all_of_them():
    with pytest.raises(ValueError, match="unknown programmes: IMV, IMV IMY, NA26, XX25"):
        programme_requirements(["NA25", "XX25", "IMV", "IMV", "NA26"], ["", "", "", "IMY", ""], SE_2026)


@pytest.mark.parametrize(
    ("code", "base", "known"),
    [
        ("NA25", "", True),
        ("NA", "", True),
        ("FR25", "", True),
        ("IMY", "", True),
        ("IMV", "BA25", True),
        ("IMV", "", False),
        ("IMV", "IMV", False),
        ("IMV", "XX", False),
        ("FL", "", False),  # cutting "25" off would have made a florist of aviation
        ("TA", "", False),
        ("HV25", "", False),
        ("IMP", "", False),
        ("VI", "", False),  # the fourth technical year is not admitted to on year-nine grades
        ("", "", False),
    ],
)
def test_is_known_programme_of_code_knows_the_traps(code, base, known):
    assert is_known_programme(code, base) is known


def test_obstacle_codes_stand_in_the_order_of_the_bits():
    everything = sum(int(one) for one in Obstacle)
    assert obstacle_codes(everything) == ELIGIBILITY_CODES
    assert obstacle_codes(0) == ()
    assert obstacle_codes(int(Obstacle.CHEMISTRY | Obstacle.AGE)) == ("eligibility:age", "eligibility:KE")


def test_grade_obstacles_are_all_but_the_personal_ones():
    assert obstacle_codes(sum(int(one) for one in Obstacle) & ~GRADE_OBSTACLES) == (
        "eligibility:age",
        "eligibility:completed",
        "eligibility:not_by_choice",
        "eligibility:not_newly_arrived",
        "eligibility:language_introduction",
    )


reports = st.dictionaries(st.sampled_from(SUBJECTS), st.sampled_from(("-", "F", "E", "A")))


def decide_national(report, programme):
    grades = [SubjectGrade(*item) for item in report.items()]
    return decide(grades, programme, SE_2026, year=2026, birth_year=2010)


@settings(max_examples=40, deadline=None)
@given(reports, st.sampled_from(SUBJECTS), st.sampled_from(("BA25", "ES25", "SA25", "TE25")))
def test_one_pass_more_never_adds_an_obstacle_to_a_national_programme(report, subject, programme):
    before = decide_national(report, programme).codes
    after = decide_national({**report, subject: "E"}, programme).codes
    assert set(after) <= set(before)


@settings(max_examples=40, deadline=None)
@given(reports)
def test_eligible_to_higher_education_programme_is_eligible_to_vocational_one(report):
    for programme in ("ES25", "SA25", "NA25"):
        assert not decide_national(report, programme).eligible or decide_national(report, "VO25").eligible
