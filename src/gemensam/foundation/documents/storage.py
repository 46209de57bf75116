"""Storing and reading of whole files. Who may is decided by the services that call this."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from gemensam.foundation.documents.models import StoredFile, StoredPart

PART_BYTES = 4 * 1024 * 1024


class FileDamagedError(Exception):
    """What is stored is not what was stored once. Carries the file's id."""


def store(*, content: bytes, name: str, media_type: str, purpose: str, at: datetime) -> StoredFile:
    """Store a content for a purpose, in the caller's transaction if there is one.

    The same content for the same purpose is the same row, with the name it had first. Encrypted at rest.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = StoredFile.objects.filter(sha256=digest, purpose=purpose).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            stored = StoredFile.objects.create(
                sha256=digest,
                purpose=purpose,
                name=name,
                media_type=media_type,
                size=len(content),
                stored_at=at,
            )
            for number, start in enumerate(range(0, len(content), PART_BYTES)):
                StoredPart.objects.create(
                    file=stored, number=number, content=content[start : start + PART_BYTES]
                )
    except IntegrityError:  # someone stored the same at the same time
        return StoredFile.objects.get(sha256=digest, purpose=purpose)
    return stored


def read(file_id: UUID) -> bytes:
    """The content. Raises StoredFile.DoesNotExist, or FileDamagedError when it differs from what was stored."""
    stored = StoredFile.objects.get(pk=file_id)
    parts = StoredPart.objects.filter(file=stored).order_by("number").values_list("content", flat=True)
    content = b"".join(parts.iterator(chunk_size=1))
    if len(content) != stored.size or hashlib.sha256(content).hexdigest() != stored.sha256:
        raise FileDamagedError(str(file_id))
    return content


def remove(file_id: UUID) -> bool:
    """Remove a file; False when there was none."""
    deleted, _ = StoredFile.objects.filter(pk=file_id).delete()
    return bool(deleted)
