"""A round, its frozen input, its runs, and the log of its steps."""

import uuid

from django.db import models

from gemensam.domains.admissions.states import RoundState
from gemensam.foundation.fields.encrypted import EncryptedTextField


class AdmissionRound(models.Model):
    """One admission round (antagningsomgång): preliminary, final or a reserve round."""

    class Kind(models.TextChoices):
        PRELIMINARY = "preliminary"
        FINAL = "final"
        RESERVE = "reserve"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    sequence = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=16, choices=[(state.value, state.name) for state in RoundState], default=RoundState.DRAFT
    )
    grade_cutoff = models.DateTimeField(null=True, blank=True)
    # The seed is secret until the run; its hash is known before applications close.
    lottery_seed = EncryptedTextField()
    seed_commitment = models.CharField(max_length=64)
    planned_publication = models.DateTimeField(null=True, blank=True)
    current_frozen = models.ForeignKey(
        "admissions.FrozenInput", models.PROTECT, null=True, blank=True, related_name="+"
    )
    current_run = models.ForeignKey(
        "admissions.AllocationRun", models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "kind", "sequence"], name="round_once")
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.year} {self.kind} {self.sequence}"


class FrozenInput(models.Model):
    """Everything that decides a round, as an archive in the open format. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(AdmissionRound, models.PROTECT, related_name="frozen_inputs")
    archive_id = models.UUIDField()  # documents.StoredFile
    digest = models.CharField(max_length=64)  # over the SHA-256 of every file
    manifest = models.JSONField()  # file name -> {"sha256", "rows"}
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Privacy:
        """The archive holds grades and choices under opaque references, no names or numbers."""

        exempt = "holds everybody under references; one's own part stands in one's result"
        personal = ("archive_id",)
        scrub = "kept: the round's proof"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return self.digest[:12]


class AllocationRun(models.Model):
    """One run on one frozen input. What two people approve is ``result_hash``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(AdmissionRound, models.PROTECT, related_name="runs")
    frozen = models.ForeignKey(FrozenInput, models.PROTECT, related_name="runs")
    archive_id = models.UUIDField()  # documents.StoredFile: the result folder
    result_hash = models.CharField(max_length=64)
    engine_version = models.CharField(max_length=40)
    summary = models.JSONField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    violations = models.JSONField(null=True, blank=True)  # null = not verified, [] = none found
    verifier_report = models.JSONField(null=True, blank=True)
    previous_run = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    comparison = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verified_at__isnull=True) | models.Q(violations__isnull=False),
                name="run_verified_has_violations_list",
            )
        ]

    class Privacy:
        """The result archive holds placements under opaque references."""

        exempt = "holds everybody under references; one's own part stands in one's result"
        personal = ("archive_id", "comparison")
        scrub = "kept: the round's proof"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return self.result_hash[:12]


class RoundStep(models.Model):
    """Who did what in a round, when: the page's log. The audit log is the proof, this is the reading of it."""

    round = models.ForeignKey(AdmissionRound, models.PROTECT, related_name="steps")
    run = models.ForeignKey(AllocationRun, models.PROTECT, null=True, blank=True, related_name="steps")
    event = models.CharField(max_length=16)
    at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "id"]

    class Privacy:
        """Names of staff who acted in their duty."""

        personal = ("account_id", "actor_name")
        scrub = "kept: who decided is part of the decision"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M}"
