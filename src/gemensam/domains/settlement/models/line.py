"""The lines of invoice bases, the prices they came from, and objections to single lines."""

import uuid
from decimal import Decimal

from django.db import models

from gemensam.domains.settlement.models.party import Flow
from gemensam.domains.settlement.states import ObjectionState
from gemensam.rules.pricing.amounts import from_units
from gemensam.rules.pricing.corrections import LineKind


class PriceUsed(models.Model):
    """A price as it was answered when lines were made (använt pris): kept with the line for good."""

    digest = models.CharField(max_length=64, unique=True)
    part = models.CharField(max_length=24)
    source_list = models.CharField(max_length=18, blank=True)
    version = models.CharField(max_length=40, blank=True)
    row = models.CharField(max_length=80, blank=True)
    law = models.CharField(max_length=40, blank=True)
    yearly = models.DecimalField(max_digits=14, decimal_places=4)
    answer = models.JSONField()  # steps, reasons, rows and operation, as codes

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.version} {self.row}"


class BasisLine(models.Model):
    """One line (underlagsrad): a placement's month for one debtor. Never changed but for dispute and invoice.

    ``units`` is the amount in ten-thousandths of a krona: sums of a million lines stay exact.
    """

    run = models.ForeignKey("settlement.BasisRun", models.PROTECT, related_name="lines")
    # A run makes hundreds of thousands of lines: only what is asked for has an index.
    placement = models.ForeignKey(
        "settlement.BilledPlacement", models.PROTECT, related_name="lines", db_index=False
    )
    debtor_code = models.CharField(max_length=4)
    flow = models.CharField(max_length=12, choices=Flow.choices)
    kind = models.CharField(max_length=8, choices=[(one.value, one.name) for one in LineKind])
    part = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    reading_date = models.DateField()
    units = models.BigIntegerField()
    price = models.ForeignKey(PriceUsed, models.PROTECT, related_name="lines", db_index=False)
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", db_index=False
    )
    disputed = models.BooleanField(default=False)
    invoice = models.ForeignKey(
        "settlement.Invoice", models.PROTECT, null=True, blank=True, related_name="lines", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "year", "month", "part", "debtor_code"],
                condition=models.Q(kind="basis"),
                name="basis_line_billed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="basis", origin__isnull=True)
                | models.Q(kind__in=["credit", "retro"], origin__isnull=False),
                name="basis_line_correction_has_origin",
            ),
        ]
        indexes = [
            models.Index(fields=["debtor_code", "year", "month"], name="basis_line_of_debtor"),
            models.Index(
                fields=["origin"], condition=models.Q(origin__isnull=False), name="basis_line_of_origin"
            ),
            models.Index(
                fields=["invoice"], condition=models.Q(invoice__isnull=False), name="basis_line_of_invoice"
            ),
        ]

    class Privacy:
        """That a municipality pays for a pupil at a school."""

        exempt = "under the creditor's own reference, tied to no person of the register"
        personal = ("placement", "debtor_code", "units", "reading_date")
        scrub = "kept with the bookkeeping"
        deleted = "seven years after the year, as bookkeeping is kept"

    def __str__(self) -> str:
        return f"BasisLine {self.pk}"

    @property
    def amount(self) -> Decimal:
        """The amount in kronor with four decimals."""
        return from_units(self.units)


class LineObjection(models.Model):
    """A debtor's objection to one line (bestridande): only that line is frozen."""

    class Reason(models.TextChoices):
        NOT_RESIDENT = "not_resident"
        NOT_ENROLLED = "not_enrolled"
        WRONG_EDUCATION = "wrong_education"
        WRONG_PRICE = "wrong_price"
        PAID_BEFORE = "paid_before"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey(BasisLine, models.PROTECT, related_name="objections")
    reason = models.CharField(max_length=16, choices=Reason.choices)
    text = models.CharField(max_length=600, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(one.value, one.name) for one in ObjectionState],
        default=ObjectionState.RAISED.value,
    )
    raised_at = models.DateTimeField()
    raised_by = models.UUIDField(null=True)
    raised_by_name = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=models.Q(state="raised"), name="line_objected_to_once_at_a_time"
            )
        ]

    class Privacy:
        """Names of staff, and what they wrote in their duty."""

        personal = ("raised_by", "raised_by_name", "answered_by_name", "text", "answer")
        scrub = "kept with the bookkeeping"
        deleted = "with the line"

    def __str__(self) -> str:
        return f"{self.reason} {self.state}"
