"""Whole rounds by the thousand: no violation in markets too large to try out, and what a better grade does."""

import csv
import random
from pathlib import Path

import pytest

from gemensam.domains.admissions import bundle
from gemensam_verifier import verify
from tests.verifier.archipelago import archipelago, changed, island_of
from tests.verifier.markets import MarketWriter, Rows

pytestmark = [pytest.mark.proof, pytest.mark.slow]

ISLANDS = 250  # in each round
BETTER = {"-": "E", "F": "E", "E": "D", "D": "C", "C": "B", "B": "A"}


def run(folder: Path, out: Path) -> Path:
    bundle.write_result(bundle.admit(bundle.read_round(folder)), out)
    return out


@pytest.mark.parametrize(
    ("kind", "start", "applicants", "blocks"),
    [
        ("final", 40_000, 8, "weighted"),
        ("reserve", 41_000, 9, "single"),
        ("reserve", 42_000, 10, "weighted"),
        ("preliminary", 43_000, 12, "single"),
    ],
)
def test_verify_finds_nothing_in_hundreds_of_markets_of_eight_to_twelve(
    kind, start, applicants, blocks, tmp_path
):
    whole = archipelago(range(start, start + ISLANDS), kind=kind, applicants=applicants, blocks=blocks)
    folder = whole.write(tmp_path / "round")
    result = run(folder, tmp_path / "result")
    assert verify(folder, result).violations == ()
    with (result / "placements.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    admitted = {island_of(row["applicant_id"]) for row in rows if row["status"] == "admitted"}
    assert len(admitted) > 0.9 * ISLANDS  # the rounds are not empty
    swap_two_places(rows, result / "placements.csv")
    assert not verify(folder, result).ok


def swap_two_places(rows: Rows, path: Path) -> None:
    """The negative control: one of the many loses the place to the first reserve."""
    pairs = ((one, other) for one in rows for other in rows if one["offering_id"] == other["offering_id"])
    winner, loser = next(
        (one, other)
        for one, other in pairs
        if one["seat_kind"] == "merit" and other["status"] == "reserve" and other["rank"] == "1"
    )
    for row in (winner, loser):
        row["status"] = "reserve" if row is winner else "admitted"
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def ranks(result: Path) -> dict[str, int]:
    """Rank of everybody's place; nothing for those without one."""
    with (result / "placements.csv").open(newline="") as stream:
        return {
            row["applicant_id"]: int(row["rank"])
            for row in csv.DictReader(stream)
            if row["status"] == "admitted"
        }


class OneBetterGrade:
    """In every island one applicant has one grade a step higher; who, and which step, is kept."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.steps: dict[str, str] = {}  # applicant -> the grade before

    def __call__(self, rows: Rows) -> Rows:
        by_island: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            if row["grade"] in BETTER and row["subject"] not in {"NO", "SO"}:
                by_island.setdefault(island_of(row["applicant_id"]), []).append(number)
        better = list(rows)
        for numbers in by_island.values():
            row = rows[number := self.dice.choice(numbers)]
            better[number] = row | {"grade": BETTER[row["grade"]]}
            self.steps[row["applicant_id"]] = row["grade"]
        return better


def worsened(whole: MarketWriter, seed: int, folder: Path) -> dict[str, str]:
    """The applicants whom a better grade of their own gave a lower choice, and the grade it was raised from."""
    raised = OneBetterGrade(seed)
    before = ranks(run(whole.write(folder / "before"), folder / "result"))
    after = ranks(run(changed(whole, "grades.csv", raised, folder / "after"), folder / "better"))
    return {
        name: grade
        for name, grade in raised.steps.items()
        if name in before and after.get(name, 99) > before[name]
    }


def plain(whole: MarketWriter) -> MarketWriter:
    """Without the three things that a better grade can turn against its owner: docs/engine.md."""
    for row in whole.tables["offerings.csv"]:
        if row["programme"] in {"IMV", "IMY"}:  # only for those who are not eligible elsewhere
            row["programme"], row["base_programme"] = "BA25", ""
        if row["ranking"] == "r2" or row["ranking"] == "r3":  # the mean of all grades breaks ties
            row["ranking"] = "r1"
    for row in whole.tables["applicants.csv"]:
        row["reduced_timetable"] = ""  # the sum is spread over sixteen grades
    return whole


def test_better_grade_never_hurts_oneself(tmp_path):
    for seed in range(2):
        whole = plain(
            archipelago(range(44_000 + 500 * seed, 44_500 + 500 * seed), kind="final", applicants=5)
        )
        assert worsened(whole, seed, tmp_path / str(seed)) == {}


def test_better_grade_can_hurt_where_a_programme_is_for_those_without_it(tmp_path):
    """The exceptions are found, so the search looks: a first passing grade closes an introduction programme."""
    whole = archipelago(range(46_000, 46_500), kind="final", applicants=5)
    found: dict[str, str] = {}
    for seed in range(3):
        found |= worsened(whole, seed, tmp_path / str(seed))
    assert set(found.values()) & {"F", "-"}
