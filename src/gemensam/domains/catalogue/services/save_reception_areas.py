"""Say from which municipalities public providers receive first hand."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.catalogue import policies
from gemensam.domains.catalogue.models import ReceptionArea
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def save_reception_areas(*, actor: Actor, year: int, areas: Iterable[tuple[UUID, str]], at: datetime) -> int:
    """Let the year's areas be exactly these (provider id, municipality code); return how many.

    Skollagen 16 kap. 43 §. Raises PermissionDenied.
    """
    policies.require(actor, Permission.OFFERING_CHANGE)
    ReceptionArea.objects.filter(year=year).delete()
    rows = ReceptionArea.objects.bulk_create(
        ReceptionArea(year=year, provider_id=provider, municipality_code=code)
        for provider, code in sorted(set(areas), key=str)
    )
    record(
        actor=actor,
        event=AuditEvent.RECEPTION_AREAS_SAVED,
        target_type="catalogue",
        target_id=str(year),
        facts={"areas": len(rows)},
        at=at,
    )
    return len(rows)
