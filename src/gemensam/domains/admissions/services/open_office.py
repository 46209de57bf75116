"""Open an admissions office: its ranking rules and the dates of a year."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, CalendarDate, RankingRule
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def open_office(
    *,
    actor: Actor,
    organisation_id: UUID,
    name: str,
    rankings: Mapping[str, Sequence[str]],
    year: int,
    calendar: Mapping[str, datetime],
    at: datetime,
) -> AdmissionsOffice:
    """Create the office at its organisation, or bring rules and dates up to date. Raises PermissionDenied.

    ``rankings``: criteria after merit by rule name (admissions.md §3.6). ``calendar``: moment by event code.
    """
    office = AdmissionsOffice(organisation_id=organisation_id, name=name)
    policies.require(actor, Permission.ROUND_PREPARE, office)
    office, _ = AdmissionsOffice.objects.update_or_create(
        organisation_id=organisation_id, defaults={"name": name}
    )
    for rule, order in rankings.items():
        RankingRule.objects.update_or_create(office=office, name=rule, defaults={"order": list(order)})
    for event, moment in calendar.items():
        CalendarDate.objects.update_or_create(office=office, year=year, event=event, defaults={"at": moment})
    record(
        actor=actor,
        event=AuditEvent.OFFICE_OPENED,
        target_type="admissions_office",
        target_id=str(office.pk),
        organisation_id=organisation_id,
        facts={"year": year, "rules": sorted(rankings), "dates": len(calendar)},
        at=at,
    )
    return office
