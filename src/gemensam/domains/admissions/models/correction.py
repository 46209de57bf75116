"""A person's request that something stored about them be corrected."""

import uuid

from django.db import models

from gemensam.domains.admissions.states import CorrectionState


class CorrectionRequest(models.Model):
    """What someone says is wrong about themselves or their child, and the office's answer (begäran om rättelse)."""

    class Concerns(models.TextChoices):
        PERSON = "person"  # name, number, address, protection
        GRADES = "grades"
        APPLICATION = "application"
        GUARDIANS = "guardians"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="corrections")
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="corrections")
    account_id = models.UUIDField()  # of who asked: oneself or a guardian
    concerns = models.CharField(max_length=12, choices=Concerns.choices)
    text = models.TextField(max_length=2000)
    state = models.CharField(
        max_length=8,
        choices=[(state.value, state.name) for state in CorrectionState],
        default=CorrectionState.SENT,
    )
    sent_at = models.DateTimeField()
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", answered_at__isnull=True)
                | (~models.Q(state="sent") & models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="correction_answered_with_words",
            )
        ]
        indexes = [models.Index(fields=["office", "state", "sent_at"], name="correction_waiting")]

    class Privacy:
        """What someone tells about themselves."""

        own_only = True
        personal = ("person", "account_id", "concerns", "text", "state", "sent_at", "answer", "answered_at")
        scrub = "rows removed with the application"
        deleted = "two years after the answer"

    def __str__(self) -> str:
        return f"{self.concerns} {self.sent_at:%Y-%m-%d}"
