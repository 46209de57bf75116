"""A whole round by the trial rule set, before the independent verifier with its own table of it."""

import csv
import json
import random

import pytest

from gemensam.domains.admissions import bundle
from gemensam.interfaces.commands.cli import main
from gemensam_verifier import Unreadable, verify
from tests.bundle.random_rounds import random_round

PROPOSAL = "se-2028-proposal"


def write(seed, folder, *, rules=PROPOSAL):
    """A random round with both scales of grades in it."""
    round_ = random_round(seed, held=seed % 2 == 1)
    dice = random.Random(seed)
    columns, rows = round_.tables["grades.csv"]
    place = columns.index("grade")
    changed = [
        (*row[:place], str(dice.randint(1, 10)), *row[place + 1 :]) if dice.random() < 0.8 else row
        for row in rows
    ]
    round_.tables["grades.csv"] = (columns, changed)
    bundle.write_round({**round_.settings, "rules": rules}, round_.tables, folder)
    return folder


def placements(out):
    with (out / "placements.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("seed", range(6))
def test_admit_round_by_the_proposal_passes_the_verifier(seed, tmp_path):
    folder = write(seed, tmp_path / "round")
    bundle.write_result(bundle.admit(bundle.read_round(folder)), tmp_path / "result")
    assert verify(folder, tmp_path / "result").violations == ()


def test_admit_rounds_by_the_proposal_refuse_some_for_the_mean_alone(tmp_path):
    reasons = set()
    for seed in range(6):
        round_ = bundle.read_round(write(seed, tmp_path / str(seed)))
        reasons |= set(bundle.admit(round_).placements["reason"])
    assert "eligibility:mean" in reasons


def test_verifier_with_another_law_sees_other_merits(tmp_path):
    """A negative control: the same grades by the law in force are another result."""
    round_ = random_round(2)
    bundle.write_round({**round_.settings, "rules": PROPOSAL}, round_.tables, tmp_path / "round")
    bundle.write_result(bundle.admit(bundle.read_round(tmp_path / "round")), tmp_path / "result")
    text = (tmp_path / "round" / "round.toml").read_text()
    (tmp_path / "round" / "round.toml").write_text(text.replace(PROPOSAL, "se-2026"))
    codes = {one.code for one in verify(tmp_path / "round", tmp_path / "result").violations}
    assert {"wrong_rules", "wrong_merit"} <= codes


def test_new_grades_are_no_grades_by_the_law_in_force(tmp_path):
    folder = write(1, tmp_path / "round", rules="se-2026")
    with pytest.raises(bundle.BundleFaults) as error:
        bundle.read_round(folder)
    assert {(fault.file, fault.column, fault.code.value) for fault in error.value.faults} == {
        ("grades.csv", "grade", "not_in_list")
    }
    assert error.value.faults[0].facts["allowed"] == "A, B, C, D, E, F, -, G, VG, MVG"
    with pytest.raises(Unreadable, match="bad_value"):
        verify(folder, folder)


@pytest.mark.parametrize("grade", ["0", "11", "04", "4.5"])
def test_grades_beyond_the_scale_are_faults_by_the_proposal(grade, tmp_path):
    folder = write(1, tmp_path / "round")
    text = (folder / "grades.csv").read_text()
    (folder / "grades.csv").write_text(
        text + f"{text.splitlines()[1].partition(',')[0]},M1,ITA,{grade},other,\n"
    )
    with pytest.raises(bundle.BundleFaults) as error:
        bundle.read_round(folder)
    assert [fault.code.value for fault in error.value.faults] == ["not_in_list"]
    with pytest.raises(Unreadable, match="bad_value"):
        verify(folder, folder)


def test_outputs_and_program_say_that_it_is_a_proposal(tmp_path, capsys):
    folder = write(2, tmp_path / "round")
    assert main(["admit", str(folder), "--out", str(tmp_path / "result")]) == 0
    assert "Regelverket se-2028-proposal är ett förslag, inte gällande rätt." in capsys.readouterr().out
    for name in ("manifest.json", "summary.json"):
        assert json.loads((tmp_path / "result" / name).read_text())["rules"] == PROPOSAL
    assert placements(tmp_path / "result")


def test_program_says_nothing_of_the_kind_of_the_law_in_force(tmp_path, capsys):
    round_ = random_round(2)
    bundle.write_round(round_.settings, round_.tables, tmp_path / "round")
    assert main(["admit", str(tmp_path / "round"), "--out", str(tmp_path / "result")]) == 0
    assert "förslag" not in capsys.readouterr().out
