"""Skolverket's national price list, one version a year as it was read in."""

import uuid

from django.db import models

from gemensam.domains.pricelist.models.report import amount


class NationalList(models.Model):
    """The national price list of a year (riksprislistan)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(unique=True)
    source = models.CharField(max_length=120)  # SKOLFS 2026:7
    decided_on = models.DateField()
    digest = models.CharField(max_length=64)  # of the file's rows: the same file again changes nothing
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-year"]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.year)


class NationalRow(models.Model):
    """One amount of the national list, VAT included, with meals and without. ``cohort`` empty = both."""

    list = models.ForeignKey(NationalList, models.CASCADE, related_name="rows")
    code = models.CharField(max_length=8)
    orientation = models.CharField(max_length=8, blank=True)
    cohort = models.CharField(max_length=4, blank=True)
    name = models.CharField(max_length=120, blank=True)
    with_meals = amount(null=True, blank=True)
    without_meals = amount(null=True, blank=True)

    class Meta:
        ordering = ["code", "orientation", "cohort"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "code", "orientation", "cohort"], name="price_national_row_once"
            )
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.code} {self.orientation}".strip()
