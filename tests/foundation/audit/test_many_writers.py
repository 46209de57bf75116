"""Several processes write the log at once: no gap, no fork, nothing lost. On both databases."""

from datetime import UTC, datetime
from multiprocessing import get_context

import pytest
from django.db import transaction

from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.chain import verify_chain
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from tests.crashes import CrashDatabase

pytestmark = [pytest.mark.crash, pytest.mark.slow]
WRITERS, EACH = 3, 20
PATIENCE = 60  # seconds at the barrier


def _write(begin, writer: int) -> None:
    """Twenty events, each in a transaction of its own; one of them is given up."""
    begin.wait(PATIENCE)
    for number in range(EACH):
        with transaction.atomic():
            record(
                actor=SYSTEM, event=AuditEvent.ROUND_CREATED, target_type="round", target_id=str(writer),
                at=datetime(2027, 6, 14, tzinfo=UTC),
            )  # fmt: skip
            if number == 7:
                transaction.set_rollback(True)


def test_record_by_many_processes_keeps_one_chain(crash_database: CrashDatabase):
    begin = get_context("fork").Barrier(WRITERS)
    running = [crash_database.start(_write, begin, writer) for writer in range(WRITERS)]
    for each in running:
        each.end()
    report = crash_database.run(verify_chain).value
    assert (report.ok, report.entries) == (True, WRITERS * (EACH - 1))
