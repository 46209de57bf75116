"""Let the guardians write again, after the applicant has taken over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.services._locking import keep, locked_draft
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def share_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> Draft:
    """Open the draft for the guardians, where the office lets them write. Twice is once.

    Raises PermissionDenied for all but the applicant.
    """
    draft = locked_draft(actor, draft_id, at=at)
    policies.require_own(actor, draft.person_id)
    if draft.pupil_only_since is None:
        return draft
    draft.pupil_only_since = None
    keep(actor, draft, at=at)
    record(
        actor=actor,
        event=AuditEvent.DRAFT_SHARED,
        target_type="applications.draft",
        target_id=str(draft.pk),
        organisation_id=draft.office.organisation_id,
        facts={},
        at=at,
    )
    return draft
