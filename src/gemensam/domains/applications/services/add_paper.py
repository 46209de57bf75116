"""Put a paper to what is asked for."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from gemensam.domains.applications.inputs.filed_papers import filed_papers
from gemensam.domains.applications.models import Paper
from gemensam.domains.applications.services._locking import locked_draft, note_paper
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents.attached import (
    PDF,
    PHONE_PICTURES,
    PICTURES,
    FileRefused,
    kind_of,
    shown_name,
)
from gemensam.foundation.documents.storage import store

MOST_PAPERS: Final = 10  # that are not sent: those that are cannot be taken away to make room
MOST_IN_ALL: Final = 40
_TAKEN: Final = (PDF, *PICTURES, *PHONE_PICTURES)


class PaperRefused(Exception):
    """The file is not taken, or not taken away. ``code``: empty, too_large, unknown_type, too_many, filed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_paper(*, actor: Actor, draft_id: UUID, kind: str, name: str, content: bytes, at: datetime) -> Paper:
    """Store the paper, encrypted and apart from other files; the same content twice is the same paper.

    Raises PaperRefused, StepTaken or PermissionDenied.
    """
    draft = locked_draft(actor, draft_id, step=kind, at=at)
    media_type = _type_of(content)
    stored = store(
        content=content, name="", media_type=media_type, purpose=f"applications.paper:{draft.pk}", at=at
    )
    known = Paper.objects.filter(draft=draft, kind=kind, file=stored).first()
    if known is not None:
        return known
    count, filed = Paper.objects.filter(draft=draft).count(), filed_papers(draft).count()
    if count >= MOST_IN_ALL or count - filed >= MOST_PAPERS:
        raise PaperRefused("too_many")
    paper = Paper.objects.create(
        draft=draft, kind=kind, file=stored, name=shown_name(name), media_type=media_type, size=len(content),
        added_at=at,
    )  # fmt: skip
    note_paper(actor, draft, kind, at=at)
    record(
        actor=actor,
        event=AuditEvent.PAPER_ADDED,
        target_type="applications.paper",
        target_id=str(paper.pk),
        organisation_id=draft.office.organisation_id,
        facts={"kind": kind, "bytes": len(content)},
        at=at,
    )
    return paper


def _type_of(content: bytes) -> str:
    try:
        return kind_of(content, _TAKEN).media_type
    except FileRefused as refused:
        raise PaperRefused(refused.code) from None
