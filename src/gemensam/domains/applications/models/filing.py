"""What was sent in, each time, exactly as it was."""

import uuid

from django.db import models

from gemensam.domains.applications.models.draft import Draft
from gemensam.foundation.fields.encrypted import EncryptedTextField


class Filing(models.Model):
    """One sending-in (inlämning) of an application: sent, changed or withdrawn. Never changed afterwards."""

    class Kind(models.TextChoices):
        SENT = "sent"
        CHANGED = "changed"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="filings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.UUIDField()  # from the page: the same press twice is the same filing
    draft_version = models.PositiveIntegerField()
    receipt = models.CharField(max_length=30, unique=True)
    phase = models.CharField(max_length=12)  # of rules.deadlines.Phase
    choices = models.JSONField(default=list)  # in order: offering, title, school, place, late
    elsewhere = models.JSONField(default=list)  # wishes at other offices
    changes = models.JSONField(default=list)  # of the choices since what was in force: inputs.changes
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="filing_number_once"),
            models.UniqueConstraint(fields=["draft", "key"], name="filing_key_once"),
        ]

    class Privacy:
        """What someone applied to, and when, is personal; kept as proof of what was sent."""

        subject = "draft__person"
        personal = ("changes", "choices", "elsewhere", "receipt", "sent_at", "sent_by")
        scrub: dict[str, str] = {}
        deleted = "five years after the admission year, or as the archive plan says"

    def __str__(self) -> str:
        return f"Filing {self.id}"


class FiledAnswers(models.Model):
    """All that a filing held, with contact and motivations: what one goes back to. Only the applicant's."""

    filing = models.OneToOneField(Filing, models.CASCADE, related_name="answers")
    content = EncryptedTextField(default="{}")  # as Draft.content
    papers = models.JSONField(default=dict)  # how many, by RequestKind

    class Privacy:
        """Often about illness or family, as the draft is."""

        subject = "filing__draft__person"
        own_only = True
        personal = ("content", "papers")
        scrub = {"content": "blank"}
        deleted = "text two years after the decision, the rest with the filing"

    def __str__(self) -> str:
        return f"FiledAnswers {self.pk}"


class GuardianConfirmation(models.Model):
    """A guardian has seen a filing and says so. It decides nothing (skollagen 29 kap. 12 §)."""

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="confirmations")
    guardian = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["filing", "guardian"], name="guardian_confirms_once")]

    class Privacy:
        """Who confirmed is personal data of the guardian."""

        subject = ("guardian", "filing__draft__person")
        personal = ("guardian", "confirmed_at")
        scrub: dict[str, str] = {}
        deleted = "with the filing"

    def __str__(self) -> str:
        return f"GuardianConfirmation {self.pk}"
