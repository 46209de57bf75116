"""What it took to be admitted in earlier years, as it may be shown to everyone."""

from decimal import Decimal

from django.db import models

from gemensam.rules.indicators import LOWEST_THRESHOLD, may_show_median


class PastCutOff(models.Model):
    """One year's final admission to one study path at one school. Small cells are already taken out at rest.

    None = not shown; ``public_median`` is what is shown of ``median``. ``offering_code`` tells offerings apart that
    share school and study path; blank where the source does not say.
    """

    class Source(models.TextChoices):
        IMPORTED = "imported"  # from a file of the office or of Skolverket
        PUBLISHED = "published"  # from a final round published here
        MADE_UP = "made_up"  # the demo's

    year = models.PositiveSmallIntegerField()
    school_unit = models.ForeignKey("directory.Organisation", models.CASCADE, related_name="past_cut_offs")
    study_path = models.CharField(max_length=12)
    programme = models.CharField(max_length=8)
    offering_code = models.CharField(max_length=40, blank=True)
    seats = models.PositiveIntegerField(null=True)
    first_choice_applicants = models.PositiveIntegerField(null=True)
    lowest = models.DecimalField(max_digits=14, decimal_places=6, null=True)
    median = models.DecimalField(max_digits=14, decimal_places=6, null=True)
    reason = models.CharField(max_length=12, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school_unit", "study_path", "offering_code", "year"], name="past_cut_off_once_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(first_choice_applicants__isnull=True)
                | models.Q(first_choice_applicants=0)
                | models.Q(first_choice_applicants__gte=LOWEST_THRESHOLD),
                name="past_cut_off_without_small_cells",
            ),
            models.CheckConstraint(
                condition=models.Q(reason="") | models.Q(lowest__isnull=True),
                name="past_cut_off_hidden_for_a_reason",
            ),
        ]

    class Privacy:
        """Aggregates only; figures of few persons are never stored."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.study_path} {self.year}"

    @property
    def public_median(self) -> Decimal | None:
        """The median as everyone may see it: rows stored by an older version are judged again."""
        counted_here = self.source == self.Source.PUBLISHED
        return self.median if may_show_median(self.reason, counted_here=counted_here) else None
