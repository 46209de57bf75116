"""A year's round of prices: its dates, the chosen model, its log, and what municipalities decide about it."""

import uuid

from django.db import models

from gemensam.domains.pricelist.states import PriceRoundState


class PriceRound(models.Model):
    """One region's work with the prices of one calendar year (prisomgång)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey("pricelist.PriceRegion", models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=12,
        choices=[(state.value, state.name) for state in PriceRoundState],
        default=PriceRoundState.PLANNED,
    )
    opens_on = models.DateField()
    due_on = models.DateField()
    reminder_on = models.DateField()
    escalation_on = models.DateField()
    decision_on = models.DateField()
    settings = models.JSONField(default=dict)  # the chosen model and its parameters
    rationale = models.TextField(max_length=2000, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="price_round_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(
                    opens_on__lte=models.F("due_on"),
                    due_on__lt=models.F("reminder_on"),
                    reminder_on__lt=models.F("escalation_on"),
                    escalation_on__lte=models.F("decision_on"),
                ),
                name="price_round_dates_in_order",
            ),
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.year)


class PriceOverride(models.Model):
    """A price that people set instead of the model's, with the reason."""

    round = models.ForeignKey(PriceRound, models.PROTECT, related_name="overrides")
    code = models.CharField(max_length=8)
    orientation = models.CharField(max_length=8, blank=True)
    cohort = models.CharField(max_length=4)
    form = models.CharField(max_length=14)
    base = models.DecimalField(max_digits=14, decimal_places=4)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "code", "orientation", "cohort", "form"], name="price_override_once"
            ),
            models.CheckConstraint(condition=models.Q(base__gte=0), name="price_override_not_negative"),
        ]

    class Privacy:
        """Names of staff who acted in their duty."""

        personal = ("account_id", "actor_name")
        scrub = "kept: who decided is part of the decision"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return f"{self.code} {self.orientation}".strip()


class PriceStep(models.Model):
    """Who did what in a round of prices, when: the page's log. The audit log is the proof."""

    round = models.ForeignKey(PriceRound, models.PROTECT, related_name="steps")
    member = models.ForeignKey(
        "pricelist.RegionMember", models.PROTECT, null=True, blank=True, related_name="+"
    )
    event = models.CharField(max_length=24)
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


class MunicipalDecision(models.Model):
    """A municipality's own decision about the recommended list (kommunens beslut): date and paragraph."""

    round = models.ForeignKey(PriceRound, models.PROTECT, related_name="decisions")
    member = models.ForeignKey("pricelist.RegionMember", models.PROTECT, related_name="price_decisions")
    accepted = models.BooleanField()
    decided_on = models.DateField()
    paragraph = models.CharField(max_length=40)
    body = models.CharField(max_length=120)  # who decided: kommunstyrelsen, bildningsnämnden …
    checksum = models.CharField(max_length=64)  # of the rows that were recommended
    at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "member"],
                condition=models.Q(voided_at__isnull=True),
                name="price_decision_once",
            )
        ]

    class Privacy:
        """Names of staff who acted in their duty."""

        personal = ("account_id", "actor_name")
        scrub = "kept: who decided is part of the decision"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return f"{self.decided_on} § {self.paragraph}"
