"""Let the applicant write alone from now on: it is the pupil who applies (skollagen 29 kap. 12 §)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.content import Content, written
from gemensam.domains.applications.models import Draft, Paper, StepWriter
from gemensam.domains.applications.services._locking import keep, locked_draft
from gemensam.domains.applications.services._papers import remove_papers
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def take_over_draft(*, actor: Actor, draft_id: UUID, anew: bool, at: datetime) -> Draft:
    """Close the draft for guardians. anew: and empty it, when it has never been sent. A second press changes nothing.

    What has been sent stays sent, and guardians may read it. Raises PermissionDenied for all but the applicant.
    """
    draft = locked_draft(actor, draft_id, at=at)
    policies.require_own(actor, draft.person_id)
    if draft.pupil_only_since is not None:
        return draft
    emptied = anew and not draft.reference
    draft.pupil_only_since = at
    if emptied:
        draft.content = written(Content())
        remove_papers(Paper.objects.filter(draft=draft))
    steps = StepWriter.objects.filter(draft=draft).values_list("step", flat=True) if emptied else ()
    keep(actor, draft, steps=tuple(steps), at=at)
    record(
        actor=actor,
        event=AuditEvent.DRAFT_TAKEN_OVER,
        target_type="applications.draft",
        target_id=str(draft.pk),
        organisation_id=draft.office.organisation_id,
        facts={"anew": emptied},
        at=at,
    )
    return draft
