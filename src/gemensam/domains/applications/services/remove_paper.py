"""Take away a paper."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.applications.inputs.closed_steps import closed_steps
from gemensam.domains.applications.inputs.filed_papers import filed_papers
from gemensam.domains.applications.models import Paper
from gemensam.domains.applications.services._locking import locked_draft, note_paper
from gemensam.domains.applications.services.add_paper import PaperRefused
from gemensam.domains.applications.states import StepTaken
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents.storage import remove


@transaction.atomic
def remove_paper(*, actor: Actor, draft_id: UUID, paper_id: UUID, at: datetime) -> None:
    """Remove the paper and its content; without such a paper nothing happens.

    Raises PaperRefused when it is with those who decide, StepTaken or PermissionDenied.
    """
    draft = locked_draft(actor, draft_id, at=at)
    paper = Paper.objects.filter(draft=draft, pk=paper_id).first()
    if paper is None:
        return
    if paper.kind in closed_steps(actor, draft):
        raise StepTaken
    if filed_papers(draft).filter(pk=paper_id).exists():
        raise PaperRefused("filed")
    file_id = paper.file_id
    paper.delete()
    if not Paper.objects.filter(file=file_id).exists():
        remove(file_id)
    note_paper(actor, draft, paper.kind, at=at)
    record(
        actor=actor,
        event=AuditEvent.PAPER_REMOVED,
        target_type="applications.paper",
        target_id=str(paper_id),
        organisation_id=draft.office.organisation_id,
        facts={},
        at=at,
    )
