"""Take a committed import back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, ImportBatch
from gemensam.domains.admissions.services._import_undo import undo_changes
from gemensam.domains.admissions.services.void_approvals import void_approvals
from gemensam.domains.admissions.states import ImportEvent, ImportState, next_import_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def undo_import(*, actor: Actor, batch_id: UUID, at: datetime) -> ImportBatch:
    """Undo everything that the import did; safe to run twice. A protection that it raised stays raised.

    Raises UndoRefused when something has been changed or used since, TransitionRefused or PermissionDenied.
    """
    batch = ImportBatch.objects.select_related("office").get(pk=batch_id)
    policies.require(actor, Permission.IMPORT_UNDO, batch)
    AdmissionsOffice.objects.select_for_update().get(pk=batch.office_id)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("office").get(pk=batch_id)
    if batch.state == ImportState.UNDONE:
        return batch
    batch.state = next_import_state(batch.state, ImportEvent.UNDO)
    undone = undo_changes(batch, actor=actor, at=at)
    batch.undone_at = at
    batch.save(update_fields=["state", "undone_at"])
    if undone:
        void_approvals(
            actor=actor,
            cause=batch,
            permission=Permission.IMPORT_UNDO,
            office=batch.office,
            year=batch.year,
            reason="import_undone",
            at=at,
        )
    record(
        actor=actor,
        event=AuditEvent.IMPORT_UNDONE,
        target_type="import_batch",
        target_id=str(batch.pk),
        organisation_id=batch.sender_id,
        facts={"changes": undone},
        at=at,
    )
    return batch
