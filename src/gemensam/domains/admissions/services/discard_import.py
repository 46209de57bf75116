"""Put a file aside that was never committed."""

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
def discard_import(*, actor: Actor, batch_id: UUID, at: datetime) -> None:
    """Discard the batch; its faults and preview are emptied. Raises TransitionRefused or PermissionDenied."""
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch_id)
    policies.require(actor, Permission.IMPORT_UPLOAD, batch)
    batch.state = next_import_state(batch.state, ImportEvent.DISCARD)
    batch.faults = batch.preview = ""
    batch.save(update_fields=["state", "faults", "preview"])
    record(
        actor=actor,
        event=AuditEvent.IMPORT_DISCARDED,
        target_type="import_batch",
        target_id=str(batch.pk),
        organisation_id=batch.sender_id,
        at=at,
    )
