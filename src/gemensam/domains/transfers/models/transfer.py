"""What is sent to another office: everyone with wishes there, in versions."""

import uuid

from django.db import models

from gemensam.domains.transfers.models.other_office import OtherOffice
from gemensam.domains.transfers.states import TransferState


class Transfer(models.Model):
    """One version of what one other office gets in a year. ``acknowledge_key`` is in the file and opens its receipt.

    ``digest``: SHA-256 of the file's content; ``choices_digest``: of wishes and statements alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    other = models.ForeignKey(OtherOffice, models.PROTECT, related_name="transfers")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=TransferState.PREPARED)
    acknowledge_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_id = models.UUIDField()  # documents.StoredFile
    digest = models.CharField(max_length=64)
    choices_digest = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)  # of the applicants alone, without id and times
    applicants = models.PositiveIntegerField()
    wishes = models.PositiveIntegerField()
    grades = models.PositiveIntegerField()
    statements = models.PositiveIntegerField()
    withheld = models.PositiveIntegerField()  # protected persons, who are handled by hand
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=200, blank=True)
    fault = models.CharField(max_length=40, blank=True)  # why the API did not take it, as a code
    alarmed_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["other", "year", "version"], name="transfer_version_once"),
            models.UniqueConstraint(
                fields=["other", "year"],
                condition=~models.Q(state="superseded"),
                name="transfer_one_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[state.value for state in TransferState]),
                name="transfer_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="acknowledged") | models.Q(acknowledged_at__isnull=False),
                name="transfer_acknowledged_says_when",
            ),
        ]

    class Privacy:
        """The file names persons and is encrypted at rest; the row has names of staff only."""

        exempt = "a file about many; who is in it stands in transferredperson"
        personal = ("file_id", "sent_by", "acknowledged_by")
        scrub = "file removed when the year is closed"
        deleted = "file two years after the admission year; the row as the archive plan says"

    def __str__(self) -> str:
        return f"Transfer {self.pk}"


class TransferredPerson(models.Model):
    """That someone is in a transfer."""

    transfer = models.ForeignKey(Transfer, models.CASCADE, related_name="persons")
    person = models.ForeignKey("directory.Person", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["transfer", "person"], name="transferred_once")]

    class Privacy:
        """That someone's application went to another office."""

        personal = ("transfer", "person")
        scrub = "rows removed with the application"
        deleted = "with the application"

    def __str__(self) -> str:
        return f"TransferredPerson {self.pk}"
