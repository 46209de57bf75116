"""Add a file to a method that one has shared. Its type is told by its content, not by its name."""

import io
import zipfile
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import MethodAttachment
from gemensam.domains.guidance.services._method import locked_method, record_method
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.documents.storage import store

MOST_BYTES: Final = 10 * 1024 * 1024
MOST_FILES: Final = 8
_STARTS: Final = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_INSIDE: Final = (
    ("word/document.xml", _OFFICE + "wordprocessingml.document", ".docx"),
    ("ppt/presentation.xml", _OFFICE + "presentationml.presentation", ".pptx"),
    ("xl/workbook.xml", _OFFICE + "spreadsheetml.sheet", ".xlsx"),
)


class AttachmentRefused(Exception):
    """The file is not taken. ``code``: empty, too_large, too_many, type_unknown or macros."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def attach_to_method(
    *, actor: Actor, method_id: UUID, name: str, content: bytes, at: datetime
) -> MethodAttachment:
    """Store the file, once for the same content; its name gets the ending of what it is.

    Raises AttachmentRefused, PermissionDenied, Method.DoesNotExist.
    """
    method = locked_method(actor, method_id)
    policies.require_author(actor, method)
    if not content:
        raise AttachmentRefused("empty")
    if len(content) > MOST_BYTES:
        raise AttachmentRefused("too_large")
    media_type, ending = _kind(content)
    stored = store(
        content=content, name=name, media_type=media_type, purpose=f"guidance.method.{method_id}", at=at
    )
    known = method.attachments.filter(file_id=stored.pk).first()
    if known is not None:
        return known
    if method.attachments.count() >= MOST_FILES:
        raise AttachmentRefused("too_many")
    attachment = MethodAttachment.objects.create(
        method=method, file_id=stored.pk, name=_name(name, ending), media_type=media_type, size=len(content),
        added_at=at,
    )  # fmt: skip
    record_method(actor, AuditEvent.METHOD_CHANGED, method, at=at, facts={"attached": str(attachment.pk)})
    return attachment


def _kind(content: bytes) -> tuple[str, str]:
    for start, media_type, ending in _STARTS:
        if content.startswith(start):
            return media_type, ending
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        raise AttachmentRefused("type_unknown") from None
    if any(name.endswith("vbaProject.bin") for name in names):
        raise AttachmentRefused("macros")
    for inside, media_type, ending in _INSIDE:
        if inside in names:
            return media_type, ending
    raise AttachmentRefused("type_unknown")


def _name(name: str, ending: str) -> str:
    """The sender's name without path and strange signs, with the ending that the content has."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    kept = "".join(sign for sign in stem if sign.isalnum() or sign in " -_")[: 110 - len(ending)].strip()
    return f"{kept or 'fil'}{ending}"
