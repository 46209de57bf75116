"""The worked examples of allocation, from the files of a round to the files of its result."""

import tomllib
from pathlib import Path

import polars as pl
import pytest

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle import write_round
from tests.bundle.rounds import tables_of

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "allocation.toml").read_text(encoding="utf-8"))[
    "case"
]


def run(case, tmp_path):
    settings, tables = tables_of(case)
    write_round(settings, tables, tmp_path / "round")
    return bundle.admit(bundle.read_round(tmp_path / "round"))


def said(row, words):
    """What a line of `expect` says of a row: status, then seat kind or position, then reason, as far as told."""
    detail = {"admitted": row["seat_kind"], "reserve": str(row["reserve_position"] or "")}.get(row["status"])
    parts = [row["applicant_id"], row["offering_id"], row["status"]]
    parts += [part for part in (detail, row["reason"]) if part]
    return " ".join(parts[:words])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_admit_worked_example_places_as_told(case, tmp_path):
    result = run(case, tmp_path)
    rows = {(row["applicant_id"], row["offering_id"]): row for row in result.placements.iter_rows(named=True)}
    told = [line.split() for line in case["expect"]]
    assert [said(rows[line[0], line[1]], len(line)) for line in told] == case["expect"]
    figures = {row["offering_id"]: row for row in result.cutoffs.iter_rows(named=True)}
    for offering, wanted in case.get("counts", {}).items():
        assert {column: figures[offering][column] for column in wanted} == wanted


@pytest.mark.parametrize("case", [case for case in CASES if "points" in case], ids=lambda case: case["id"])
def test_admit_skill_test_that_adds_counts_at_its_offering_only(case, tmp_path):
    result = run(case, tmp_path)
    found = {
        f"{applicant} {choice.offering_id}": choice.points
        for applicant in case["applicants"]
        for choice in bundle.explain(result, applicant).choices
    }
    assert {key: found[key] for key in case["points"]} == case["points"]


def test_explain_tie_names_the_step_to_both(tmp_path):
    case = next(case for case in CASES if case["id"] == "S7")
    result = run(case, tmp_path)
    winner, loser = (bundle.explain(result, name).choices[-1] for name in ("b", "a"))
    assert (winner.status, winner.won_step, loser.status, loser.reason) == (
        "admitted",
        "tie:choice_rank",
        "reserve",
        "tie:choice_rank",
    )


def test_admit_lottery_only_again_gives_the_same_result(tmp_path):
    case = next(case for case in CASES if case["id"] == "A1-lottery-only")
    first, second = run(case, tmp_path), run(case, tmp_path)
    assert first.placements.equals(second.placements)


def test_worked_example_by_another_rule_places_others(tmp_path):
    """A negative control: the ranking rule alone makes the difference between the two readings of A1."""
    by_id = {case["id"]: case for case in CASES}
    places = {}
    for name in ("A1", "A1-lottery-only"):
        placements = run(by_id[name], tmp_path / name).placements
        places[name] = placements.filter(pl.col("status") == "admitted")["applicant_id"].to_list()
    assert places == {"A1": ["a", "b"], "A1-lottery-only": ["a", "c"]}
