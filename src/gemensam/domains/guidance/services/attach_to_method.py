"""Add a file to a method that one has shared. Its type is told by its content, not by its name."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import MethodAttachment
from gemensam.domains.guidance.services._method import locked_method, record_method
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.documents.attached import (
    OFFICE,
    PDF,
    PICTURES,
    FileKind,
    FileRefused,
    kind_of,
    safe_name,
)
from gemensam.foundation.documents.storage import store

MOST_FILES: Final = 8
_TAKEN: Final = (PDF, *PICTURES, *OFFICE)


class AttachmentRefused(Exception):
    """The file is not taken. ``code``: empty, too_large, too_many, unknown_type or macros."""

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
    kind = _kind(content)
    stored = store(
        content=content, name=name, media_type=kind.media_type, purpose=f"guidance.method.{method_id}", at=at
    )
    known = method.attachments.filter(file_id=stored.pk).first()
    if known is not None:
        return known
    if method.attachments.count() >= MOST_FILES:
        raise AttachmentRefused("too_many")
    attachment = MethodAttachment.objects.create(
        method=method, file_id=stored.pk, name=safe_name(name, kind.ending), media_type=kind.media_type,
        size=len(content), added_at=at,
    )  # fmt: skip
    record_method(actor, AuditEvent.METHOD_CHANGED, method, at=at, facts={"attached": str(attachment.pk)})
    return attachment


def _kind(content: bytes) -> FileKind:
    try:
        return kind_of(content, _TAKEN)
    except FileRefused as refused:
        raise AttachmentRefused(refused.code) from None
