"""Put a file from another office aside that was never read in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.transfers import policies
from gemensam.domains.transfers.models import Arrival
from gemensam.domains.transfers.states import ArrivalEvent, next_arrival_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def discard_arrival(*, actor: Actor, arrival_id: UUID, at: datetime) -> Arrival:
    """Discard it; nothing of it is in the register. Raises TransferRefused, PermissionDenied."""
    row = Arrival.objects.select_for_update(of=("self",)).select_related("other__office").get(pk=arrival_id)
    policies.require_at(actor, Permission.TRANSFER_HANDLE, row.other.office.organisation_id)
    row.state = next_arrival_state(row.state, ArrivalEvent.DISCARD)
    row.save(update_fields=["state"])
    record(
        actor=actor,
        event=AuditEvent.ARRIVAL_DISCARDED,
        target_type="transfers.arrival",
        target_id=str(row.pk),
        organisation_id=row.other.office.organisation_id,
        at=at,
    )
    return row
