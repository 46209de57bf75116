"""An applicant's application and ranked choices in an admission year."""

import uuid

from django.db import models


class Application(models.Model):
    """One person's application at one office in one year. ``reference`` is the id in the open round format."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="applications")
    year = models.PositiveSmallIntegerField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="applications")
    reference = models.CharField(max_length=20, unique=True)
    school_unit = models.ForeignKey(
        "directory.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    class_name = models.CharField(max_length=20, blank=True)
    home_municipality = models.CharField(max_length=4, blank=True)
    # Counts as home for reception: placed or protected pupils (skollagen 16 kap. 43 §), stored without address.
    lives_in_area_of = models.CharField(max_length=4, blank=True)
    completed_upper_secondary = models.BooleanField(default=False)
    comparable_grades = models.BooleanField(default=True)
    reduced_timetable = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "person"], name="one_application_a_year")
        ]
        indexes = [models.Index(fields=["office", "year"], name="application_by_year")]

    class Privacy:
        """An application is personal; its person is shown by the directory's policy only."""

        personal = ("reference", "school_unit", "class_name", "home_municipality", "lives_in_area_of")
        scrub = "reference kept, the rest emptied when the office's archive plan says so"
        deleted = "five years after the admission year, or as the archive plan says"

    def __str__(self) -> str:
        return self.reference


class Choice(models.Model):
    """A ranked choice. Late is a property of the choice, not of the applicant."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="choices")
    offering = models.ForeignKey("catalogue.Offering", models.PROTECT, related_name="choices")
    rank = models.PositiveSmallIntegerField()
    late = models.BooleanField(default=False)
    free_quota = models.BooleanField(default=False)
    test_points = models.DecimalField(max_digits=12, decimal_places=6, null=True, blank=True)
    test_passed = models.BooleanField(default=False)
    reception = models.CharField(max_length=11, blank=True)
    english_exemption = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "rank"], name="choice_rank_once"),
            models.UniqueConstraint(fields=["application", "offering"], name="choice_offering_once"),
            models.CheckConstraint(condition=models.Q(rank__gte=1), name="choice_rank_from_one"),
            models.CheckConstraint(
                condition=models.Q(reception__in=["", "first_hand", "second_hand"]),
                name="choice_reception_known",
            ),
            models.CheckConstraint(
                condition=models.Q(test_points__isnull=True) | models.Q(test_points__gte=0),
                name="choice_test_points_not_negative",
            ),
        ]

    class Privacy:
        """What someone wishes is personal."""

        personal = ("offering", "rank", "free_quota", "test_points", "reception", "english_exemption")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"{self.rank}: {self.offering_id}"


class HeldPlace(models.Model):
    """A place held from an earlier round, for reserve rounds."""

    round = models.ForeignKey("admissions.AdmissionRound", models.CASCADE, related_name="held_places")
    application = models.ForeignKey(Application, models.CASCADE, related_name="held_places")
    offering = models.ForeignKey("catalogue.Offering", models.PROTECT, related_name="+")
    keep_reserve = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "application"], name="one_held_place_a_round")
        ]

    class Privacy:
        """Where someone is admitted is personal."""

        personal = ("offering", "keep_reserve")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"{self.application_id} → {self.offering_id}"


class LeftOutChoice(models.Model):
    """A choice that takes no part in a reserve round: declined, or its place in the queue was given up."""

    round = models.ForeignKey("admissions.AdmissionRound", models.CASCADE, related_name="left_out_choices")
    application = models.ForeignKey(Application, models.CASCADE, related_name="left_out_choices")
    offering = models.ForeignKey("catalogue.Offering", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "application", "offering"], name="choice_left_out_once_a_round"
            )
        ]

    class Privacy:
        """What someone has declined is personal."""

        personal = ("offering",)
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"{self.application_id} without {self.offering_id}"
