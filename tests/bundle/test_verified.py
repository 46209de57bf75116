"""Results of the engine before the independent verifier: random rounds, and a control that it does look."""

import csv

import pytest

from gemensam.domains.admissions import bundle
from gemensam.domains.admissions.bundle import write_round
from gemensam_verifier import verify
from tests.bundle.random_rounds import random_round


def run(seed, tmp_path, **size):
    round_ = random_round(seed, held=seed % 2 == 1, **size)
    folder, out = tmp_path / f"round{seed}", tmp_path / f"result{seed}"
    write_round(round_.settings, round_.tables, folder)
    bundle.write_result(bundle.admit(bundle.read_round(folder)), out)
    return folder, out


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, 40, 10))
def test_admit_random_rounds_pass_the_verifier(start, tmp_path):
    for seed in range(start, start + 10):
        assert verify(*run(seed, tmp_path)).violations == (), seed


@pytest.mark.slow
def test_admit_larger_random_round_passes_the_verifier(tmp_path):
    assert verify(*run(500, tmp_path, applicants=400, offerings=25)).violations == ()


@pytest.mark.slow
def test_verifier_sees_a_place_given_to_another(tmp_path):
    folder, out = run(4, tmp_path)
    with (out / "placements.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    first = next(row for row in rows if row["status"] == "admitted")
    first["status"], first["seat_kind"] = "reserve", ""
    with (out / "placements.csv").open("w", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert not verify(folder, out).ok


def test_random_rounds_use_every_status_and_seat_kind(tmp_path):
    """Otherwise agreement would prove little."""
    statuses, kinds = set(), set()
    for seed in range(10):
        round_ = random_round(seed, held=seed % 2 == 1)
        write_round(round_.settings, round_.tables, tmp_path / str(seed))
        placements = bundle.admit(bundle.read_round(tmp_path / str(seed))).placements
        statuses |= set(placements["status"])
        kinds |= set(placements["seat_kind"])
    assert statuses == {"admitted", "reserve", "struck", "ineligible", "not_considered"}
    assert kinds == {"", "merit", "free_quota", "test", "held"}
