"""Save one step of an application."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.applications.inputs.content import Content, read, written
from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.services._locking import keep, locked_draft, refuse_stale
from gemensam.domains.applications.states import DraftEvent, next_draft_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    draft_id: UUID,
    version: int | None,
    step: str,
    change: Callable[[Content], Content],
    at: datetime,
) -> Draft:
    """Apply the change of one step to what is saved. Without any difference nothing is saved and nothing is logged.

    version: the one that the page was made from; None for a change that is right whatever was saved meanwhile, such
    as adding one more choice. Raises StaleDraft when the same step has been saved since, StepTaken and
    PermissionDenied.
    """
    draft = locked_draft(actor, draft_id, step=step, at=at)
    if version is not None:
        refuse_stale(draft, version, step)
    before = read(draft.content)
    after = change(before)
    if after == before:
        return draft
    draft.state = next_draft_state(draft.state, DraftEvent.SAVE)
    draft.content = written(after)
    keep(actor, draft, steps=(step,), at=at)
    record(
        actor=actor,
        event=AuditEvent.DRAFT_SAVED,
        target_type="applications.draft",
        target_id=str(draft.pk),
        organisation_id=draft.office.organisation_id,
        facts={"step": step, "version": draft.version},
        at=at,
    )
    return draft
