"""Say yes or no to a time that was offered from the queue."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Booking, WaitingPlace
from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services._changing import fire, locked_booking, record_booking
from gemensam.domains.guidance.services._filling import fill_from_queue
from gemensam.domains.guidance.services._telling import tell_everyone
from gemensam.domains.guidance.states import BookingEvent, BookingState, WaitingState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.messaging.kinds import MessageKind


@transaction.atomic
def answer_offer(*, actor: Actor, booking_id: UUID, accept: bool, at: datetime) -> Booking:
    """Yes books the time and gives up the place in the queue; no keeps the place and offers the time to the next.

    A second yes changes nothing. Raises PermissionDenied, BookingRefused (late), TransitionRefused,
    Booking.DoesNotExist.
    """
    booking = locked_booking(booking_id)
    policies.require_pupil_or_guardian(actor, booking.pupil_id, on=timezone.localdate(at))
    if accept and booking.state == BookingState.BOOKED:
        return booking
    if booking.offer_until is not None and booking.offer_until < at:
        raise BookingRefused("late")
    fire(booking, BookingEvent.ACCEPT if accept else BookingEvent.DECLINE, at=at)
    booking.save()
    if accept:
        waiting = WaitingPlace.objects.filter(pupil=booking.pupil_id, state=WaitingState.WAITING)
        waiting.update(state=WaitingState.SERVED, question="")
        tell_everyone(booking, MessageKind.GUIDANCE_BOOKED, at=at)
    else:
        fill_from_queue(booking.slot, at=at)
    record_booking(actor, AuditEvent.GUIDANCE_ANSWERED, booking, at=at, facts={"accepted": accept})
    return booking
