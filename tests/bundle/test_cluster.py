"""``--workers dask://…`` on a real cluster of this machine: a scheduler and two workers, each a process of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from gemensam.domains.admissions.bundle import write_round
from gemensam.interfaces.commands import cli
from tests.bundle.rounds import tables_of

pytestmark = pytest.mark.slow
CASE = {
    "offerings": {"NA-1": {"seats": 2}, "BA-1": {"seats": 3, "programme": "BA25"}},
    "applicants": {
        f"a{number}": {"merit": 200 + 10 * (number % 3), "choices": ["NA-1", "BA-1"]} for number in range(7)
    },
    "ranking": ["grade_value", "lottery"],
}
CHANGES = {
    "fler.toml": '[[change]]\noffering = "NA-1"\nseats = "+1"\n',
    "farre.toml": '[[change]]\noffering = "NA-1"\nseats = "-1"\n',
    "stalld.toml": '[[change]]\noffering = "BA-1"\ncancelled = true\n',
}


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        worker_dashboard_address=None,
    ) as running:
        yield running


@pytest.fixture(scope="module")
def address(cluster: LocalCluster) -> str:
    return cluster.scheduler_address.replace("tcp://", "dask://")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_round(*tables_of(CASE), tmp_path / "round")
    return tmp_path / "round"


def answer(capsys: pytest.CaptureFixture[str], *words: object) -> object:
    assert cli.main([str(word) for word in words]) == 0
    return json.loads(capsys.readouterr().out)


def test_chances_by_a_cluster_are_the_same_as_alone(folder, capsys, cluster, address):
    command = ["chances", folder, "--draws", "120", "--json", "--workers"]
    before = len(cluster.scheduler.transition_log)
    assert answer(capsys, *command, address) == answer(capsys, *command, "1")
    assert len(cluster.scheduler.transition_log) > before  # the cluster has worked


def test_whatifs_by_a_cluster_are_the_same_as_alone(folder, tmp_path, capsys, cluster, address):
    paths = []
    for name, text in CHANGES.items():
        paths.append(tmp_path / name)
        paths[-1].write_text(text, encoding="utf-8")
    command = ["whatif", folder, *paths, "--json", "--workers"]
    before = len(cluster.scheduler.transition_log)
    together = answer(capsys, *command, address)
    assert len(cluster.scheduler.transition_log) > before
    assert together == answer(capsys, *command, "1")
    assert list(together) == [str(path) for path in paths]
