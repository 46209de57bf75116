"""Take a handed-over pupil in: the shared notes move to the receiving school, if the sender let them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Handover, PupilNote
from gemensam.domains.guidance.queries.pupils import own_pupil
from gemensam.domains.guidance.states import HandoverState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Person


class NotHereYet(Exception):
    """The register does not yet say that the pupil goes to the school."""


@transaction.atomic
def receive_handover(*, actor: Actor, handover_id: UUID, at: datetime) -> Handover:
    """Receive; a second press changes nothing.

    The register must say that the pupil goes to the school by now. Raises Handover.DoesNotExist for another
    school's, NotHereYet, PermissionDenied.
    """
    rows = Handover.objects.select_for_update().filter(to_unit__in=policies.school_units(actor))
    handover = rows.get(pk=handover_id)
    policies.require_at(actor, Permission.PUPIL_GUIDE, handover.to_unit_id)
    try:
        own_pupil(actor, handover.pupil_id, at=at)
    except Person.DoesNotExist:
        raise NotHereYet from None
    if handover.state == HandoverState.RECEIVED:
        return handover
    moved = 0
    if handover.with_notes:
        notes = PupilNote.objects.filter(
            pupil=handover.pupil_id, school_unit=handover.from_unit_id, shared=True
        )
        moved = notes.update(
            school_unit=handover.to_unit_id, handed_over_from=handover.from_unit.display_name
        )
    handover.state, handover.received_at = HandoverState.RECEIVED, at
    handover.save(update_fields=["state", "received_at"])
    record(
        actor=actor,
        event=AuditEvent.HANDOVER_RECEIVED,
        target_type="directory.person",
        target_id=str(handover.pupil_id),
        organisation_id=handover.to_unit_id,
        facts={"from": str(handover.from_unit_id), "notes": moved},
        at=at,
    )
    return handover
