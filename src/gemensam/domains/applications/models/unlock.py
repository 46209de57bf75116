"""An applicant may change between the office's windows, because a counsellor has unlocked the application."""

import uuid

from django.db import models


class ApplicationUnlock(models.Model):
    """One unlocking: why, by whom, and until when. It gives a time to send, and never makes anything in time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    person = models.ForeignKey("directory.Person", models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    unlocked_at = models.DateTimeField()
    until = models.DateTimeField()
    unlocked_by = models.UUIDField()  # account
    unlocked_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("unlocked_at")), name="unlock_ends_after_it_began"
            )
        ]
        indexes = [models.Index(fields=["person", "year"], name="unlock_by_person")]

    class Privacy:
        """That an applicant was let in again, and why."""

        personal = ("person", "reason", "unlocked_by", "unlocked_by_name")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"ApplicationUnlock {self.pk}"
