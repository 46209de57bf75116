"""As guardian, ask the child to look through what has been written, and to send it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.services._locking import locked_draft
from gemensam.domains.applications.services._telling import tell_of_guardian
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind


@transaction.atomic
def hand_over_draft(*, actor: Actor, draft_id: UUID, at: datetime) -> Draft:
    """Tell the applicant that there is something to look through: once for each version. Raises PermissionDenied."""
    draft = locked_draft(actor, draft_id, at=at)
    tell_of_guardian(draft, MessageKind.DRAFT_HANDED_OVER, at=at)
    record(
        actor=actor,
        event=AuditEvent.DRAFT_HANDED_OVER,
        target_type="applications.draft",
        target_id=str(draft.pk),
        organisation_id=draft.office.organisation_id,
        facts={"version": draft.version},
        at=at,
    )
    return draft
