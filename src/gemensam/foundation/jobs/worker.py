"""The worker: one process that runs waiting jobs, one at a time, and the schedule between them."""

import signal
import threading
from contextlib import suppress
from types import FrameType
from uuid import UUID

import structlog
from django.db import DatabaseError, close_old_connections, transaction
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from gemensam.foundation.access import clock
from gemensam.foundation.jobs import leases
from gemensam.foundation.jobs.compat import task_backends
from gemensam.foundation.jobs.delivery import deliver_due, run_waiting_job
from gemensam.foundation.jobs.models import Job, JobState
from gemensam.foundation.jobs.periodic import run_due, schedule
from gemensam.foundation.jobs.running import code_of, run_job, worker_name

logger = structlog.get_logger("gemensam.worker")


class Worker:
    """Runs until it is told to stop (SIGTERM or SIGINT): it finishes the job in hand first."""

    def __init__(self, *, poll_seconds: float = 1.0) -> None:
        self._poll_seconds = poll_seconds
        self._stop = threading.Event()

    def listen_to_signals(self) -> None:
        """Stop at SIGTERM and SIGINT. A second signal ends the process at once."""

        def stop(number: int, frame: FrameType | None) -> None:
            if self._stop.is_set():
                raise SystemExit(128 + number)
            self._stop.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)

    def run(self, *, once: bool = False) -> None:
        """Work. ``once``: until nothing waits, then return."""
        logger.info("worker_started", worker=worker_name())
        while not self._stop.is_set():
            close_old_connections()
            try:
                worked = self._turn()
            except DatabaseError as fault:  # a database that restarts: try again
                logger.warning("worker_database_fault", code=code_of(fault))
                worked = False
                if once:
                    raise
            if worked:
                continue
            if once:
                break
            self._stop.wait(self._poll_seconds)
        logger.info("worker_stopped", worker=worker_name())

    def _turn(self) -> bool:
        """The schedule, then one job; whether there was any."""
        now = clock.now()
        leases.reap(now=now)
        deliver_due(now=now)
        run_due(schedule(), now=now)
        return not self._stop.is_set() and run_next()


def run_next() -> bool:
    """Take the next reminder from the task queue and run its job; whether there was one."""
    reminder = _take_reminder()
    if reminder is None:
        return False
    job_id = reminder.args_kwargs["args"][0]
    run_job(UUID(job_id), keep_alive=True)
    with suppress(DatabaseError):  # what remains is cleared by clear_reminders
        reminder.delete()
    return True


def _take_reminder() -> DBTaskResult | None:
    if not isinstance(task_backends["default"], DatabaseBackend):
        return None
    waiting = DBTaskResult.objects.ready().filter(task_path=run_waiting_job.module_path)
    if not waiting.exists():  # most often: do not lock the database for nothing
        return None
    with transaction.atomic():
        reminder = waiting.get_locked()
        if reminder is not None:
            reminder.claim(worker_name())
    return reminder


def clear_reminders() -> int:
    """Remove reminders of dead workers and of finished jobs; the number of them."""
    now = clock.now()
    running = Job.objects.filter(state=JobState.RUNNING, lease_until__gte=now).values_list("pk", flat=True)
    alive = {str(job_id) for job_id in running}
    old = DBTaskResult.objects.filter(task_path=run_waiting_job.module_path).exclude(status="READY")
    gone = [row.pk for row in old if row.args_kwargs["args"][0] not in alive]
    return DBTaskResult.objects.filter(pk__in=gone).delete()[0]
