"""What every change of a booking does: lock, judge by the table, raise the sequence, record."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from gemensam.domains.guidance.models import Booking
from gemensam.domains.guidance.states import BookingEvent, next_booking_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


def locked_booking(booking_id: UUID) -> Booking:
    """The booking with its slot, locked until the transaction ends. Raises Booking.DoesNotExist."""
    return Booking.objects.select_for_update(of=("self",)).select_related("slot").get(pk=booking_id)


def fire(booking: Booking, event: BookingEvent, *, at: datetime) -> None:
    """Change the state by the table and raise the calendar's sequence. Raises TransitionRefused."""
    booking.state = next_booking_state(booking.state, event)
    booking.sequence += 1
    booking.offer_until = None
    if event in {BookingEvent.CANCEL, BookingEvent.DECLINE, BookingEvent.LAPSE}:
        booking.ended_at = at
        booking.question = ""


def record_booking(
    actor: Actor,
    event: AuditEvent,
    booking: Booking,
    *,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Write the change to the log."""
    record(
        actor=actor,
        event=event,
        target_type="guidance.booking",
        target_id=str(booking.pk),
        organisation_id=booking.slot.school_unit_id,
        facts=facts,
        at=at,
    )
