"""What an applicant answers beforehand, for the days when the result comes and nobody can log in."""

from django.db import models


class PreAnswer(models.Model):
    """The answers that count when the final result is shown, one for each choice that has been answered."""

    application = models.OneToOneField(
        "admissions.Application", models.CASCADE, primary_key=True, related_name="pre_answer"
    )
    answers = models.JSONField(default=dict)  # id of an offering -> a code of PreAnswerCode
    version = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=12)
    account_id = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    class Privacy:
        """What someone will answer is personal."""

        personal = ("answers", "origin", "account_id", "changed_at")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"v{self.version}"
