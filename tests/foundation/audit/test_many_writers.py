"""Several processes write the log at once: no gap, no fork, nothing lost. On both databases."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import Postgres

WRITERS, EACH = 3, 20
WRITE = """
import django; django.setup()
from datetime import UTC, datetime
from django.db import connection, transaction
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
for number in range({each}):
    with transaction.atomic():
        record(actor=SYSTEM, event=AuditEvent.ROUND_CREATED, target_type="round", target_id="{writer}",
               at=datetime(2027, 6, 14, tzinfo=UTC))
        if number == 7:
            transaction.set_rollback(True)
"""
CHECK = """
import django; django.setup()
from gemensam.foundation.audit.chain import verify_chain
print(verify_chain())
"""


def run_writers(environment: dict[str, str]) -> str:
    """Make the log's table, let the writers go at once, and give the chain's report."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "gemensam.config.settings", **environment}
    environment["PYTHONPATH"] = str(Path(__file__).parents[3] / "src")
    environment["GEMENSAM_DEMO"] = "1"

    def python(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    migrate = python("-m", "django", "migrate", "audit", "--verbosity=0")
    assert migrate.communicate() == ("", "")
    writers = [python("-c", WRITE.format(each=EACH, writer=writer)) for writer in range(WRITERS)]
    assert [writer.communicate()[1] for writer in writers] == [""] * WRITERS
    return python("-c", CHECK).communicate()[0]


@pytest.mark.slow
def test_record_by_many_processes_on_sqlite_keeps_one_chain(tmp_path: Path):
    report = run_writers({"DATABASE_URL": f"sqlite:///{tmp_path / 'log.sqlite3'}"})
    assert report.startswith(f"ChainReport(ok=True, entries={WRITERS * (EACH - 1)},")


@pytest.mark.slow
@pytest.mark.postgres
def test_record_by_many_processes_on_postgresql_keeps_one_chain(postgres: Postgres):
    report = run_writers(postgres.environment)
    assert report.startswith(f"ChainReport(ok=True, entries={WRITERS * (EACH - 1)},")
