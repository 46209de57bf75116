"""Decisions about grants to independent schools."""

import uuid

from django.db import models

from gemensam.domains.settlement.states import GrantState


class GrantDecision(models.Model):
    """One municipality's decision about basic amounts to one independent provider for a year (bidragsbeslut)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="grant_decisions_made"
    )
    provider = models.ForeignKey(
        "directory.Organisation", models.PROTECT, related_name="grant_decisions_received"
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.name) for one in GrantState],
        default=GrantState.PREPARED.value,
    )
    effective_from = models.DateField()
    rows = models.JSONField()  # education, components, administration, VAT, amount, months: decimal text
    price_version = models.CharField(max_length=40, blank=True)
    diary_number = models.CharField(max_length=40, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    paragraph = models.CharField(max_length=40, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)  # the body, or the official by delegation
    prepared_by_name = models.CharField(max_length=200, blank=True)
    prepared_at = models.DateTimeField()
    file_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "provider", "year", "number"], name="grant_decision_once"
            )
        ]

    class Privacy:
        """Names of staff who prepared and decided."""

        exempt = "the name of staff on a decision, tied to no account"
        personal = ("decided_by", "prepared_by_name")
        scrub = "kept: who decided is part of the decision"
        deleted = "never: decisions are public records"

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"
