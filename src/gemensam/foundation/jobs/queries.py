"""Reading jobs. Every function takes the actor."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.jobs import policies
from gemensam.foundation.jobs.models import Job, JobLogLine, JobState


def jobs(actor: Actor, *, state: str = "", own: bool = False) -> QuerySet[Job]:
    """Jobs that the actor may see, latest first."""
    rows = policies.visible(actor, Job.objects.all())
    if state:
        rows = rows.filter(state=state)
    if own:
        rows = rows.filter(account_id=actor.account_id) if actor.account_id else rows.none()
    return rows.order_by("-created_at", "pk")


def job(actor: Actor, job_id: UUID) -> Job:
    """One job that the actor may see. Raises Job.DoesNotExist alike for unknown and hidden ones."""
    return policies.visible(actor, Job.objects.all()).get(pk=job_id)


def latest(actor: Actor, *, key_prefix: str) -> Job | None:
    """The latest job, among those that the actor may see, whose key is or begins with ``key_prefix:``."""
    rows = policies.visible(
        actor, Job.objects.filter(Q(key=key_prefix) | Q(key__startswith=f"{key_prefix}:"))
    )
    return rows.order_by("-created_at", "-run_after").first()


def log_of(actor: Actor, job_id: UUID) -> list[JobLogLine]:
    """The log of a job that the actor may see, in order."""
    return list(job(actor, job_id).log_lines.all())


def overdue(actor: Actor, *, now: datetime) -> QuerySet[Job]:
    """Waiting jobs whose time came more than five minutes ago, that the actor may see: is a worker running?"""
    rows = policies.visible(actor, Job.objects.filter(state=JobState.QUEUED))
    return rows.filter(run_after__lt=now - timedelta(minutes=5)).order_by("run_after")
