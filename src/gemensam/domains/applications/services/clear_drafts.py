"""Remove drafts that were never sent, when their time is up."""

from datetime import datetime

from django.db import transaction

from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.states import DraftState
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.documents import storage

# without permission: the schedule removes by the office's terms, for everyone alike


@transaction.atomic
def clear_drafts(*, before: datetime, at: datetime) -> int:
    """Remove what was last saved before the moment and never sent, with papers; how many.

    What has been sent once, also when it was taken back, is part of the application and stays with it.
    """
    rows = Draft.objects.filter(state=DraftState.DRAFT, saved_at__lt=before, filings__isnull=True)
    removed = 0
    for draft in rows.select_for_update(of=("self",)).defer("content"):
        files = list(draft.papers.values_list("file_id", flat=True))
        draft.papers.all().delete()
        for file_id in files:
            if not draft.papers.model.objects.filter(
                file=file_id
            ).exists():  # the same content may be someone else's
                storage.remove(file_id)
        draft.requests.all().delete()
        draft.delete()
        removed += 1
    if removed:
        record(
            actor=SYSTEM, event=AuditEvent.CLEARED, target_type="applications.draft", target_id="*", at=at,
            facts={"removed": removed},
        )  # fmt: skip
    return removed
