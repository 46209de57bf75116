"""What comes from another office."""

import uuid

from django.db import models

from gemensam.domains.transfers.models.other_office import OtherOffice
from gemensam.domains.transfers.states import ArrivalState


class Arrival(models.Model):
    """A transfer that another office has sent. ``sender_id`` is its id there; the same file twice is one row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    other = models.ForeignKey(OtherOffice, models.PROTECT, related_name="arrivals")
    sender_id = models.UUIDField()
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=ArrivalState.RECEIVED)
    file_id = models.UUIDField()  # documents.StoredFile
    digest = models.CharField(max_length=64)
    applicants = models.PositiveIntegerField()
    wishes = models.PositiveIntegerField()
    grades = models.PositiveIntegerField()
    statements = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    alarmed_at = models.DateTimeField(null=True)
    imported_at = models.DateTimeField(null=True)
    imported_by = models.CharField(max_length=200, blank=True)
    taken_wishes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["other", "sender_id"], name="arrival_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in ArrivalState]),
                name="arrival_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="imported") | models.Q(imported_at__isnull=False),
                name="arrival_imported_says_when",
            ),
        ]

    class Privacy:
        """The file names persons and is encrypted at rest."""

        exempt = "a file about many; who came of it stands in arrivedperson"
        personal = ("file_id", "imported_by")
        scrub = "file removed when the year is closed"
        deleted = "file two years after the admission year; the row as the archive plan says"

    def __str__(self) -> str:
        return f"Arrival {self.pk}"


class ArrivedPerson(models.Model):
    """That someone's application came with a transfer from another office."""

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="persons")
    person = models.ForeignKey("directory.Person", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["arrival", "person"], name="arrived_once")]

    class Privacy:
        """From where someone's application came."""

        personal = ("arrival", "person")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"ArrivedPerson {self.pk}"
