"""Invoices and credit notes that an attested run gave, with the file that was sent."""

import uuid

from django.db import models

from gemensam.domains.settlement.models.party import Flow


class Invoice(models.Model):
    """One invoice or credit note to one debtor (faktura, kreditfaktura)."""

    class Kind(models.TextChoices):
        INVOICE = "invoice"
        CREDIT_NOTE = "credit_note"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey("settlement.BasisRun", models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    debtor_code = models.CharField(max_length=4)
    flow = models.CharField(max_length=12, choices=Flow.choices)
    reference = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField()
    due_on = models.DateField()
    total = models.DecimalField(max_digits=14, decimal_places=2)
    line_count = models.PositiveIntegerField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="credit_notes")
    file_id = models.UUIDField(null=True)  # the e-invoice as stored by documents
    faults = models.JSONField(default=list)  # rules that the e-invoice breaks: then there is no file

    class Meta:
        ordering = ["-issued_on", "number"]
        constraints = [
            models.CheckConstraint(condition=models.Q(total__gte=0), name="invoice_total_not_negative")
        ]

    class Privacy:
        """Sums; the pupils are in the lines."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.number
