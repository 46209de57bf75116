"""Prices that are in no published list: agreed with one provider, decided by the agency for one, or by one council."""

import uuid

from django.db import models
from django.db.models import F, Q

from gemensam.rules.pricing.book import Cohort, PriceList

_LISTS = (
    PriceList.SELF_COST,
    PriceList.OWN_GRANT,
    PriceList.NATIONAL_VARIANT,
    PriceList.INDIVIDUAL,
    PriceList.IMV_SUPPORT,
)


class OtherPrice(models.Model):
    """One amount with its source (övrigt pris), kr a pupil and year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.CharField(max_length=18, choices=[(one.value, one.name) for one in _LISTS])
    party = models.CharField(max_length=10, blank=True)  # municipality code or organisation number
    programme = models.CharField(max_length=8)
    orientation = models.CharField(max_length=8, blank=True)
    cohort = models.CharField(max_length=4, blank=True, choices=[(one.value, one.name) for one in Cohort])
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    premises = models.DecimalField(
        max_digits=14, decimal_places=4, null=True, blank=True
    )  # of a grant: GF 13:10
    with_vat = models.BooleanField(default=False)
    source = models.CharField(max_length=80)  # decision or agreement, with its number
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    published_on = models.DateField()

    class Meta:
        ordering = ["list", "party", "programme", "orientation", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "party", "programme", "orientation", "cohort", "valid_from"],
                name="other_price_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="other_price_period_forward",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="other_price_positive"),
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.list} {self.party} {self.programme}"
