"""When each periodic work was last due: so that several workers do each occurrence once."""

from django.db import models


class ScheduleMark(models.Model):
    """One periodic work's latest occurrence that a worker has taken."""

    name = models.CharField(primary_key=True, max_length=80)
    due_at = models.DateTimeField()

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()
        scrub: dict[str, str] = {}
        deleted = "never"

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"
