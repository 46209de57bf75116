"""Say as guardian that one has seen an application."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Draft, Filing, GuardianConfirmation
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def confirm_application(
    *, actor: Actor, draft_id: UUID, filing_number: int, at: datetime
) -> GuardianConfirmation:
    """Keep the guardian's confirmation of the filing; a second press finds the first one.

    Nothing depends on it: the pupil has applied (skollagen 29 kap. 12 §). Raises PermissionDenied,
    Filing.DoesNotExist.
    """
    on = timezone.localdate(at)
    draft = policies.visible_drafts(actor, Draft.objects.filter(pk=draft_id), on=on).get()
    policies.require_ward(actor, draft, on=on)
    filing = Filing.objects.get(draft=draft, number=filing_number)
    confirmation, is_new = GuardianConfirmation.objects.get_or_create(
        filing=filing, guardian_id=actor.person_id, defaults={"confirmed_at": at}
    )
    if is_new:
        record(
            actor=actor,
            event=AuditEvent.APPLICATION_CONFIRMED,
            target_type="applications.draft",
            target_id=str(draft.pk),
            organisation_id=draft.office.organisation_id,
            facts={"filing": filing.number},
            at=at,
        )
    return confirmation
