"""Cancel a booking, from the pupil's side or the counsellor's. The time goes to the queue."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Booking
from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services._changing import fire, locked_booking, record_booking
from gemensam.domains.guidance.services._filling import fill_from_queue
from gemensam.domains.guidance.services._telling import tell_everyone
from gemensam.domains.guidance.states import BookingEvent, BookingState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.messaging.kinds import MessageKind


@transaction.atomic
def cancel_booking(*, actor: Actor, booking_id: UUID, at: datetime) -> Booking:
    """Cancel; a second press changes nothing. Who booked, the pupil and the counsellor are told.

    Raises PermissionDenied, BookingRefused (past), TransitionRefused, Booking.DoesNotExist.
    """
    booking = locked_booking(booking_id)
    if booking.slot.counsellor_id == actor.account_id:
        policies.require_own_slot(actor, booking.slot)
    else:
        policies.require_pupil_or_guardian(actor, booking.pupil_id, on=timezone.localdate(at))
    if booking.state == BookingState.CANCELLED:
        return booking
    if booking.slot.starts_at <= at:
        raise BookingRefused("past")
    fire(booking, BookingEvent.CANCEL, at=at)
    booking.save()
    tell_everyone(booking, MessageKind.GUIDANCE_CANCELLED, at=at)
    offered = fill_from_queue(booking.slot, at=at)
    record_booking(
        actor, AuditEvent.GUIDANCE_CANCELLED, booking, at=at, facts={"offered_on": offered is not None}
    )
    return booking
