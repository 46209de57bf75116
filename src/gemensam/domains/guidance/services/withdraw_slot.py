"""Take a time away. Whoever has booked it is told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Booking, GuidanceSlot
from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services._changing import fire
from gemensam.domains.guidance.services._telling import tell_everyone
from gemensam.domains.guidance.states import BookingEvent, BookingState, SlotState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind


@transaction.atomic
def withdraw_slot(*, actor: Actor, slot_id: UUID, at: datetime) -> GuidanceSlot:
    """Withdraw; a second press changes nothing, and a time that has begun stays.

    Raises PermissionDenied, BookingRefused (past), GuidanceSlot.DoesNotExist.
    """
    slot = policies.own_slots(actor, GuidanceSlot.objects.select_for_update()).get(pk=slot_id)
    policies.require_own_slot(actor, slot)
    if slot.state == SlotState.WITHDRAWN:
        return slot
    if slot.starts_at <= at:
        raise BookingRefused("past")
    slot.state = SlotState.WITHDRAWN
    slot.save(update_fields=["state"])
    live = Booking.objects.filter(slot=slot, state__in=[BookingState.OFFERED, BookingState.BOOKED])
    told = 0
    for booking in live.select_for_update(of=("self",)).select_related("slot"):
        fire(booking, BookingEvent.CANCEL, at=at)
        booking.save()
        tell_everyone(booking, MessageKind.GUIDANCE_CANCELLED, at=at)
        told += 1
    record(
        actor=actor,
        event=AuditEvent.GUIDANCE_SLOT_WITHDRAWN,
        target_type="guidance.slot",
        target_id=str(slot_id),
        organisation_id=slot.school_unit_id,
        facts={"cancelled": told},
        at=at,
    )
    return slot
