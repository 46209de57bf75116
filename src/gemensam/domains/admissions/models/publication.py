"""Approvals of a result hash, publications, and what each person was shown."""

import uuid

from django.db import models

from gemensam.domains.admissions.states import PublicationState


class Approval(models.Model):
    """One person's approval of one result hash. Voided by any later change of input."""

    run = models.ForeignKey("admissions.AllocationRun", models.PROTECT, related_name="approvals")
    result_hash = models.CharField(max_length=64)
    account_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "account_id"],
                condition=models.Q(voided_at__isnull=True),
                name="one_approval_per_account",
            ),
            models.UniqueConstraint(
                fields=["run", "person_id"],
                condition=models.Q(voided_at__isnull=True),
                name="one_approval_per_person",
            ),
        ]

    class Privacy:
        """Names of staff who decided."""

        personal = ("account_id", "person_id", "actor_name")
        scrub = "kept: who decided is part of the decision"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return f"{self.result_hash[:12]} {self.at:%Y-%m-%d %H:%M}"


class Publication(models.Model):
    """The one pointer that every surface reads: which run of a round is shown, from when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("admissions.AdmissionRound", models.PROTECT, related_name="publications")
    run = models.ForeignKey("admissions.AllocationRun", models.PROTECT, related_name="publications")
    result_hash = models.CharField(max_length=64)
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.name) for state in PublicationState],
        default=PublicationState.SCHEDULED,
    )
    publish_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    halted_at = models.DateTimeField(null=True, blank=True)
    halt_reason = models.CharField(max_length=300, blank=True)
    statistics = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(state="published"),
                name="one_published_result_a_round",
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(state="scheduled"),
                name="one_scheduled_result_a_round",
            ),
        ]

    class Privacy:
        """Aggregates only."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.state} {self.publish_at:%Y-%m-%d %H:%M}"


class ResultPage(models.Model):
    """What one applicant is shown, prepared at publication: codes and figures, no sentences."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="pages")
    application = models.ForeignKey("admissions.Application", models.PROTECT, related_name="result_pages")
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "application"], name="result_page_once")
        ]

    class Privacy:
        """A result is personal."""

        only = {"publication__state": "published"}  # never before its time
        personal = ("content",)
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return self.digest[:12]


class ShownResult(models.Model):
    """Proof of what was shown to whom and when: one row per page and viewing account."""

    page = models.ForeignKey(ResultPage, models.PROTECT, related_name="views")
    account_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "account_id"], name="shown_once_per_account")]

    class Privacy:
        """Who has read what is personal."""

        personal = ("account_id", "first_at", "last_at", "times")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.first_at:%Y-%m-%d %H:%M}"
