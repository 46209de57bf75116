"""One education that can be chosen: a programme at a school unit in a year."""

import uuid

from django.db import models

from gemensam.foundation.fields.swedish import SearchTextField, SwedishSortKeyField


class Offering(models.Model):
    """An offering (sökalternativ): school unit × study path × variant × year."""

    class SkillTest(models.TextChoices):
        NONE = "none"
        ADDS = "adds"
        REQUIRED = "required"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    orientation = models.CharField(max_length=120, blank=True)
    provider = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="provided_offerings")
    school_unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="offerings")
    municipality_code = models.CharField(max_length=4)
    programme = models.CharField(max_length=8)
    study_path = models.CharField(max_length=9, blank=True)
    base_programme = models.CharField(max_length=8, blank=True)
    planned_seats = models.PositiveIntegerField()
    seats = models.PositiveIntegerField()
    seats_stated = models.BooleanField(default=True)  # a service's list of educations says nothing of seats
    free_quota_seats = models.PositiveIntegerField(default=0)
    test_seats = models.PositiveIntegerField(default=0)
    skill_test = models.CharField(max_length=8, choices=SkillTest.choices, default=SkillTest.NONE)
    pool = models.CharField(max_length=40, blank=True)
    pool_seats = models.PositiveIntegerField(null=True, blank=True)
    pool_order = models.PositiveIntegerField(null=True, blank=True)
    national_intake = models.BooleanField(default=False)
    ranking = models.CharField(max_length=40, default="default")
    cancelled = models.BooleanField(default=False)
    sort_key = SwedishSortKeyField(source="title")
    search = SearchTextField(sources=["title", "orientation", "code", "programme", "study_path"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "code"], name="offering_code_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(seats__gte=models.F("free_quota_seats") + models.F("test_seats")),
                name="offering_quotas_within_seats",
            ),
            models.CheckConstraint(
                condition=models.Q(pool="", pool_seats__isnull=True)
                | (~models.Q(pool="") & models.Q(pool_seats__isnull=False)),
                name="offering_pool_has_seats",
            ),
        ]
        indexes = [models.Index(fields=["year", "sort_key"], name="offering_by_year_and_title")]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    @property
    def known_seats(self) -> int | None:
        """The seats, None = nobody has said how many."""
        return self.seats if self.seats_stated else None

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"
