"""A stored file and its encrypted parts, in the database: saved, rolled back and backed up with the rest."""

import uuid

from django.db import models
from django.db.models import Q

from gemensam.foundation.fields.encrypted import EncryptedBinaryField, EncryptedTextField


class StoredFile(models.Model):
    """One content for one purpose. The same content stored twice for a purpose is the same row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)  # of the plain content, hex
    purpose = models.CharField(max_length=60)  # code of what it is for, e.g. "admissions.import"
    name = EncryptedTextField(default="")  # as the sender called it: may hold a person's name
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256", "purpose"], name="stored_file_once"),
            models.CheckConstraint(condition=~Q(purpose=""), name="stored_file_has_purpose"),
        ]

    class Privacy:
        """The content may be anything about persons. Removed by the part that stored it."""

        exempt = "told by the row that has the file"
        personal = ("name",)
        scrub: dict[str, str] = {}
        deleted = "when the purpose's owner removes it"

    def __str__(self) -> str:
        return f"StoredFile {self.id}"


class StoredPart(models.Model):
    """A few megabytes of a stored file, encrypted."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()  # from 0
    content = EncryptedBinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="stored_part_once")]

    class Privacy:
        """The file's content, encrypted. Removed with the file."""

        exempt = "told by the row that has the file"
        personal = ("content",)
        scrub: dict[str, str] = {}
        deleted = "with the file"

    def __str__(self) -> str:
        return f"StoredPart {self.file_id}/{self.number}"
