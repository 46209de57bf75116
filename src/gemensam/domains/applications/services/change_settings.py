"""Decide at the office what applies to applications."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.queries.offices import office_of
from gemensam.domains.applications import policies
from gemensam.domains.applications.models import ApplicationSettings
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def change_settings(
    *,
    actor: Actor,
    office_id: UUID,
    most_choices: int,
    guardians_confirm: bool,
    guardians_edit: bool,
    guardians_send: bool,
    at: datetime,
) -> ApplicationSettings:
    """Save what the office has decided. Raises PermissionDenied."""
    office = office_of(actor)
    if office is None or office.id != office_id:
        raise PermissionDenied(Permission.ROUND_PREPARE)
    policies.require_at(actor, Permission.ROUND_PREPARE, office.organisation_id)
    values = {
        "most_choices": most_choices,
        "guardians_confirm": guardians_confirm,
        "guardians_edit": guardians_edit,
        "guardians_send": guardians_edit and guardians_send,  # who may not write has nothing to send
    }
    settings, _ = ApplicationSettings.objects.update_or_create(office_id=office_id, defaults=values)
    record(
        actor=actor,
        event=AuditEvent.APPLICATION_SETTINGS_CHANGED,
        target_type="admissions_office",
        target_id=str(office_id),
        organisation_id=office.organisation_id,
        facts=values,
        at=at,
    )
    return settings
