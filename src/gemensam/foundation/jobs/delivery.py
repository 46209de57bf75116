"""Handing jobs to the task queue. A task is only a reminder that a job waits: the job's own row decides.

So a reminder may come twice, or be lost: ``deliver_due`` makes a new one, and a job that is taken is not taken again.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from gemensam.foundation.jobs import leases
from gemensam.foundation.jobs.compat import task
from gemensam.foundation.jobs.models import Job, JobState
from gemensam.foundation.jobs.running import run_job

_AT_A_TIME = 100


@task()
def run_waiting_job(job_id: str, keep_alive: bool = False) -> None:
    """The one task there is: run the job."""
    run_job(UUID(job_id), keep_alive=keep_alive)


def deliver(job_id: UUID, *, now: datetime) -> None:
    """Put a reminder in the task queue, in the caller's transaction."""
    Job.objects.filter(pk=job_id).update(delivered_at=now)
    run_waiting_job.enqueue(str(job_id))


def deliver_due(*, now: datetime) -> int:
    """Remind of every waiting job whose time has come and of which nobody has been reminded lately."""
    lately = now - leases.lease_time()
    due = Job.objects.filter(
        Q(delivered_at__isnull=True) | Q(delivered_at__lt=lately) | Q(delivered_at__lt=F("run_after")),
        state=JobState.QUEUED,
        run_after__lte=now,
    ).order_by("run_after")
    delivered = 0
    for job_id, before in due.values_list("pk", "delivered_at")[:_AT_A_TIME]:
        with transaction.atomic():
            still = Job.objects.filter(pk=job_id, state=JobState.QUEUED, delivered_at=before)
            if still.update(delivered_at=now):
                run_waiting_job.enqueue(str(job_id))
                delivered += 1
    return delivered
