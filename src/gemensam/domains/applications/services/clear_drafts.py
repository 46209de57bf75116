"""Remove drafts that were never sent, when their time is up."""

from datetime import datetime

from django.db import transaction

from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.services._papers import remove_papers
from gemensam.domains.applications.states import DraftState
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

# without permission: the schedule removes by the office's terms, for everyone alike


@transaction.atomic
def clear_drafts(*, before: datetime, at: datetime) -> int:
    """Remove what was last saved before the moment and never sent, with papers; how many.

    What has been sent once, also when it was taken back, is part of the application and stays with it.
    """
    rows = Draft.objects.filter(state=DraftState.DRAFT, saved_at__lt=before, filings__isnull=True)
    removed = 0
    for draft in rows.select_for_update(of=("self",)).defer("content"):
        remove_papers(draft.papers.all())
        draft.requests.all().delete()
        draft.delete()
        removed += 1
    if removed:
        record(
            actor=SYSTEM, event=AuditEvent.CLEARED, target_type="applications.draft", target_id="*", at=at,
            facts={"removed": removed},
        )  # fmt: skip
    return removed
