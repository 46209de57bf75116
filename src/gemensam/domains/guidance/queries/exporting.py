"""A list of pupils that leaves the system as a file: without protected persons, and written to the log."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gemensam.domains.guidance.queries.pupils import GuidedPupil
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


def pupils_to_export(actor: Actor, pupils: Sequence[GuidedPupil], *, at: datetime) -> list[GuidedPupil]:
    """Return those that may stand in a file; a file travels, so nobody protected. Raises PermissionDenied."""
    require(actor, Permission.PUPIL_GUIDE)
    exported = [one for one in pupils if not one.is_protected]
    with transaction.atomic():
        record(
            actor=actor,
            event=AuditEvent.PERSONAL_DATA_EXPORTED,
            target_type="guidance.pupils",
            target_id="list",
            facts={"rows": len(exported)},
            at=at,
        )
    return exported
