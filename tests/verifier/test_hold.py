"""What must be held back when something is wrong, and what may be published."""

import random
import shutil

import pytest

from gemensam_verifier import verify
from tests.verifier.faults.forging import Forgery
from tests.verifier.faults.rounds import ALL_A, ALL_C, ALL_D, ALL_E, ordinary
from tests.verifier.markets import MarketWriter, random_market
from tests.verifier.oracle import place_everybody, read, table
from tests.verifier.oracle_output import admit, write_manifest, write_outputs
from tests.verifier.test_completeness import force, other_results


@pytest.fixture
def forgery(tmp_path):
    folder = ordinary().write(tmp_path / "round")
    return Forgery(folder, admit(folder, tmp_path / "result"))


def held(forgery: Forgery) -> tuple[str, ...]:
    forgery.recompute_manifest()
    return verify(forgery.folder, forgery.result).hold


def test_hold_right_result_nothing(forgery):
    assert held(forgery) == ()


def test_hold_wrong_seat_without_connections_only_that_offering(forgery):
    forgery.seat(ture=None, tyra=(1, "merit"))
    assert held(forgery) == ("LOTTA",)


def test_hold_wrong_seat_with_connections_those_who_share_applicants(forgery):
    forgery.seat(bo=(3, "merit"), cia=(1, "merit"))
    assert held(forgery) == ("DORA", "KLARA", "STORA")


def test_hold_wrong_figure_only_that_offering(forgery):
    forgery.edit("cutoffs.csv", {"offering_id": "DORA"}, admitted=1)
    assert held(forgery) == ("DORA",)


def test_hold_wrong_summary_no_offering(forgery):
    forgery.json("summary.json", lambda summary: summary.update(admitted=0))
    assert held(forgery) == ()


def test_hold_wrong_manifest_everything(forgery):
    forgery.json("manifest.json", lambda manifest: manifest.update(result_hash=""))
    assert verify(forgery.folder, forgery.result).hold == ("DORA", "KLARA", "LOTTA", "NEJ", "PROV", "STORA")


def test_hold_wrong_seat_reaches_along_a_chain_of_applicants_whom_no_violation_names(tmp_path):
    """anna lost FIRST to bo, so cia got SECOND and dan THIRD. Only anna and bo are named; putting it right moves cia
    and dan too. APART shares no applicant with them.
    """
    market = MarketWriter()
    for name in ("FIRST", "SECOND", "THIRD", "APART"):
        market.offering(name, 1)
    for name, grades, choices in (
        ("anna", ALL_A, ("FIRST",)),
        ("bo", ALL_C, ("FIRST", "SECOND")),
        ("cia", ALL_D, ("SECOND", "THIRD")),
        ("dan", ALL_E, ("THIRD",)),
        ("eva", ALL_A, ("APART",)),
        ("fia", ALL_E, ("APART",)),
    ):
        market.applicant(name, grades)
        market.choose(name, *choices)
    folder = market.write(tmp_path / "round")
    forced = read(folder)
    place_everybody(forced)
    force(forced, {"anna": None, "bo": 1, "cia": 1, "dan": 1, "eva": 1, "fia": None})
    wrong = tmp_path / "wrong"
    wrong.mkdir()
    write_outputs(forced, wrong)
    write_manifest(folder, wrong)
    report = verify(folder, wrong)
    assert {name for violation in report.violations for name in violation.applicants} == {"anna", "bo"}
    assert report.hold == ("FIRST", "SECOND", "THIRD")


@pytest.mark.slow
def test_hold_random_wrong_results_the_rest_is_as_in_the_right_result(tmp_path):
    published = 0
    for seed in range(8000, 8025):
        folder = random_market(seed, applicants=6).write(tmp_path / f"round{seed}")
        right = admit(folder, tmp_path / f"right{seed}")
        world = read(folder)
        place_everybody(world)
        for number, ranks in enumerate(other_results(world, random.Random(seed))[-3:]):
            forced = read(folder)
            place_everybody(forced)
            force(forced, ranks)
            wrong = shutil.copytree(right, tmp_path / f"wrong{seed}-{number}")
            write_outputs(forced, wrong)
            write_manifest(folder, wrong)
            hold = verify(folder, wrong).hold
            assert hold
            for file in ("placements.csv", "cutoffs.csv"):
                shown = [row for row in table(wrong, file) if row["offering_id"] not in hold]
                true = [row for row in table(right, file) if row["offering_id"] not in hold]
                assert shown == true, (seed, ranks, hold)
            published += len(shown)
    assert published > 20  # offerings; the rest is not empty
