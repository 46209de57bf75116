"""Acceptance scenarios of a round, by their numbers, from files to placements and explanations. People are made up."""

import csv

import pytest

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle import write_round
from gemensam.interfaces.commands import cli
from tests.bundle.rounds import GRADE, tables_of

BY_RANK = ["choice_rank", "grade_count", "lottery"]


def run(case, folder, **settings):
    """The result of a case of tests/bundle/rounds.py, through files."""
    made, tables = tables_of(case)
    write_round({**made, **settings}, tables, folder)
    return bundle.admit(bundle.read_round(folder))


def rows(result, *columns):
    return set(result.placements.select("applicant_id", "offering_id", *columns).iter_rows())


def test_scenario_6_free_quota_of_two_with_one_approved_gives_29_by_merit_and_1_by_quota(tmp_path):
    case = {
        "offerings": {"NA": {"seats": 30, "free_quota_seats": 2}},
        "applicants": {"quota": {"merit": 160, "choices": ["NA quota"]}},
        "crowd": {"prefix": "m", "number": 31, "merit": 300, "choices": ["NA"]},
    }
    placed = run(case, tmp_path).placements
    seats = placed.filter(placed["status"] == "admitted")["seat_kind"].to_list()
    assert (seats.count("merit"), seats.count("free_quota"), len(seats)) == (29, 1, 30)
    assert rows_of(placed, "quota") == [("NA", "admitted", "free_quota")]


def rows_of(placed, applicant):
    mine = placed.filter(placed["applicant_id"] == applicant)
    return list(mine.select("offering_id", "status", "seat_kind").iter_rows())


EQUALS = {
    "offerings": {"LAST": {"seats": 1}, "NONE": {"seats": 0}, "NIL": {"seats": 0}},
    "applicants": {
        "first": {"merit": 247.5, "choices": ["LAST"]},
        "third": {"merit": 247.5, "choices": ["NONE", "NIL", "LAST"]},
    },
    "lottery": ["third", "first"],
}


def test_scenario_7_choice_1_wins_over_choice_3_at_247_5_and_both_explanations_name_the_step(
    tmp_path, capsys
):
    result = run({**EQUALS, "ranking": BY_RANK}, tmp_path / "round")
    assert ("first", "LAST", "admitted") in rows(result, "status")
    assert ("third", "LAST", "reserve") in rows(result, "status")
    bundle.write_result(result, tmp_path / "result")
    for person in ("first", "third"):
        assert cli.main(["explain", str(tmp_path / "round"), str(tmp_path / "result"), person]) == 0
        assert "gick före: valets plats i ansökan." in capsys.readouterr().out


def test_scenario_8_lottery_alone_with_the_same_numbers_is_identical_when_run_again(tmp_path):
    case = {**EQUALS, "ranking": ["lottery"]}
    first, again = (run(case, tmp_path / name) for name in ("a", "b"))
    assert first.placements.equals(again.placements)
    assert ("third", "LAST", "admitted") in rows(first, "status")
    other = run({**case, "lottery": ["first", "third"]}, tmp_path / "c")  # the control: other numbers
    assert ("first", "LAST", "admitted") in rows(other, "status")


def test_scenario_9_test_of_step_7_times_26_is_397_at_es_and_215_at_sa(tmp_path, capsys):
    case = {
        "offerings": {
            "ES": {"seats": 5, "programme": "ES25", "skill_test": "adds"},
            "SA": {"seats": 5, "programme": "SA25"},
        },
        "applicants": {"a": {"merit": 215, "choices": ["ES test=182", "SA"]}},  # 7 × 26
    }
    result = run(case, tmp_path / "round")
    bundle.write_result(result, tmp_path / "result")
    assert cli.main(["explain", str(tmp_path / "round"), str(tmp_path / "result"), "a"]) == 0
    assert "397,0" in capsys.readouterr().out
    assert rows(result, "merit") == {("a", "ES", "215.0"), ("a", "SA", "215.0")}
    points = result.decided.order.columns[3]
    assert (
        sorted(abs(int(one)) for one in points)[-1] * 215 == sorted(abs(int(one)) for one in points)[0] * 397
    )


@pytest.mark.parametrize(("late", "winner"), [("late", "local"), ("", "local")])
def test_scenario_10_late_first_hand_applicant_goes_before_second_hand(tmp_path, late, winner):
    """By the format lateness is judged within a class of reception: the setting is which choices are marked late."""
    case = {
        "offerings": {"NA": {"seats": 1}},
        "applicants": {
            "far": {"merit": 320, "home": "0180", "choices": ["NA"]},
            "local": {"merit": 150, "choices": [f"NA {late}"]},
        },
    }
    result = run(case, tmp_path)
    assert (winner, "NA", "admitted") in rows(result, "status")
    assert ("far", "NA", "reserve", "reception:second_hand_full") in rows(result, "status", "reason")


def test_scenario_11_independent_school_takes_300_from_another_county_before_290_from_here(tmp_path):
    case = {
        "offerings": {"FRI": {"seats": 1, "independent": True}},
        "applicants": {
            "far": {"merit": 300, "home": "0180", "choices": ["FRI"]},
            "local": {"merit": 290, "choices": ["FRI"]},
        },
    }
    placed = rows(run(case, tmp_path), "status")
    assert placed == {("far", "FRI", "admitted"), ("local", "FRI", "reserve")}
    public = {**case, "offerings": {"FRI": {"seats": 1}}}  # the control: a public one
    assert ("local", "FRI", "admitted") in rows(run(public, tmp_path / "public"), "status")


@pytest.mark.parametrize(
    ("registered", "kind", "status"),
    [
        ("2026-06-23T15:59:00+02:00", "final", "admitted"),
        ("2026-06-23T16:01:00+02:00", "final", "ineligible"),
        ("2026-06-23T16:01:00+02:00", "reserve", "reserve"),
    ],
)
def test_scenario_18_grade_of_the_holiday_school_counts_when_registered_before_the_cut_off(
    tmp_path, registered, kind, status
):
    """Mathematics in time makes eligible; two minutes later it counts first in the reserve run, which gives a place
    in the queue by the new merit: before the one with less.
    """
    case = {
        "offerings": {"BA": {"seats": 1, "programme": "BA25"}},
        "applicants": {
            "pupil": {"merit": 160, "choices": ["BA"]},
            "other": {"merit": 155, "choices": ["BA"]},
            "holder": {"merit": 300, "choices": ["BA"]}
            if kind == "reserve"
            else {"merit": 150, "choices": []},
        },
    }
    settings, tables = tables_of(case)
    grades = [row for row in tables["grades.csv"][1] if row[:2] != ("pupil", "MA")]
    grades += [
        ("pupil", "MA", "F", "compulsory", "2026-06-10T12:00:00+02:00"),
        ("pupil", "MA", "E", "compulsory", registered),
    ]
    tables["grades.csv"] = (GRADE, grades)
    if kind == "reserve":
        tables["held.csv"] = (("applicant_id", "offering_id", "keep_reserve"), [("holder", "BA", "no")])
    cutoff = "2026-06-23T16:00:00+02:00" if kind == "final" else "2026-08-05T00:00:00+02:00"
    write_round({**settings, "kind": kind, "grade_cutoff": cutoff}, tables, tmp_path)
    result = bundle.admit(bundle.read_round(tmp_path))
    assert ("pupil", "BA", status) in rows(result, "status")
    if kind == "reserve":
        assert {("pupil", "BA", 1), ("other", "BA", 2)} <= rows(result, "reserve_position")


def test_scenario_28_rule_set_of_2028_names_its_conversion_and_old_years_stay_the_same(tmp_path, capsys):
    """An older applicant has grades A–F: 3 A, 3 B, 3 C, 3 D, 2 E, 2 F by the table are 103 (docs/rules/proposal-2028.md)."""
    marks = [mark for mark, number in (("A", 3), ("B", 3), ("C", 3), ("D", 3), ("E", 2), ("F", 2)) for _ in range(number)]  # fmt: skip
    case = {"offerings": {"NA": {"seats": 1}}, "applicants": {"old": {"born": 2009, "choices": ["NA"]}}}
    settings, tables = tables_of(case)
    subjects = [row[1] for row in tables["grades.csv"][1]]
    tables["grades.csv"] = (
        GRADE,
        [("old", subject, mark, "compulsory", "") for subject, mark in zip(subjects, marks, strict=True)],
    )
    merits = {}
    for rules, year in (("se-2026", 2026), ("se-2028-proposal", 2028), ("se-2026", 2026)):
        folder = tmp_path / f"{rules}-{len(merits)}"
        write_round({**settings, "rules": rules, "year": year}, tables, folder)
        assert cli.main(["admit", str(folder), "--out", str(tmp_path / f"out-{len(merits)}")]) == 0
        told = capsys.readouterr().out
        conversion = "Äldre betyg är omräknade: A=10, B=8,5, C=7, D=5,5, E=4, F=1. Det är ett antagande."
        assert (conversion in told) == (rules == "se-2028-proposal")
        with (tmp_path / f"out-{len(merits)}" / "placements.csv").open(newline="") as file:
            merits[len(merits)] = next(csv.DictReader(file))["merit"]
    # 3 × 20 + 3 × 17.5 + 3 × 15 + 3 × 12.5 + 2 × 10 = 215 in 2026, before and after
    assert merits == {0: "215.0", 1: "103.0", 2: "215.0"}
