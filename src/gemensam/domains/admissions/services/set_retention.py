"""Decide how long the office keeps what nobody needs any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, RetentionTerms
from gemensam.domains.admissions.queries.retention import Retention
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def set_retention(*, actor: Actor, office_id: UUID, terms: Retention, at: datetime) -> None:
    """Keep the terms; the next night removes by them. Raises PermissionDenied; IntegrityError outside 30–3650 days."""
    office = AdmissionsOffice.objects.get(pk=office_id)
    policies.require(actor, Permission.ROUND_PREPARE, office)
    values = {name: getattr(terms, name) for name in Retention.__slots__}
    RetentionTerms.objects.update_or_create(office=office, defaults=values)
    record(
        actor=actor,
        event=AuditEvent.RETENTION_SET,
        target_type="admissions.office",
        target_id=str(office.pk),
        organisation_id=office.organisation_id,
        facts=values,
        at=at,
    )
