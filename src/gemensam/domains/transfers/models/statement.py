"""What the home municipality says before another one receives its pupil."""

from django.db import models


class HomeMunicipalityStatement(models.Model):
    """A statement (yttrande, skollagen 16 kap. 48 §) about one wish of one applicant.

    ``not_needed``: the school is independent, which receives everyone (15 kap. 33 §).
    """

    class Answer(models.TextChoices):
        OWN = "own"  # the home municipality offers the education itself
        PARTNER = "partner"  # by agreement with others
        NOT_OFFERED = "not_offered"
        NOT_NEEDED = "not_needed"

    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    person = models.ForeignKey("directory.Person", models.CASCADE, related_name="+")
    programme = models.CharField(max_length=120)
    school = models.CharField(max_length=120)
    municipality = models.CharField(max_length=60)
    answer = models.CharField(max_length=12, choices=Answer.choices)
    stated_at = models.DateTimeField()
    account_id = models.UUIDField()
    account_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "person", "programme", "school", "municipality"],
                name="statement_once_a_wish",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=["own", "partner", "not_offered", "not_needed"]),
                name="statement_answer_known",
            ),
        ]

    class Privacy:
        """What someone wishes, and what the municipality says of it."""

        personal = ("person", "programme", "school", "municipality", "answer", "account_name")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"{self.answer} {self.pk}"
