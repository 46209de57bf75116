"""Merit and eligibility of the verifier: the worked examples, and adding against the rule itself."""

import random
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

import pytest

from gemensam_verifier import programmes
from gemensam_verifier.grade_rows import GradeKinds
from gemensam_verifier.grade_sums import packed, standing_of_sum
from gemensam_verifier.grades import HALF_POINTS, POINT_SCALE, SUBJECTS, Grade, make_grade, standing
from gemensam_verifier.market import Round

SIXTEEN = ("BL", "EN", "HKK", "IDH", "MA", "MU", "BI", "FY", "KE", "GE", "HI", "RE", "SH", "SL", "SV", "TK")
MIXED = "BACCBDECBAABCDCB"  # M16


def report(grades: Sequence[str], **extra: str) -> list[Grade]:
    """The compulsory subjects in order, and extra grades: M2, M1, ML, NO, SO or another subject."""
    rows = [
        make_grade(subject, grade, "compulsory", weighted=True)
        for subject, grade in zip(SIXTEEN, grades, strict=False)
        if grade != " "
    ]
    roles = {"M2": "language_choice", "M1": "optional_language", "ML": "mother_tongue"}
    for subject, grade in extra.items():
        rows.append(make_grade(subject, grade, roles.get(subject[:2], "other"), weighted=True))
    return rows


def merit(rows: list[Grade], *, reduced: bool = False) -> Fraction:
    return Fraction(standing(rows, reduced_timetable=reduced).merit, POINT_SCALE)


@pytest.mark.parametrize(
    ("name", "rows", "expected"),
    [
        ("M1", report("E" * 16), "160"),
        ("M2", report("A" * 16, M2="A"), "340"),
        ("M3", report("A" * 16, ML="A"), "320"),
        ("M4", report("C" * 15 + "F", ML="A"), "245"),
        ("M5", report("E" * 10 + "C" * 6, M2="E"), "200"),
        ("M6", report("E" * 10 + "C" * 6, M2="F"), "190"),
        ("M6 dash", report("E" * 10 + "C" * 6, M2="-"), "190"),
        ("M7", report("D" * 15 + "E", M1="B"), "205"),
        ("M8", report("E" * 9 + "C" * 3 + "----", M2="E"), "145"),
        ("M10", report("C" * 16, M2="A", M2b="E"), "260"),
        ("M15", report(["G"] * 8 + ["VG"] * 5 + ["MVG"] * 3, M2="VG"), "230"),
        ("M16", report(MIXED), "257.5"),
        ("M17", report(MIXED, M2="D"), "270"),
        ("M18", report(MIXED, ML="A"), "267.5"),
        ("M19", report(MIXED, ML="A", M2="D"), "280"),
    ],
)
def test_merit_worked_example_gives_published_value(name, rows, expected):
    assert merit(rows) == Fraction(expected)


def test_merit_reduced_timetable_is_scaled_before_the_language():
    assert merit(report("C" * 13, M2="B"), reduced=True) == Fraction("257.5")
    assert merit(report("AABBBCCCCCDD"), reduced=True) == Fraction(770, 3)
    assert merit(report("C" * 16), reduced=True) == Fraction(240)


def test_merit_block_grades_count_three_and_four_or_once():
    subjects = ("SV", "EN", "MA", "BL", "HKK", "IDH", "MU", "SL", "TK")
    for weighted, expected in ((True, "230"), (False, "162.5")):
        rows = [
            make_grade(subject, grade, "compulsory", weighted=weighted)
            for subject, grade in zip((*subjects, "NO", "SO"), "CBDCCCCCCCD", strict=True)
        ]
        assert merit(rows) == Fraction(expected)


def lacking(programme: str, *passed: str, others: int = 0, exemption: bool = False) -> tuple[str, ...]:
    """passed: named subjects; others: further passed subjects that no requirement names."""
    need = programmes.requirement(programme, "BA25")
    assert need is not None
    names = {name: bit for bit, name in programmes.NAMES.items()}
    bits = sum(names[name] for name in passed)
    count = others + len(set(passed) - {"SV", "EN", "MA"})
    return programmes.missing(need, bits, count, exemption=exemption)


CORE = ("SV", "EN", "MA")
SOCIAL, SCIENCE = ("GE", "HI", "RE", "SH"), ("BI", "FY", "KE")


@pytest.mark.parametrize(
    ("name", "programme", "passed", "others", "expected"),
    [
        ("E1", "BA25", CORE, 5, ()),
        ("E1", "ES25", CORE, 5, ("subjects",)),
        ("E2", "EK25", (*CORE, *SOCIAL), 5, ()),
        ("E2", "NA25", (*CORE, *SOCIAL), 5, SCIENCE),
        ("E3", "TE25", (*CORE, *SCIENCE, "GE", "RE", "SH"), 3, ()),
        ("E3", "SA25", (*CORE, *SCIENCE, "GE", "RE", "SH"), 3, ("HI",)),
        ("E4", "ES25", (*CORE, "GE", "BI"), 7, ()),
        ("E4", "HU25", (*CORE, "GE", "BI"), 7, ("HI", "RE", "SH")),
        ("E5", "BA25", ("SV", "MA"), 7, ("EN",)),
        ("E5", "IMV", ("SV", "MA"), 7, ()),
        ("E7", "BA25", CORE, 3, ("subjects",)),
        ("E7", "IMV", CORE, 3, ()),
        ("E8", "IMV", ("SV", "EN"), 3, ("subjects",)),
        ("E8", "IMY", ("SV", "EN"), 3, ()),
        ("E9", "BA25", ("EN", "MA"), 13, ("SV",)),
        ("E9", "IMV", ("EN", "MA"), 13, ("SV",)),
        ("E10", "BA25", ("SV", "EN"), 14, ("MA",)),
        ("E10", "IMV", ("SV", "EN"), 14, ()),
        ("eligible already", "IMV", CORE, 5, ("already",)),
        ("eligible already", "IMY", CORE, 5, ("already",)),
        ("neither", "IMV", ("SV",), 4, ("EN_MA",)),
        ("individual", "IMA", (), 0, ("not_by_choice",)),
    ],
)
def test_missing_eligibility_example_gives_published_answer(name, programme, passed, others, expected):
    assert lacking(programme, *passed, others=others) == expected


def test_missing_english_exemption_lifts_english_alone():
    assert lacking("BA25", "SV", "MA", others=7, exemption=True) == ()
    assert lacking("BA25", "SV", others=7, exemption=True) == ("MA",)
    assert lacking("IMV", "SV", others=7, exemption=True) == ("EN_MA",)


@pytest.mark.parametrize("code", ["FL25", "TA25", "MA25", "YR25"])
def test_requirement_code_with_other_letters_is_vocational(code):
    assert programmes.requirement(code) == programmes.VOCATIONAL_REQUIREMENT


def test_requirement_unknown_code_is_none():
    assert programmes.requirement("QQ25") is None
    assert programmes.requirement("IMV", "IMY") is None


def test_standing_of_sum_random_grades_equals_the_rule():
    dice = random.Random(5)
    added = 0
    for _ in range(3000):
        subjects = dice.sample(sorted(SUBJECTS), dice.randint(0, 20))
        rows = [
            make_grade(
                subject,
                dice.choice(sorted(HALF_POINTS)),
                "language_choice" if subject == "M2" else "compulsory",
                weighted=dice.random() < 0.5,
            )
            for subject in subjects
        ]
        quick = standing_of_sum(sum(packed(row, language="") for row in rows))
        if quick is not None:
            added += 1
            assert quick == standing(rows, reduced_timetable=False)
    assert added > 300


def kinds(cutoff: float | None = None) -> GradeKinds:
    round_ = Round(2027, "final", "se-2026", seed="", weighted_blocks=True, cutoff=cutoff, rankings={})
    return GradeKinds(("subject", "language", "grade", "role", "registered_at"), round_)


def test_standing_later_row_replaces_the_earlier_even_when_lower():
    table = kinds()
    early = table.add("MA,,A,compulsory,2027-06-01T08:00:00Z", 2)
    late = table.add("MA,,E,compulsory,2027-06-01T10:00:01+02:00", 3)
    for rows in ([early, late], [late, early]):
        assert table.standing(list(rows), reduced_timetable=False).merit == 10 * POINT_SCALE


def test_add_row_at_and_after_the_cutoff_only_the_later_is_too_late():
    table = kinds(cutoff=datetime.fromisoformat("2027-06-24T18:00:00+02:00").timestamp())
    assert table.add("MA,,A,compulsory,1970-01-01T00:00:00Z", 2) == 0
    assert table.add("EN,,A,compulsory,2027-06-24T16:00:00Z", 3) == 1
    assert table.add("SV,,A,compulsory,2027-06-24T16:00:01Z", 4) == -1
