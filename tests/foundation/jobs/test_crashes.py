"""Workers that die, hang or compete: the work is done once, by someone, on both databases."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.jobs.registry import job_handler
from tests.crashes import CrashDatabase

pytestmark = [pytest.mark.crash, pytest.mark.slow]
NO_SCHEDULE = ()
STEPS = 5


@job_handler("test.crash")
def make_one(job, *, pause=0.0, marks=""):
    """Count to five, then make one organisation and end, in one transaction."""
    from gemensam.foundation.directory.models import Organisation

    for step in range(STEPS):
        job.progress(step, STEPS, f"step-{step}")
        if marks:
            _mark_and_wait(Path(marks), step)
    time.sleep(pause)
    with job.transaction():
        Organisation.objects.create(display_name=str(job.id), organisation_type="school")
        job.complete({"by": os.getpid()})


def _mark_and_wait(folder: Path, step: int) -> None:
    """At the middle step: show that we are there, and wait for leave to go on."""
    if step == STEPS // 2 and not (folder / "reached").exists():
        (folder / "reached").touch()
        while not (folder / "go").exists():
            time.sleep(0.01)


def _ask(count=1, **arguments):
    from gemensam.foundation.jobs.services.enqueue import enqueue

    for number in range(count):
        enqueue(
            actor=SYSTEM, kind="test.crash", key=f"k{number}", arguments=arguments, organisation_id=None,
            at=datetime.now(UTC), attempt_limit=9,
        )  # fmt: skip


def _work(lease=60, listen=False, once=True):
    from gemensam.foundation.jobs.worker import Worker

    settings.JOB_SCHEDULE = f"{__name__}.NO_SCHEDULE"
    settings.JOB_LEASE_SECONDS = lease
    worker = Worker(poll_seconds=0.05)
    if listen:
        worker.listen_to_signals()
    worker.run(once=once)


def _work_later():
    """What a worker does when the dead one's lease has run out, twice in case of a lost reminder."""
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        _work()


def _look():
    from django_tasks_db.models import DBTaskResult

    from gemensam.foundation.directory.models import Organisation
    from gemensam.foundation.jobs.models import Job
    from gemensam.foundation.jobs.worker import clear_reminders

    clear_reminders()
    jobs = list(Job.objects.order_by("key").values_list("state", "attempts"))
    made = sorted(Organisation.objects.values_list("display_name", flat=True))
    return jobs, made, DBTaskResult.objects.count()


@pytest.fixture(autouse=True)
def _importable(monkeypatch):
    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or sys.modules["__main__"])


def test_worker_killed_before_any_statement_leaves_work_that_another_finishes_once(
    crash_database: CrashDatabase,
):
    crash_database.run(_ask)
    asked = crash_database.keep()
    statements = crash_database.run(_work).statements
    assert statements > 20
    step = 3 if "PGHOST" in crash_database.environment else 1  # a fresh PostgreSQL database takes its time
    for kill_at in range(1, statements + 1, step):
        asked()
        assert crash_database.run(_work, kill_at=kill_at).killed, kill_at
        crash_database.run(_work_later)
        jobs, made, reminders = crash_database.run(_look).value
        assert ([state for state, _ in jobs], len(made), reminders) == (["done"], 1, 0), kill_at


def test_several_workers_at_once_do_each_job_once(crash_database: CrashDatabase):
    crash_database.run(_ask, 12)
    running = [crash_database.start(_work) for _ in range(3)]
    for each in running:
        each.end()
    jobs, made, _ = crash_database.run(_look).value
    assert jobs == [("done", 1)] * 12
    assert len(set(made)) == len(made) == 12


def test_worker_that_hangs_past_its_lease_is_fenced_off(crash_database: CrashDatabase, tmp_path):
    crash_database.run(lambda: _ask(marks=str(tmp_path)))
    hung = crash_database.start(_work, 1)
    _wait_for(tmp_path / "reached")
    os.kill(hung.pid, signal.SIGSTOP)
    time.sleep(1.2)
    crash_database.run(_work, 1)
    finished_first = crash_database.run(_look).value
    (tmp_path / "go").touch()
    os.kill(hung.pid, signal.SIGCONT)
    hung.end()
    jobs, made, reminders = crash_database.run(_look).value
    assert finished_first[0] == jobs == [("done", 2)]
    assert (len(made), reminders) == (1, 0)


def test_worker_that_works_longer_than_the_lease_keeps_it(crash_database: CrashDatabase):
    crash_database.run(lambda: _ask(pause=2.5))
    slow = crash_database.start(_work, 1)
    time.sleep(0.5)
    others = [crash_database.run(_work, 1) for _ in range(4) if time.sleep(0.4) is None]
    slow.end()
    jobs, made, _ = crash_database.run(_look).value
    assert (jobs, len(made), len(others)) == ([("done", 1)], 1, 4)


def test_worker_told_to_stop_finishes_the_job_in_hand(crash_database: CrashDatabase, tmp_path):
    crash_database.run(lambda: _ask(2, marks=str(tmp_path)))
    worker = crash_database.start(lambda: _work(listen=True, once=False))
    _wait_for(tmp_path / "reached")
    os.kill(worker.pid, signal.SIGTERM)
    (tmp_path / "go").touch()
    assert worker.end().killed is False
    states = sorted(state for state, _ in crash_database.run(_look).value[0])
    assert states == ["done", "queued"]


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < deadline, f"{path.name} never came"
        time.sleep(0.01)


def test_worker_command_once_ends_by_itself(crash_database: CrashDatabase, tmp_path):
    environment = {**os.environ, **crash_database.environment, "GEMENSAM_DATA": str(tmp_path)}
    environment |= {"DJANGO_SETTINGS_MODULE": "gemensam.config.settings", "PYTHONPATH": "src"}
    command = [sys.executable, "-m", "gemensam.interfaces.commands.cli", "worker", "--once"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=120)
    assert (done.returncode, b"worker_stopped" in done.stderr) == (0, True), done.stderr
