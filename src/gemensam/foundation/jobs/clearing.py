"""Clearing of jobs that finished long ago, and of what dead workers left in the task queue."""

from datetime import datetime, timedelta

from django.db import transaction

from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.jobs.models import Job, JobState
from gemensam.foundation.jobs.worker import clear_reminders

KEPT = timedelta(days=400)


@transaction.atomic
def clear_jobs(now: datetime) -> int:
    """Remove jobs, with their logs, that finished more than 400 days ago; the number of them."""
    clear_reminders()
    old = Job.objects.filter(state__in=[JobState.DONE, JobState.FAILED], finished_at__lt=now - KEPT)
    removed = old.count()
    if removed:
        old.delete()
        record(
            actor=SYSTEM, event=AuditEvent.CLEARED, target_type="jobs.job", target_id="*", at=now,
            facts={"removed": removed},
        )  # fmt: skip
    return removed
