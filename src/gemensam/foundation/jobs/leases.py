"""Taking, keeping and ending jobs. Every write names the fencing token: who lost the lease writes nothing.

A lease is a time until which the job is the worker's. Each taking raises the token by one.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F

from gemensam.foundation.jobs.models import Job, JobLogLine, JobState

BACKOFF = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=3), timedelta(minutes=15))


class LeaseLostError(Exception):
    """Another worker has, or may have, the job: stop without writing."""


def lease_time() -> timedelta:
    """How long a job is a worker's without a sign of life."""
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def claim(job_id: UUID, *, worker: str, now: datetime) -> Job | None:
    """Take a waiting job whose time has come; None when it is not to be had."""
    taken = Job.objects.filter(
        pk=job_id, state=JobState.QUEUED, run_after__lte=now, attempts__lt=F("attempt_limit")
    ).update(
        state=JobState.RUNNING,
        lease_token=F("lease_token") + 1,
        lease_until=now + lease_time(),
        attempts=F("attempts") + 1,
        worker=worker[:100],
        started_at=now,
    )
    if not taken:
        return None
    job = Job.objects.get(pk=job_id)
    write_line(job.pk, "started", {"attempt": job.attempts, "worker": job.worker}, at=now)
    return job


def renew(job_id: UUID, token: int, *, now: datetime, **changes: Any) -> None:
    """Extend the lease, with other changes of the row. Raises LeaseLostError."""
    held = _held(job_id, token).update(lease_until=now + lease_time(), **changes)
    if not held:
        raise LeaseLostError(str(job_id))


def finish(job_id: UUID, token: int, result: Mapping[str, Any] | None, *, now: datetime) -> None:
    """Mark as done. Raises LeaseLostError, TypeError when the result is no JSON."""
    plain = json.loads(json.dumps(dict(result or {})))
    ended = _held(job_id, token).update(
        state=JobState.DONE, lease_until=None, finished_at=now, error_code="", result=plain
    )
    if not ended:
        raise LeaseLostError(str(job_id))
    write_line(job_id, "done", {}, at=now)


def fail(job_id: UUID, token: int, code: str, *, retry: bool, now: datetime) -> JobState:
    """Mark as failed, or back in the queue for another attempt later. Raises LeaseLostError."""
    job = _held(job_id, token).first()
    if job is None:
        raise LeaseLostError(str(job_id))
    state = _end_attempt(job, token, code, retry=retry, now=now)
    if state is None:
        raise LeaseLostError(str(job_id))
    return state


def reap(*, now: datetime) -> int:
    """Put back, or give up, the jobs whose lease has run out: their workers are dead. The number of them."""
    reaped = 0
    for job in Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now):
        if _end_attempt(job, job.lease_token, "lease_expired", retry=True, now=now, lease_until__lt=now):
            reaped += 1
    return reaped


def _end_attempt(
    job: Job, token: int, code: str, *, retry: bool, now: datetime, **only_if: Any
) -> JobState | None:
    """Queue again or fail, if the row still is what was read; the new state."""
    again = retry and job.attempts < job.attempt_limit
    wait = timedelta(0) if code == "lease_expired" else BACKOFF[min(job.attempts, len(BACKOFF)) - 1]
    state = JobState.QUEUED if again else JobState.FAILED
    changed = (
        _held(job.pk, token)
        .filter(**only_if)
        .update(
            state=state,
            lease_until=None,
            error_code=code[:80],
            run_after=now + wait if again else job.run_after,
            delivered_at=None,
            finished_at=None if again else now,
        )
    )
    if not changed:
        return None
    write_line(
        job.pk, "will_retry" if again else "failed", {"code": code[:80], "attempt": job.attempts}, at=now
    )
    return state


def _held(job_id: UUID, token: int) -> Any:
    return Job.objects.filter(pk=job_id, state=JobState.RUNNING, lease_token=token)


def write_line(job_id: UUID, code: str, facts: Mapping[str, Any], *, at: datetime) -> None:
    """Add a line to the job's log."""
    JobLogLine.objects.create(job_id=job_id, at=at, code=code, facts=dict(facts))
