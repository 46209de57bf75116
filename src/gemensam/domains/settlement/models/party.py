"""Who sends and receives invoices: addresses, e-invoice identity, account plan, and the codes a debtor demands."""

import uuid

from django.db import models


class Flow(models.TextChoices):
    """Which kind of payment: a debtor may demand different codes for each."""

    MUNICIPAL = "municipal"  # interkommunal ersättning: between municipalities
    INDEPENDENT = "independent"  # bidrag: to an independent school


class InvoiceParty(models.Model):
    """A provider or municipality as sender and receiver of invoices (fakturapart)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(
        "directory.Organisation", models.PROTECT, related_name="invoice_party"
    )
    endpoint_scheme = models.CharField(max_length=4, default="0007")  # 0007 = Swedish organisation number
    endpoint = models.CharField(max_length=40, blank=True)
    street = models.CharField(max_length=100, blank=True)
    post_code = models.CharField(max_length=10, blank=True)
    city = models.CharField(max_length=60, blank=True)
    bankgiro = models.CharField(max_length=8, blank=True)  # digits
    email = models.EmailField(blank=True)
    payment_days = models.PositiveSmallIntegerField(default=30)
    accounts = models.JSONField(default=dict)  # flow -> {"receivable": "1511", "income": "3561"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(payment_days__gte=1, payment_days__lte=90),
                name="invoice_party_payment_days",
            )
        ]

    class Privacy:
        """Organisations' addresses."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.organisation_id)


class InvoiceReference(models.Model):
    """A code that a debtor demands on invoices of a flow (referenskod), from a day."""

    debtor_code = models.CharField(max_length=4)  # municipality code as text: 0180 keeps its nought
    flow = models.CharField(max_length=12, choices=Flow.choices)
    reference = models.CharField(max_length=60)
    valid_from = models.DateField()

    class Meta:
        ordering = ["debtor_code", "flow", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["debtor_code", "flow", "valid_from"], name="invoice_reference_once"
            )
        ]

    class Privacy:
        """Codes of organisations."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.debtor_code} {self.flow} {self.reference}"
