"""Let someone take a copy of what is stored about them or their child (dataskyddsförordningen art. 15.3)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.personal_data import StoredRows, personal_data

# without permission: personal_data refuses everyone but the person and the guardian


@transaction.atomic
def take_out_personal_data(
    *, actor: Actor, person_id: UUID | None, form: str, at: datetime
) -> tuple[StoredRows, ...]:
    """Return everything, and write in the log that a copy was taken. Raises PermissionDenied."""
    found = personal_data(actor, person_id, at=at)
    record(
        actor=actor,
        event=AuditEvent.PERSONAL_DATA_TAKEN_OUT,
        target_type="directory.person",
        target_id=str(person_id or actor.account_id),
        facts={"form": form, "rows": sum(len(part.rows) for part in found)},
        at=at,
    )
    return found
