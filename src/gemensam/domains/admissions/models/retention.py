"""How long an office keeps what nobody needs any more."""

from django.db import models

SHORTEST, LONGEST = 30, 3650  # days


class RetentionTerms(models.Model):
    """One office's terms, in days. No row = the defaults."""

    office = models.OneToOneField("admissions.AdmissionsOffice", models.CASCADE, related_name="+")
    note_days = models.PositiveSmallIntegerField(
        default=400
    )  # counsellors' notes, from when they were written
    booking_days = models.PositiveSmallIntegerField(
        default=365
    )  # talks and places in the queue, from the time
    draft_days = models.PositiveSmallIntegerField(default=365)  # drafts never sent, from the latest saving
    reading_days = models.PositiveSmallIntegerField(default=730)  # who has read about whom

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    note_days__range=(SHORTEST, LONGEST),
                    booking_days__range=(SHORTEST, LONGEST),
                    draft_days__range=(SHORTEST, LONGEST),
                    reading_days__range=(SHORTEST, LONGEST),
                ),
                name="retention_days_in_range",
            )
        ]

    class Privacy:
        """No personal data."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"RetentionTerms {self.office_id}"
