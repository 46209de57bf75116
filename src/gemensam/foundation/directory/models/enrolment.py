"""Enrolment (SS 12000 Person.enrolments): a pupil's place at a school unit."""

import uuid

from django.db import models
from django.db.models import F, Q

from gemensam.foundation.directory.models.organisation import Organisation
from gemensam.foundation.directory.models.person import Person


class SchoolType(models.TextChoices):
    """SS 12000 SchoolTypesEnum, the ones from which pupils apply and to which they are admitted.

    GRAN and GYAN are the names since 2023-07-02 of what the standard calls GRS/TR and GYS.
    """

    GR = "GR"  # grundskola
    GRAN = "GRAN"  # anpassad grundskola
    SP = "SP"  # specialskola
    SAM = "SAM"  # sameskola
    GY = "GY"  # gymnasieskola
    GYAN = "GYAN"  # anpassad gymnasieskola
    VUX = "VUX"  # komvux
    OTHER = "OTHER"


class Enrolment(models.Model):
    """One pupil at one school unit during a period (both ends inclusive; no end = until further notice)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="enrolments")
    school_unit = models.ForeignKey(Organisation, models.PROTECT, related_name="enrolments")
    school_year = models.PositiveSmallIntegerField(null=True, blank=True)  # årskurs 0-10
    school_type = models.CharField(max_length=5, choices=SchoolType.choices)
    class_name = models.CharField(max_length=20, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(school_type__in=SchoolType.values), name="enrolment_school_type_known"
            ),
            models.CheckConstraint(
                condition=Q(school_year__isnull=True) | Q(school_year__lte=10),
                name="enrolment_school_year_0_to_10",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="enrolment_period_forward"
            ),
            models.UniqueConstraint(
                fields=["person", "school_unit", "school_type", "starts"], name="enrolment_once"
            ),
        ]
        indexes = [models.Index(fields=["school_unit", "starts"], name="enrolment_at_unit")]

    class Privacy:
        """Where a pupil goes to school: personal data, for a protected person where she can be found."""

        personal = ("person", "school_unit", "school_year", "school_type", "class_name", "starts", "ends")
        scrub: dict[str, str] = {}
        deleted = "with the person"

    def __str__(self) -> str:
        return f"Enrolment {self.id}"
