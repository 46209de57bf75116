"""What a counsellor keeps about a pupil: ticks, notes, and the hand-over when the pupil moves."""

import uuid

from django.db import models

from gemensam.domains.guidance.states import HandoverState
from gemensam.foundation.fields.encrypted import EncryptedTextField


class PupilTick(models.Model):
    """Someone at the school has gone through this pupil's application of the year ("klar")."""

    pupil = models.ForeignKey("directory.Person", models.CASCADE, related_name="+")
    school_unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    ticked_at = models.DateTimeField()
    ticked_by = models.UUIDField(null=True)
    ticked_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pupil", "school_unit", "year"], name="pupil_tick_once")
        ]

    class Privacy:
        """That a school has gone through a pupil's application."""

        own_only = True
        personal = ("pupil", "ticked_by", "ticked_by_name")
        scrub = "rows removed with the pupil's application"
        deleted = "one year after the admission year"

    def __str__(self) -> str:
        return f"PupilTick {self.pk}"


class PupilNote(models.Model):
    """A note about a pupil, the author's own or shared with colleagues at the school. Never shown to others."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pupil = models.ForeignKey("directory.Person", models.CASCADE, related_name="+")
    school_unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    author_id = models.UUIDField()  # account
    author_name = models.CharField(max_length=200)
    text = EncryptedTextField()
    shared = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    handed_over_from = models.CharField(max_length=200, blank=True)  # name of the school it came from

    class Meta:
        indexes = [models.Index(fields=["school_unit", "pupil"], name="note_by_school_and_pupil")]

    class Privacy:
        """What a counsellor writes about a pupil: encrypted, for the author or the school's counsellors only."""

        own_only = True  # for the pupil: a guardian asks the school
        personal = ("pupil", "author_id", "author_name", "text")
        scrub = "rows removed with the pupil's application"
        deleted = "one year after the admission year, or by the author at any time"

    def __str__(self) -> str:
        return f"PupilNote {self.pk}"


class Handover(models.Model):
    """A pupil is handed over from one school's counsellors to another's. The first ones lose sight at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pupil = models.ForeignKey("directory.Person", models.CASCADE, related_name="+")
    from_unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    with_notes = models.BooleanField(default=False)
    state = models.CharField(
        max_length=8,
        choices=[(state.value, state.name) for state in HandoverState],
        default=HandoverState.SENT.value,
    )
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField()
    sent_by_name = models.CharField(max_length=200)
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pupil", "from_unit", "year"], name="handover_once_a_year"),
            models.CheckConstraint(
                condition=~models.Q(from_unit=models.F("to_unit")), name="handover_to_another_school"
            ),
            models.CheckConstraint(
                condition=models.Q(state="received", received_at__isnull=False)
                | models.Q(state="sent", received_at__isnull=True),
                name="handover_received_says_when",
            ),
        ]

    class Privacy:
        """That a pupil moved from one school to another."""

        personal = ("pupil", "from_unit", "to_unit", "sent_by", "sent_by_name")
        scrub = "rows removed with the pupil's application"
        deleted = "one year after the admission year"

    def __str__(self) -> str:
        return f"Handover {self.pk}"
