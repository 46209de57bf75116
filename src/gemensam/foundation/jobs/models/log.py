"""What happened to a job, line by line."""

from django.db import models

from gemensam.foundation.jobs.models.job import Job


class JobLogLine(models.Model):
    """One line: a code and facts without personal data; the page has the text."""

    id = models.BigAutoField(primary_key=True)
    job = models.ForeignKey(Job, models.CASCADE, related_name="log_lines")
    at = models.DateTimeField()
    code = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]

    class Privacy:
        """No personal data. Cleared with the job."""

        personal: tuple[str, ...] = ()
        scrub: dict[str, str] = {}
        deleted = "with the job"

    def __str__(self) -> str:
        return f"{self.code} of {self.job_id}"
