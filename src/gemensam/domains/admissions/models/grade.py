"""Grades, each with the moment it was registered: a later one replaces an earlier one before the cut-off."""

from django.db import models


class Grade(models.Model):
    """One grade in one subject for one person (SS 12000 ``Grade``)."""

    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="grades")
    subject = models.CharField(max_length=4)
    language = models.CharField(max_length=8, blank=True)
    grade = models.CharField(max_length=3)
    role = models.CharField(max_length=20, default="compulsory")
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject", "language", "registered_at"], name="grade_once_per_registration"
            ),
            models.CheckConstraint(
                condition=models.Q(grade__in=["A", "B", "C", "D", "E", "F", "-", "G", "VG", "MVG"]),
                name="grade_value_known",
            ),
        ]

    class Privacy:
        """Grades are personal."""

        personal = ("subject", "language", "grade", "role", "registered_at")
        scrub = "rows removed with the person's applications"
        deleted = "with the person's last application"

    def __str__(self) -> str:
        return f"{self.subject} {self.grade}"
