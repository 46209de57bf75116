"""The joint office: its settings, ranking rules and the dates of its year."""

import uuid

from django.db import models

from gemensam.rules.reception import LateFirstHand


class AdmissionsOffice(models.Model):
    """An admissions office (antagningskansli) that prepares and executes decisions for several providers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField("directory.Organisation", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    rules = models.CharField(max_length=40, default="se-2026")
    block_grades = models.CharField(max_length=10, default="weighted")
    small_cell_threshold = models.PositiveSmallIntegerField(default=5)
    late_first_hand = models.CharField(max_length=9, default=LateFirstHand.OWN_CLASS)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(late_first_hand__in=list(LateFirstHand)),
                name="office_late_first_hand_known",
            ),
            models.CheckConstraint(
                condition=models.Q(small_cell_threshold__gte=5), name="office_small_cells_at_least_five"
            ),
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


class RankingRule(models.Model):
    """How equal merit is told apart (admissions practice; no national rule), published before applications open."""

    office = models.ForeignKey(AdmissionsOffice, models.PROTECT, related_name="ranking_rules")
    name = models.CharField(max_length=40)
    order = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="ranking_rule_name_once")]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


class CalendarDate(models.Model):
    """A date of the admission year, to the second: when something opens, closes or is published."""

    office = models.ForeignKey(AdmissionsOffice, models.PROTECT, related_name="calendar_dates")
    year = models.PositiveSmallIntegerField()
    event = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "event"], name="calendar_event_once_a_year")
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M:%S}"
