"""What one municipality reports to a round: its rows, and the amounts that are the same for every programme."""

import uuid

from django.db import models

from gemensam.domains.pricelist.states import ReportState


def amount(**values: object) -> models.DecimalField:
    """A field for kronor with the four places that prices are kept in."""
    return models.DecimalField(max_digits=14, decimal_places=4, **values)  # type: ignore[arg-type]  # passed on unread


class PriceReport(models.Model):
    """One municipality's form in a round (prisunderlag)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("pricelist.PriceRound", models.PROTECT, related_name="reports")
    member = models.ForeignKey("pricelist.RegionMember", models.PROTECT, related_name="reports")
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in ReportState],
        default=ReportState.DRAFT,
    )
    reported_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="price_report_once")]

    class Privacy:
        """No personal data: who did what is in the round's steps."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.pk)


class FlatAmount(models.Model):
    """A component that is the same for every programme of a school form (schabloniserad kostnad)."""

    report = models.ForeignKey(PriceReport, models.PROTECT, related_name="flat_amounts")
    school_form = models.CharField(max_length=12)
    component = models.CharField(max_length=10)
    amount = amount(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "school_form", "component"], name="price_flat_amount_once"
            )
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.school_form} {self.component}"


class ReportRow(models.Model):
    """One education in a report. An empty component takes the flat amount. ``edition`` tells two writers apart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(PriceReport, models.PROTECT, related_name="rows")
    code = models.CharField(max_length=8)
    orientation = models.CharField(max_length=8, blank=True)
    cohort = models.CharField(max_length=4)
    form = models.CharField(max_length=14)
    teaching = amount(null=True, blank=True)
    materials = amount(null=True, blank=True)
    health = amount(null=True, blank=True)
    meals = amount(null=True, blank=True)
    premises = amount(null=True, blank=True)
    other = amount(null=True, blank=True)
    travel = amount(null=True, blank=True)  # where the region has chosen it
    pupils = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)  # budgeted average
    pupils_before = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)  # 15 October
    stated_total = amount(null=True, blank=True)  # the municipality's own sum with administration
    grants_deducted = models.BooleanField(default=False)
    supplement = amount(null=True, blank=True)  # what is charged besides the price
    supplement_for = models.CharField(max_length=60, blank=True)  # NIU, travel, equipment
    comment = models.CharField(max_length=400, blank=True)
    edition = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["code", "orientation", "cohort", "form"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code", "orientation", "cohort", "form"], name="price_report_row_once"
            )
        ]

    class Privacy:
        """The name of the member of staff who last changed the row."""

        exempt = "the name of staff beside a figure, tied to no account"
        personal = ("changed_by_name",)
        scrub = "emptied when the round has been published for two years"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return f"{self.code} {self.orientation}".strip()


class ReportAttachment(models.Model):
    """A file that shows a cost (underlagets bilaga), for the whole report or for one row of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(PriceReport, models.PROTECT, related_name="attachments")
    row = models.ForeignKey(ReportRow, models.CASCADE, null=True, blank=True, related_name="attachments")
    file = models.ForeignKey("documents.StoredFile", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["row", "file"],
                condition=models.Q(row__isnull=False),
                name="price_row_attachment_once",
            ),
            models.UniqueConstraint(
                fields=["report", "file"],
                condition=models.Q(row__isnull=True),
                name="price_report_attachment_once",
            ),
        ]

    class Privacy:
        """Names of staff who acted in their duty; the files are to hold no personal data."""

        personal = ("account_id", "actor_name")
        scrub = "kept with the report: part of how the price came about"
        deleted = "with the report, as the archive plan says"

    def __str__(self) -> str:
        return self.name


class RowComment(models.Model):
    """A question or an answer about a row, kept with it."""

    row = models.ForeignKey(ReportRow, models.CASCADE, related_name="comments")
    text = models.CharField(max_length=600)
    at = models.DateTimeField()
    account_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]

    class Privacy:
        """Names of staff, and what they wrote in their duty."""

        personal = ("account_id", "actor_name", "text")
        scrub = "kept with the row: part of how the price came about"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
