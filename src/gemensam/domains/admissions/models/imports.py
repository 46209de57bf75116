"""Files that schools and offices send: the file, how its columns were read, what it changed, how to undo it."""

import uuid

from django.db import models

from gemensam.domains.admissions.states import ImportState
from gemensam.foundation.fields.encrypted import EncryptedTextField


class ImportKind(models.TextChoices):
    """What a file holds."""

    SUPPLY = "supply"
    PUPILS = "pupils"
    GRADES = "grades"
    CHOICES = "choices"
    CUT_OFFS = "cut_offs"
    FACTS = "facts"
    OPEN_HOUSES = "open_house"


class ImportProfile(models.Model):
    """How a sender's columns were matched last time, remembered by the look of the header row."""

    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="+")
    sender = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    header_signature = models.CharField(max_length=64)
    mapping = models.JSONField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "sender", "kind", "header_signature"], name="import_profile_once"
            )
        ]

    class Privacy:
        """Column titles only."""

        personal: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.header_signature[:8]}"


class ImportBatch(models.Model):
    """One uploaded file on its way into the register."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey("admissions.AdmissionsOffice", models.PROTECT, related_name="import_batches")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=ImportKind.choices)
    sender = models.ForeignKey("directory.Organisation", models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in ImportState],
        default=ImportState.UPLOADED,
    )
    file_id = models.UUIDField()  # documents.StoredFile
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=100, blank=True)
    header_row = models.PositiveIntegerField(default=1)
    columns = models.JSONField(default=list)  # the header cells, in order
    mapping = models.JSONField(default=dict)  # field -> column index
    registered_at = models.DateTimeField(null=True, blank=True)  # for grade files without a date column
    faults = EncryptedTextField(blank=True)  # JSON list: row, column, code, facts
    fault_count = models.PositiveIntegerField(default=0)
    preview = EncryptedTextField(blank=True)  # JSON: what would be added, changed, left
    totals = models.JSONField(default=dict)  # control totals: rows, sum of merit, per school
    register_digest = models.CharField(max_length=64, blank=True)  # what the preview was made against
    # Of offerings that the file stops: why, and until when those concerned choose anew without being late.
    stop_reason = models.CharField(max_length=500, blank=True)
    re_choice_until = models.DateTimeField(null=True, blank=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.UUIDField()
    uploaded_by_name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.UUIDField(null=True, blank=True)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["office", "year", "-uploaded_at"], name="import_batch_latest")]

    class Privacy:
        """Faults, previews and the file itself name persons; all three are encrypted at rest."""

        exempt = "files about many; what came of them stands in the rows"
        personal = ("file_id", "faults", "preview", "uploaded_by_name")
        scrub = "file, faults and preview emptied when the year is closed"
        deleted = "two years after the admission year"

    def __str__(self) -> str:
        return f"{self.kind} {self.uploaded_at:%Y-%m-%d %H:%M}"


class ImportChange(models.Model):
    """One row that a committed import added or changed: enough to undo it."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes")
    sequence = models.PositiveIntegerField()
    table = models.CharField(max_length=40)
    object_key = models.CharField(max_length=64)
    before = EncryptedTextField(blank=True)  # JSON, empty = the row was added
    after = EncryptedTextField(blank=True)  # JSON, empty = the row was removed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "sequence"], name="import_change_sequence_once")
        ]

    class Privacy:
        """Old and new values of personal rows; encrypted at rest."""

        exempt = "what was read stands in the register; kept so that an import can be undone"
        personal = ("object_key", "before", "after")
        scrub = "rows removed when the year is closed"
        deleted = "two years after the admission year"

    def __str__(self) -> str:
        return f"{self.table} {self.sequence}"
