"""One piece of background work: what, for whom, how far it has come, and who holds it."""

import uuid

from django.db import models
from django.db.models import F, Q


class JobState(models.TextChoices):
    """Where a job is. A job that is retried goes back to QUEUED."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(models.Model):
    """A job. ``lease_token`` grows at each start and fences off a worker that has lost its lease."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=80)  # name in the registry
    key = models.CharField(max_length=200, unique=True)  # idempotency key: same key, same job
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.QUEUED)
    arguments = models.JSONField(default=dict)  # ids and codes, no personal data
    # Who asked, and with which grants: no foreign key, an account may go while the trace stays.
    account_id = models.UUIDField(null=True, blank=True)
    person_id = models.UUIDField(null=True, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)  # for the audit log
    grants = models.JSONField(default=list)
    organisation_id = models.UUIDField(null=True, blank=True)
    progress_done = models.PositiveBigIntegerField(default=0)
    progress_total = models.PositiveBigIntegerField(default=0)
    progress_text = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    attempt_limit = models.PositiveSmallIntegerField(default=3)
    lease_token = models.PositiveBigIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=100, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    result = models.JSONField(null=True, blank=True)  # counts, ids and codes, no personal data
    created_at = models.DateTimeField()
    run_after = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)  # when it was last handed to the task queue
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False)
                | (~Q(state="running") & Q(lease_until__isnull=True)),
                name="job_lease_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "failed"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
                name="job_finished_when_over",
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=F("attempt_limit")), name="job_attempts_limited"
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(error_code=""), name="job_failed_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "run_after"], name="job_waiting"),
            models.Index(fields=["account_id", "-created_at"], name="job_of_account"),
        ]

    class Privacy:
        """Who asked for the work, by id. Finished jobs are cleared by the schedule after 400 days."""

        personal = ("account_id", "person_id", "actor_name")
        scrub = {"account_id": "null", "person_id": "null", "actor_name": "blank"}
        deleted = "400 days after it finished"

    def __str__(self) -> str:
        return f"Job {self.kind} {self.id}"
