"""The sender confirms that the control totals are right."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import ImportBatch
from gemensam.domains.admissions.states import ImportEvent, next_import_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def confirm_import(*, actor: Actor, batch_id: UUID, at: datetime) -> ImportBatch:
    """Confirm the totals shown in the preview. Raises TransitionRefused or PermissionDenied."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch_id)
    policies.require(actor, Permission.IMPORT_COMMIT, batch)
    batch.state = next_import_state(batch.state, ImportEvent.CONFIRM)
    batch.confirmed_at, batch.confirmed_by = at, actor.account_id
    batch.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    record(
        actor=actor,
        event=AuditEvent.IMPORT_CONFIRMED,
        target_type="import_batch",
        target_id=str(batch.pk),
        organisation_id=batch.sender_id,
        facts={"rows": batch.totals.get("rows"), "merit": batch.totals.get("merit")},
        at=at,
    )
    return batch
