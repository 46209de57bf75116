"""The reply to what a round offered one applicant, and everything that has happened to it."""

import uuid

from django.db import models
from django.db.models import Q

from gemensam.domains.replies.states import ReplyState


class ReplyOrigin(models.TextChoices):
    """Whose word a reply is."""

    PERSON = "person"
    GUARDIAN = "guardian"
    PRE_ANSWER = "pre_answer"  # given before the result
    SILENCE = "silence"
    STAFF = "staff"
    MOVED_UP = "moved_up"  # from the queue, as the applicant had asked for


class Reply(models.Model):
    """One applicant's reply in one round. ``version`` grows with each change: two who reply at once do not mix."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("admissions.AdmissionRound", models.CASCADE, related_name="replies")
    application = models.ForeignKey("admissions.Application", models.CASCADE, related_name="replies")
    offering = models.ForeignKey(
        "catalogue.Offering", models.PROTECT, null=True, blank=True, related_name="+"
    )  # none: no place was offered
    state = models.CharField(max_length=20, default=ReplyState.OPEN.value)
    queues = models.JSONField(default=list)  # ids of the offerings for which the applicant stays in the queue
    version = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=12, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "application"], name="one_reply_a_round"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ReplyState]), name="reply_state_known"
            ),
            models.CheckConstraint(
                condition=Q(offering__isnull=True, state=ReplyState.STANDING.value)
                | (Q(offering__isnull=False) & ~Q(state=ReplyState.STANDING.value)),
                name="reply_stands_without_offer",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="reply_by_state")]

    class Privacy:
        """What someone answered, and for what, is personal."""

        personal = ("offering", "state", "queues", "origin", "answered_at")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"{self.state} v{self.version}"


class ReplyStep(models.Model):
    """Something that happened to a reply. Added to, never changed."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="steps")
    event = models.CharField(max_length=12)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    queues = models.JSONField(default=list)
    left = models.JSONField(default=list)  # ids of the offerings whose queues were left by this step
    origin = models.CharField(max_length=12)
    account_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["at"], name="reply_step_by_time")]

    class Privacy:
        """Who answered what, and when, is personal."""

        personal = ("after", "queues", "left", "origin", "account_id", "at")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M:%S}"
