"""The journeys' county: a web server and a worker as processes of their own, on a database file of their own."""

import fcntl
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser import OpenPage, Windows, pages_on

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90  # seconds until the first page; a busy machine is slow


@dataclass(frozen=True)
class Place:
    """A running county: its address, its folder, and the facts that ``county.py`` printed."""

    url: str
    folder: Path
    facts: dict[str, str]

    @property
    def final(self) -> str:
        """The address of the final round's page."""
        return f"/antagning/{self.facts['final']}/"

    def count(self, sql: str, *values: Any) -> int:
        """A number out of the database, read beside the running processes."""
        connection = sqlite3.connect(f"file:{self.folder / 'gemensam.sqlite3'}?mode=ro", uri=True)
        try:
            return connection.execute(sql, values).fetchone()[0]
        finally:
            connection.close()


def environment(folder: Path) -> dict[str, str]:
    """What a program needs to work on the folder, as the demo does."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PGHOST")}
    mail = folder / "mail"
    mail.mkdir(parents=True, exist_ok=True)
    return env | {
        "DJANGO_SETTINGS_MODULE": "gemensam.config.settings",
        "GEMENSAM_DEMO": "1",
        "GEMENSAM_DATA": str(folder),
        "GEMENSAM_EMAIL_URL": f"filemail:///{mail}",
        "GEMENSAM_WEB_PROCESSES": "1",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture(scope="session")
def county_template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The county, made once, by the first process of the run that needs it; each file of journeys gets a copy."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, told = shared / "county", shared / "county.json"
    with (shared / "county.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            told.write_text(_make_county(folder))
    return folder, json.loads(told.read_text())


def _make_county(folder: Path) -> str:
    """Make the county in a program of its own; returns its facts."""
    command = [sys.executable, "-m", "tests.journeys.county"]
    made = subprocess.run(
        command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr[-3000:]
    return made.stdout.splitlines()[-1]


@pytest.fixture(scope="session")
def port() -> int:
    """The servers of this run, one after the other, have one address: so its windows are lent from file to file."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def county(
    county_template: tuple[Path, dict[str, str]], port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """A copy of the county with its own server and worker, for one file of journeys."""
    template, facts = county_template
    folder = tmp_path_factory.mktemp("place") / "data"
    shutil.copytree(template, folder)
    url = f"http://127.0.0.1:{port}"
    env = environment(folder) | {"GEMENSAM_PUBLIC_ADDRESS": url}
    program = Path(sys.executable).parent
    web = [program / "gunicorn", "gemensam.config.wsgi", "-c", "python:gemensam.config.web_server"]
    commands = [[*web, "--bind", f"127.0.0.1:{port}"], [program / "gemensam", "worker", "--poll", "0.3"]]
    with (folder / "log.txt").open("wb") as log:
        running = [
            subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log) for command in commands
        ]
    try:
        _wait(url, folder / "log.txt")
        yield Place(url, folder, facts)
    finally:
        web_server, worker = running
        web_server.send_signal(signal.SIGQUIT)  # at once: told to end it waits seconds for open connections
        worker.terminate()
        for process in running:
            process.wait(timeout=40)


def _wait(url: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/om/", timeout=20):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture
def visit(windows: Windows, county: Place) -> Iterator[OpenPage]:
    """``open_page`` of tests/browser.py, for the running county."""
    yield from pages_on(windows, county.url)
