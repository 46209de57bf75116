"""Try a failed job again, by hand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.jobs import policies
from gemensam.foundation.jobs.delivery import deliver
from gemensam.foundation.jobs.models import Job, JobState


@transaction.atomic
def retry_job(*, actor: Actor, job_id: UUID, at: datetime) -> bool:
    """Queue a failed job once more, with the rights of the one who asked first; False when it has not failed.

    Requires to have asked for the job oneself. Raises PermissionDenied, Job.DoesNotExist.
    """
    job = Job.objects.select_for_update().get(pk=job_id)
    policies.require_own(actor, job)
    if job.state != JobState.FAILED:
        return False
    Job.objects.filter(pk=job.pk).update(
        state=JobState.QUEUED, attempts=0, error_code="", finished_at=None, run_after=at, delivered_at=None
    )
    record(actor=actor, event=AuditEvent.JOB_RETRIED, target_type="jobs.job", target_id=str(job.pk), at=at)
    deliver(job.pk, now=at)
    return True
