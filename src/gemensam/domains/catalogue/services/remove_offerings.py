"""Remove offerings that nobody has chosen."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gemensam.domains.catalogue import policies
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.editions import Register, renew


@transaction.atomic
def remove_offerings(*, actor: Actor, year: int, codes: Sequence[str], at: datetime) -> int:
    """Remove the offerings and return how many. Raises ProtectedError when any is chosen, PermissionDenied."""
    policies.require(actor, Permission.OFFERING_CHANGE)
    rows = Offering.objects.filter(year=year, code__in=codes)
    removed = rows.delete()[1].get("catalogue.Offering", 0) if codes else 0
    renew(Register.OFFERINGS)
    record(
        actor=actor,
        event=AuditEvent.OFFERINGS_REMOVED,
        target_type="catalogue",
        target_id=str(year),
        facts={"removed": removed},
        at=at,
    )
    return removed
