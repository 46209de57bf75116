"""Throw away what was changed after the last sending."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.queries.own_application import own_application
from gemensam.domains.applications.inputs.content import read, written
from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.services._locking import keep, locked_draft
from gemensam.domains.applications.states import DraftEvent, StaleDraft, next_draft_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def discard_changes(*, actor: Actor, draft_id: UUID, version: int, at: datetime) -> Draft:
    """Let the choices be those that were sent. Contact details and motivations stay as they are written.

    Raises StaleDraft, TransitionRefused when nothing is changed, and PermissionDenied.
    """
    draft = locked_draft(actor, draft_id, at=at)
    if draft.version != version:
        raise StaleDraft(draft.version)
    draft.state = next_draft_state(draft.state, DraftEvent.DISCARD)
    sent = own_application(
        actor, office_id=draft.office_id, year=draft.year, person_id=draft.person_id, at=at
    )
    choices = tuple(choice.offering_id for choice in sent.choices) if sent else ()
    draft.content = written(replace(read(draft.content), choices=choices))
    keep(actor, draft, steps=("choices",), at=at)
    record(
        actor=actor,
        event=AuditEvent.DRAFT_DISCARDED,
        target_type="applications.draft",
        target_id=str(draft.pk),
        organisation_id=draft.office.organisation_id,
        facts={"version": draft.version},
        at=at,
    )
    return draft
