"""An offering that is stopped after people have chosen it, and whom that concerns."""

import uuid

from django.db import models


class OfferingStop(models.Model):
    """Why and when an offering was stopped, and until when those concerned choose anew without being late."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="stops")
    offering = models.OneToOneField("catalogue.Offering", models.PROTECT, related_name="stop")
    reason = models.CharField(max_length=500)
    re_choice_until = models.DateTimeField()
    at = models.DateTimeField()
    account_id = models.UUIDField()
    actor_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(re_choice_until__gt=models.F("at")), name="re_choice_ends_after_the_stop"
            )
        ]

    class Privacy:
        """Names of staff who decided; the reason is public and names nobody."""

        personal = ("account_id", "actor_name")
        scrub = "kept: who decided is part of the decision"
        deleted = "as the archive plan says"

    def __str__(self) -> str:
        return f"{self.offering_id} {self.at:%Y-%m-%d}"


class StoppedChoice(models.Model):
    """A choice that was made of the offering when it was stopped."""

    stop = models.ForeignKey(OfferingStop, models.CASCADE, related_name="choices")
    application = models.ForeignKey("admissions.Application", models.CASCADE, related_name="stopped_choices")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stop", "application"], name="stopped_choice_once")]

    class Privacy:
        """What someone wished is personal."""

        personal = ("application", "rank")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"{self.application_id}: {self.rank}"
