"""Take back a hand-over that nobody has received: the wrong pupil, or the wrong school."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.services.set_school import set_school
from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Handover
from gemensam.domains.guidance.states import HandoverState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


class AlreadyReceived(Exception):
    """The other school has taken the pupil in."""


@transaction.atomic
def recall_handover(*, actor: Actor, handover_id: UUID, at: datetime) -> UUID:
    """Take back and return the pupil's id; the pupil is the first school's again.

    Raises Handover.DoesNotExist for another school's, AlreadyReceived, PermissionDenied.
    """
    rows = Handover.objects.select_for_update().filter(from_unit__in=policies.school_units(actor))
    handover = rows.get(pk=handover_id)
    policies.require_at(actor, Permission.PUPIL_GUIDE, handover.from_unit_id)
    if handover.state != HandoverState.SENT:
        raise AlreadyReceived
    pupil_id, unit_id = handover.pupil_id, handover.from_unit_id
    handover.delete()
    set_school(actor=actor, person_id=pupil_id, year=handover.year, from_unit=None, to_unit=unit_id, at=at)
    record(
        actor=actor,
        event=AuditEvent.HANDOVER_RECALLED,
        target_type="directory.person",
        target_id=str(pupil_id),
        organisation_id=unit_id,
        at=at,
    )
    return pupil_id
