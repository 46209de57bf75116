"""Tick a pupil off, or take the tick away: the school has gone through the application."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import PupilTick
from gemensam.domains.guidance.services._pupil import guided_pupil
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def tick_pupil(*, actor: Actor, pupil_id: UUID, done: bool, at: datetime) -> None:
    """Set or remove the school's tick of the year; a second press changes nothing.

    Raises Person.DoesNotExist for someone who is not the actor's pupil, PermissionDenied.
    """
    pupil, year = guided_pupil(actor, pupil_id, at=at)
    policies.require_at(actor, Permission.PUPIL_GUIDE, pupil.unit_id)
    rows = PupilTick.objects.filter(pupil=pupil_id, school_unit=pupil.unit_id, year=year)
    if done == rows.exists():
        return
    if done:
        PupilTick.objects.create(
            pupil_id=pupil_id, school_unit_id=pupil.unit_id, year=year, ticked_at=at,
            ticked_by=actor.account_id, ticked_by_name=actor.name,
        )  # fmt: skip
    else:
        rows.delete()
    record(
        actor=actor,
        event=AuditEvent.PUPIL_TICKED if done else AuditEvent.PUPIL_UNTICKED,
        target_type="directory.person",
        target_id=str(pupil_id),
        organisation_id=pupil.unit_id,
        at=at,
    )
