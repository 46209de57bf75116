"""The municipalities that have a price list together."""

import uuid

from django.db import models


class PriceRegion(models.Model):
    """A co-operation with one price list (samverkansområde för prislistan), run from one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=40, unique=True)  # in public addresses
    organisation = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="price_regions")

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


class RegionRules(models.Model):
    """What a region has chosen for its reports (regionens regler): limits of the checks, and kinds of cost.

    Never changed: a change is another number, and the latest holds.
    """

    region = models.ForeignKey(PriceRegion, models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField()
    limits = models.JSONField()  # change, median, national: shares as text
    kinds = models.JSONField()
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["region", "number"], name="price_region_rules_once")]

    class Privacy:
        """Names of staff who acted in their duty."""

        personal = ("account_id", "actor_name")
        scrub = "kept: who decided is part of the decision"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return str(self.number)


class RegionMember(models.Model):
    """A provider that reports to the list and decides about it: a municipality, or the region itself."""

    region = models.ForeignKey(PriceRegion, models.PROTECT, related_name="members")
    provider = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="price_memberships")
    municipality_code = models.CharField(max_length=4)
    name = models.CharField(max_length=80)  # as lists write it: Timrå

    class Meta:
        ordering = ["municipality_code"]
        constraints = [
            models.UniqueConstraint(fields=["region", "provider"], name="price_member_once"),
            models.UniqueConstraint(fields=["region", "municipality_code"], name="price_member_code_once"),
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name
