"""That someone on the staff has read about a person: one row a day, not one a click."""

from django.db import models


class ReadingDay(models.Model):
    """Who read about whom, for what, on which day. Written once; removed when its time is up.

    No foreign keys, as the log itself. The name of the reader is not here: a reader may be protected, too.
    """

    account_id = models.UUIDField()
    person_id = models.UUIDField()
    purpose = models.CharField(max_length=20)  # a ReadingPurpose
    day = models.DateField()
    reader_role = models.CharField(max_length=30)
    organisation_id = models.UUIDField(null=True)
    first_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "account_id", "purpose", "day"], name="reading_once_a_day"
            )
        ]
        indexes = [models.Index(fields=["day"], name="reading_by_day")]

    class Privacy:
        """Told to the person it is about, without who the reader is as a person."""

        subject = "person_id"
        personal = ("day", "purpose", "reader_role")
        scrub: dict[str, str] = {}
        deleted = "as the office's terms of deletion say, two years unless it has said otherwise"

    def __str__(self) -> str:
        return f"ReadingDay {self.pk}"
