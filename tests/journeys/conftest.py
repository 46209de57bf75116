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


class Programs:
    """Begins and ends the programs of this run's counties, of a process that has loaded them (tests/journeys/loaded.py)."""

    def __init__(self, env: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.journeys.loaded"]
        self._loaded = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, log: Path, *command: str) -> int:
        """Begin a program; its process id."""
        return self._order("start", str(log), *command)

    def stop(self, process: int, sign: signal.Signals) -> int:
        """Send the signal and wait for the end; the exit code."""
        return self._order("stop", process, int(sign))

    def close(self) -> None:
        """There are no more orders."""
        assert self._loaded.stdin is not None
        self._loaded.stdin.close()
        self._loaded.wait(timeout=40)

    def _order(self, *order: str | int) -> int:
        assert self._loaded.stdin is not None
        assert self._loaded.stdout is not None
        self._loaded.stdin.write(json.dumps(order) + "\n")
        self._loaded.stdin.flush()
        return int(self._loaded.stdout.readline())


@dataclass
class Home:
    """Where the counties of this run live, one after the other: a folder, an address, and their programs, once loaded."""

    folder: Path
    url: str
    programs: Programs | None = None

    def begin(self, template: Path) -> Programs:
        """Lay a copy of the template in the folder. The programs are loaded with what stands there, the same for all."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(template, self.folder)
        env = environment(self.folder) | {"GEMENSAM_PUBLIC_ADDRESS": self.url}
        self.programs = self.programs or Programs(env)
        return self.programs


@pytest.fixture(scope="session")
def home(port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The home of this process's counties."""
    found = Home(tmp_path_factory.mktemp("home") / "data", f"http://127.0.0.1:{port}")
    yield found
    if found.programs:
        found.programs.close()


@pytest.fixture(scope="module")
def county(county_template: tuple[Path, dict[str, str]], home: Home) -> Iterator[Place]:
    """A copy of the county with its own server and worker, for one file of journeys."""
    template, facts = county_template
    programs, log = home.begin(template), home.folder / "log.txt"
    bind = home.url.removeprefix("http://")
    web = ("gunicorn", "gemensam.config.wsgi", "-c", "python:gemensam.config.web_server", "--bind", bind)
    server = programs.start(log, *web)
    worker = programs.start(log, "gemensam", "worker", "--poll", "0.3")
    try:
        _wait(home.url, log)
        yield Place(home.url, home.folder, facts)
    finally:
        programs.stop(server, signal.SIGQUIT)  # at once: told to end it waits seconds for open connections
        programs.stop(worker, signal.SIGKILL)  # and the worker for what it is doing


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
