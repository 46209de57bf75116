"""Add, change and remove single open houses."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gemensam.domains.catalogue import policies
from gemensam.domains.catalogue.models import OpenHouse
from gemensam.domains.catalogue.services.save_offering_facts import OpenHouseRow
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def save_open_houses(
    *, actor: Actor, rows: Sequence[OpenHouseRow], remove: Sequence[OpenHouseRow], at: datetime
) -> None:
    """Keep the rows, found by school, education and start; those to remove go. Raises PermissionDenied."""
    policies.require(actor, Permission.OFFERING_CHANGE)
    for row in rows:
        known = _same(row).select_for_update().first() or OpenHouse(
            school_unit_id=row.school_unit_id, offering_id=row.offering_id, starts=row.starts
        )
        known.ends, known.place = row.ends, row.place
        known.save()
    for row in remove:
        _same(row).delete()
    record(
        actor=actor,
        event=AuditEvent.OFFERING_FACTS_SAVED,
        target_type="catalogue",
        target_id="open_houses",
        facts={"open_houses": len(rows), "removed": len(remove)},
        at=at,
    )


def _same(row: OpenHouseRow) -> QuerySet[OpenHouse]:
    of_school = OpenHouse.objects.filter(school_unit=row.school_unit_id, starts=row.starts)
    return of_school.filter(offering=row.offering_id) if row.offering_id else of_school.filter(offering=None)
