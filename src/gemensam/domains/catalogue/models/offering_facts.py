"""What a school tells of an offering beside its numbers, and when it keeps open house."""

from django.db import models


class OfferingFacts(models.Model):
    """The school's own words on one offering, in one language (skollagen 15 kap. 8 a §: what it leads to)."""

    offering = models.ForeignKey("catalogue.Offering", models.CASCADE, related_name="facts")
    language = models.CharField(max_length=2, default="sv")
    description = models.TextField(blank=True, max_length=4000)
    leads_to_work = models.TextField(blank=True, max_length=2000)
    leads_to_studies = models.TextField(blank=True, max_length=2000)
    skill_test_text = models.TextField(blank=True, max_length=2000)
    travel = models.TextField(blank=True, max_length=1000)
    web_address = models.URLField(blank=True, max_length=300)
    apprenticeship = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offering", "language"], name="offering_facts_once_a_language")
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.offering_id} {self.language}"


class OpenHouse(models.Model):
    """A time when a school unit shows itself to visitors, for all its offerings or for one."""

    school_unit = models.ForeignKey("directory.Organisation", models.CASCADE, related_name="open_houses")
    offering = models.ForeignKey(
        "catalogue.Offering", models.CASCADE, null=True, blank=True, related_name="open_houses"
    )
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="open_house_ends_after_start"
            ),
            models.UniqueConstraint(fields=["offering", "starts"], name="open_house_once_an_offering"),
            models.UniqueConstraint(
                fields=["school_unit", "starts"],
                condition=models.Q(offering__isnull=True),
                name="open_house_once_a_school",
            ),
        ]
        indexes = [models.Index(fields=["school_unit", "starts"], name="open_house_by_school")]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.school_unit_id} {self.starts:%Y-%m-%d %H:%M}"
