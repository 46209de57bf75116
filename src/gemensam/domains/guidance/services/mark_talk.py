"""Note whether a talk took place."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Booking
from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services._changing import fire, locked_booking, record_booking
from gemensam.domains.guidance.states import BookingEvent, BookingState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def mark_talk(*, actor: Actor, booking_id: UUID, held: bool, at: datetime) -> Booking:
    """Held or missed; a second press changes nothing, the other one mends it.

    Raises PermissionDenied, BookingRefused (not_yet), TransitionRefused, Booking.DoesNotExist.
    """
    booking = locked_booking(booking_id)
    policies.require_own_slot(actor, booking.slot)
    if booking.slot.starts_at > at:
        raise BookingRefused("not_yet")
    if booking.state == (BookingState.HELD if held else BookingState.MISSED):
        return booking
    fire(booking, BookingEvent.HOLD if held else BookingEvent.MISS, at=at)
    booking.save()
    record_booking(actor, AuditEvent.GUIDANCE_MARKED, booking, at=at, facts={"held": held})
    return booking
