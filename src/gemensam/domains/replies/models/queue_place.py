"""Where someone stood in a queue on a day: so that each move has a reason."""

from django.db import models


class QueuePlace(models.Model):
    """One applicant's place in one queue at the end of a day, and why it differs from the day before."""

    application = models.ForeignKey("admissions.Application", models.CASCADE, related_name="queue_places")
    offering = models.ForeignKey("catalogue.Offering", models.CASCADE, related_name="+")
    day = models.DateField()
    run_id = models.UUIDField()  # the shown run whose order the queue has
    position = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()  # how many stand in the queue

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "offering", "day"], name="queue_place_once_a_day")
        ]
        indexes = [models.Index(fields=["day"], name="queue_place_by_day")]

    class Privacy:
        """Where someone stands is personal."""

        personal = ("offering", "day", "position", "waiting")
        scrub = "rows removed with the application"
        deleted = "60 days after the day, or with the application"

    def __str__(self) -> str:
        return f"{self.day} {self.position}/{self.waiting}"
