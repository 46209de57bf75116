"""The same folder gives the same bytes, whatever the order of rows, hash seed, time zone and locale."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from gemensam.domains.admissions.bundle import write_round
from tests.bundle.random_rounds import random_round

SAME = ("placements.csv", "cutoffs.csv", "summary.json", "manifest.json")
SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    round_ = random_round(11, applicants=60, offerings=8, held=True)
    folder = tmp_path_factory.mktemp("round")
    write_round(round_.settings, round_.tables, folder)
    return folder


def outputs(folder, out, **environment):
    """The bytes of a run in a process of its own."""
    command = [
        sys.executable,
        "-m",
        "gemensam.interfaces.commands.cli",
        "admit",
        str(folder),
        "--out",
        str(out),
    ]
    variables = {**os.environ, "PYTHONPATH": str(SOURCE), **environment}
    subprocess.run(command, env=variables, check=True, capture_output=True, timeout=120)
    return {name: (out / name).read_bytes() for name in SAME}


@pytest.fixture(scope="module")
def plain(folder, tmp_path_factory):
    return outputs(folder, tmp_path_factory.mktemp("plain") / "out", PYTHONHASHSEED="0", TZ="UTC")


def shuffled(folder, target, seed, *, drop_last_newline=False):
    """The same round with its rows in another order."""
    target.mkdir()
    for path in folder.iterdir():
        text = path.read_text()
        if path.suffix == ".csv":
            header, *rows = text.splitlines()
            random.Random(seed).shuffle(rows)
            text = "\n".join([header, *rows]) + ("" if drop_last_newline else "\n")
        (target / path.name).write_text(text)
    return target


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "environment"),
    [
        (1, {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}),
        (
            2,
            {
                "PYTHONHASHSEED": "77",
                "TZ": "America/New_York",
                "LC_ALL": "C.UTF-8",
                "POLARS_MAX_THREADS": "1",
            },
        ),
        (3, {"PYTHONHASHSEED": "4711", "TZ": "Asia/Kathmandu", "PYTHONUTF8": "0", "LC_ALL": "POSIX"}),
    ],
)
def test_admit_rows_environment_and_machine_change_no_byte(seed, environment, folder, plain, tmp_path):
    other = shuffled(folder, tmp_path / "shuffled", seed, drop_last_newline=seed == 3)
    assert outputs(other, tmp_path / "other", **environment) == plain


@pytest.mark.slow
def test_admit_other_seed_gives_other_bytes(folder, plain, tmp_path):
    """The negative control: what should change the result does."""
    other = shuffled(folder, tmp_path / "round", 1)
    text = (other / "round.toml").read_text()
    seed = text.split('lottery_seed = "')[1][:64]
    (other / "round.toml").write_text(text.replace(seed, "0" * 64))
    changed = outputs(other, tmp_path / "other")
    assert {name: changed[name] == plain[name] for name in SAME} == {
        "placements.csv": False,
        "cutoffs.csv": changed["cutoffs.csv"] == plain["cutoffs.csv"],
        "summary.json": changed["summary.json"] == plain["summary.json"],
        "manifest.json": False,
    }
