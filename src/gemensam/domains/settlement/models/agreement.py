"""What a creditor has agreed with those who pay: reading days, price, supplements."""

import uuid

from django.db import models
from django.db.models import F, Q

from gemensam.rules.pricing.cases import AgreedPrice
from gemensam.rules.pricing.reading_days import PROFILES


class PaymentAgreement(models.Model):
    """Agreement between a creditor and one municipality, or all that have none of their own (ersättningsavtal)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    creditor = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="payment_agreements")
    debtor_code = models.CharField(max_length=4, blank=True)  # empty = every municipality without its own
    profile = models.CharField(max_length=12, choices=[(code, code) for code in sorted(PROFILES)])
    agreed = models.CharField(max_length=10, choices=[(one.value, one.name) for one in AgreedPrice])
    first_hand = models.BooleanField(default=True)  # the debtor's pupils are received first hand
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    diary_number = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["creditor_id", "debtor_code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["creditor", "debtor_code", "valid_from"], name="payment_agreement_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="payment_agreement_period_forward",
            ),
            models.CheckConstraint(
                condition=Q(profile__in=sorted(PROFILES)), name="payment_agreement_profile_known"
            ),
        ]

    class Privacy:
        """Agreements are public records."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.debtor_code or '*'} {self.profile}"


class PaymentSupplement(models.Model):
    """An amount on top of the price, a term (tillägg): NIU, RIG and the like."""

    agreement = models.ForeignKey(PaymentAgreement, models.CASCADE, related_name="supplements")
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    term_amount = models.DecimalField(max_digits=12, decimal_places=2)
    monthly = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="payment_supplement_once"),
            models.CheckConstraint(
                condition=Q(term_amount__gt=0, monthly__gt=0), name="payment_supplement_positive"
            ),
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.code
