"""Published price lists. A version is never changed: the database refuses it; a new version takes its place."""

import uuid

from django.db import models

from gemensam.domains.pricelist.models.report import amount


class PriceListVersion(models.Model):
    """A published list, 2027-1 and so on (prislista). ``checksum`` is over the rows as published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey("pricelist.PriceRegion", models.PROTECT, related_name="versions")
    round = models.ForeignKey("pricelist.PriceRound", models.PROTECT, related_name="versions", null=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    published_at = models.DateTimeField()
    predecessor = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="successor"
    )
    reason = models.CharField(max_length=600)
    settings = models.JSONField()  # the model and its parameters
    rationale = models.TextField(max_length=2000, blank=True)
    reporters = models.PositiveSmallIntegerField()  # municipalities behind the list
    estimated = models.PositiveSmallIntegerField(default=0)  # of them with last year's figures
    decisions = models.JSONField(default=list)  # municipality, date, paragraph, body
    row_count = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    published_by = models.UUIDField(null=True)
    published_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year", "number"], name="price_version_once")
        ]

    class Privacy:
        """The name of the member of staff who published."""

        personal = ("published_by", "published_by_name")
        scrub = "kept: who decided is part of the decision"
        deleted = "never: published lists are public records"

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"


class PriceRow(models.Model):
    """One price of a published list. ``provider_code`` empty = the joint price, else that municipality's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(PriceListVersion, models.PROTECT, related_name="rows")
    provider_code = models.CharField(max_length=4, blank=True)
    code = models.CharField(max_length=8)
    orientation = models.CharField(max_length=8, blank=True)
    cohort = models.CharField(max_length=4)
    form = models.CharField(max_length=14)
    teaching = amount(null=True)
    materials = amount(null=True)
    health = amount(null=True)
    meals = amount(null=True)
    premises = amount(null=True)
    other = amount(null=True)
    travel = amount(null=True)
    base = amount()
    ike = amount()
    independent = amount()
    reporters = models.PositiveSmallIntegerField(default=0)
    estimated = models.PositiveSmallIntegerField(default=0)
    override_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["provider_code", "code", "orientation", "cohort", "form"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "provider_code", "code", "orientation", "cohort", "form"],
                name="price_row_once",
            ),
            models.CheckConstraint(
                condition=models.Q(base__gte=0, ike__gte=models.F("base"), independent__gte=models.F("ike")),
                name="price_row_amounts_in_order",
            ),
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code} {self.orientation}".strip()
