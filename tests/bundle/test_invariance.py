"""The same folder gives the same bytes, whatever the order of rows, hash seed, time zone and locale."""

import contextlib
import locale
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gemensam.domains.admissions import bundle
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


def outputs(folder, out, python=sys.executable, **environment):
    """The bytes of a run in a process of its own."""
    command = [
        python,
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


ZONES = ("UTC", "Pacific/Auckland", "America/New_York", "Asia/Kathmandu", "Europe/Stockholm")
LOCALES = ("C", "C.UTF-8", "POSIX", "sv_SE.UTF-8", "tr_TR.UTF-8")  # those that the machine has
ENVIRONMENTS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "POLARS_MAX_THREADS": "4"},
    {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "C.UTF-8", "POLARS_MAX_THREADS": "1"},
    {
        "PYTHONHASHSEED": "4711",
        "TZ": "Asia/Kathmandu",
        "PYTHONUTF8": "0",
        "LC_ALL": "POSIX",
        "POLARS_MAX_THREADS": "2",
    },
    {"PYTHONHASHSEED": "random", "TZ": "Europe/Stockholm", "PYTHONOPTIMIZE": "1", "POLARS_MAX_THREADS": "3"},
)
RUNS = 100


@pytest.fixture
def zone_and_locale():
    """Set the process's zone and locale, and put them back."""
    zone, before = os.environ.get("TZ"), locale.setlocale(locale.LC_ALL)

    def change(number):
        os.environ["TZ"] = ZONES[number % len(ZONES)]
        time.tzset()
        with contextlib.suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, LOCALES[number % len(LOCALES)])

    yield change
    os.environ.pop("TZ") if zone is None else os.environ.update(TZ=zone)
    time.tzset()
    locale.setlocale(locale.LC_ALL, before)


@pytest.mark.slow
def test_admit_a_hundred_runs_of_a_hundred_give_the_same_bytes(folder, plain, tmp_path, zone_and_locale):
    """Rows in another order each time; most in this process, a handful in others with other hash seeds."""
    same = 0
    for number in range(RUNS - len(ENVIRONMENTS)):
        zone_and_locale(number)
        other = shuffled(folder, tmp_path / f"round{number}", number, drop_last_newline=number % 3 == 0)
        out = tmp_path / f"result{number}"
        bundle.write_result(bundle.admit(bundle.read_round(other)), out)
        same += {name: (out / name).read_bytes() for name in SAME} == plain
    for number, environment in enumerate(ENVIRONMENTS, start=RUNS):
        other = shuffled(folder, tmp_path / f"round{number}", number)
        same += outputs(other, tmp_path / f"result{number}", **environment) == plain
    assert same == RUNS


@pytest.mark.slow
def test_result_is_found_right_by_every_python_at_hand(folder, plain, tmp_path):
    """The engine in those that have its libraries; the verifier, which needs none, in all of them."""
    result = tmp_path / "result"
    result.mkdir()
    for name, content in plain.items():
        (result / name).write_bytes(content)
    for number, python in enumerate(pythons()):
        found = subprocess.run(
            [python, "-m", "gemensam_verifier", str(folder), str(result)],
            env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1"},
            check=False, capture_output=True, timeout=120,
        )  # fmt: skip
        assert found.returncode == 0, (python, found.stdout, found.stderr)
        has_libraries = subprocess.run(
            [
                python,
                "-c",
                "import numpy, polars; from importlib.metadata import version; version('gemensam')",
            ],
            check=False,
            capture_output=True,
            timeout=60,
        )
        if has_libraries.returncode == 0:
            assert outputs(folder, tmp_path / f"other{number}", python=python) == plain


def pythons():
    """The interpreters on the path and those that pyenv keeps, from 3.11 on, and this one."""
    names = [f"python3.{minor}" for minor in range(11, 16)]
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    paths = [*filter(None, map(shutil.which, names)), *map(str, root.glob("versions/3.*/bin/python3.??"))]
    found = {sys.version_info[:3]: sys.executable}
    for path in sorted(paths):
        answer = subprocess.run(
            [path, "-c", "import sys; print(*sys.version_info[:3])"],
            check=False,
            capture_output=True,
            timeout=60,
        )
        version = tuple(map(int, answer.stdout.split()))
        if version >= (3, 11):
            found.setdefault(version, path)
    return list(found.values())


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
