"""A run's result: one row for every choice, one for every offering."""

from django.db import models


class Placement(models.Model):
    """The result of one choice in one run, as in placements.csv."""

    run = models.ForeignKey("admissions.AllocationRun", models.PROTECT, related_name="placements")
    application = models.ForeignKey("admissions.Application", models.PROTECT, related_name="placements")
    offering = models.ForeignKey("catalogue.Offering", models.PROTECT, related_name="placements")
    rank = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=16)
    seat_kind = models.CharField(max_length=12, blank=True)
    reserve_position = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=60, blank=True)
    merit = models.CharField(max_length=30, blank=True)  # exact decimal text, as in the file
    sort_key = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "application", "rank"], name="placement_once"),
            models.UniqueConstraint(
                fields=["run", "application"],
                condition=models.Q(status="admitted"),
                name="admitted_at_most_once",
            ),
        ]
        indexes = [models.Index(fields=["run", "offering", "status"], name="placement_by_offering")]

    class Privacy:
        """A result is personal."""

        exempt = "no decision until it is published, and then told by the result page"
        personal = ("status", "reserve_position", "reason", "merit", "sort_key")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"{self.rank}: {self.status}"


class OfferingOutcome(models.Model):
    """An offering's figures in one run, as in cutoffs.csv. Published only with small cells suppressed."""

    run = models.ForeignKey("admissions.AllocationRun", models.PROTECT, related_name="outcomes")
    offering = models.ForeignKey("catalogue.Offering", models.PROTECT, related_name="outcomes")
    seats = models.PositiveIntegerField()
    eligible = models.PositiveIntegerField()
    first_hand_first_choice = models.PositiveIntegerField()
    admitted = models.PositiveIntegerField()
    admitted_free_quota = models.PositiveIntegerField()
    admitted_test = models.PositiveIntegerField()
    admitted_second_hand = models.PositiveIntegerField()
    lowest_merit = models.DecimalField(max_digits=14, decimal_places=6, null=True, blank=True)
    median_merit = models.DecimalField(max_digits=14, decimal_places=6, null=True, blank=True)
    mean_merit = models.DecimalField(max_digits=14, decimal_places=6, null=True, blank=True)
    tie_at_cutoff = models.BooleanField(default=False)
    reserves = models.PositiveIntegerField()
    vacant = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "offering"], name="outcome_once")]

    class Privacy:
        """Aggregates; small cells are suppressed where they are shown."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.offering_id}: {self.admitted}/{self.seats}"
