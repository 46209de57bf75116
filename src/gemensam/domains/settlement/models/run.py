"""A month's run of one creditor: who ran it, who attested, and what could not be billed."""

import uuid

from django.db import models

from gemensam.domains.settlement.states import RunState


class BasisRun(models.Model):
    """The invoice basis of one creditor and month (underlagskörning)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    creditor = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="basis_runs")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=[(one.value, one.name) for one in RunState], default=RunState.QUEUED.value
    )
    times = models.PositiveIntegerField(default=0)  # how many times it has been computed
    lacking = models.JSONField(default=list)  # [placement id, code] of what could not be billed
    created_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    run_by = models.UUIDField(null=True)
    run_by_person = models.UUIDField(null=True)
    run_by_name = models.CharField(max_length=200, blank=True)
    attested_at = models.DateTimeField(null=True, blank=True)
    attested_by = models.UUIDField(null=True)
    attested_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(fields=["creditor", "year", "month"], name="basis_run_once"),
            models.CheckConstraint(
                condition=models.Q(month__gte=1, month__lte=12), name="basis_run_month_1_to_12"
            ),
            models.CheckConstraint(
                condition=models.Q(attested_by__isnull=True) | ~models.Q(attested_by=models.F("run_by")),
                name="basis_run_attested_by_another",
            ),
        ]

    class Privacy:
        """Names of staff who ran and attested."""

        personal = (
            "run_by", "run_by_person", "run_by_name", "attested_by", "attested_by_name", "lacking",
        )  # fmt: skip
        scrub = "kept: who attested is part of the bookkeeping"
        deleted = "seven years after the year, as bookkeeping is kept"

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"
