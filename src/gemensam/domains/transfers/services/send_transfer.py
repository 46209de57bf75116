"""Note that a transfer has gone to the other office, or why it did not."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.transfers import policies
from gemensam.domains.transfers.models import Transfer
from gemensam.domains.transfers.states import TransferEvent, next_transfer_state
from gemensam.foundation.access.actors import SYSTEM, Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def send_transfer(*, actor: Actor, transfer_id: UUID, fault: str = "", at: datetime) -> Transfer:
    """Mark as sent; with a ``fault`` (a code) only keep why the other office's address did not take it.

    Raises TransferRefused when another version counts by now, PermissionDenied.
    """
    row = Transfer.objects.select_for_update(of=("self",)).select_related("other__office").get(pk=transfer_id)
    if actor is not SYSTEM:
        policies.require_at(actor, Permission.TRANSFER_HANDLE, row.other.office.organisation_id)
    state = next_transfer_state(row.state, TransferEvent.SEND)
    row.fault = fault[:40]
    if not fault:
        row.state, row.sent_at, row.sent_by = state, at, actor.name[:200]
    row.save()
    record(
        actor=actor,
        event=AuditEvent.TRANSFER_SENT,
        target_type="transfers.transfer",
        target_id=str(row.pk),
        organisation_id=row.other.office.organisation_id,
        facts={"version": row.version, "fault": row.fault},
        at=at,
    )
    return row
