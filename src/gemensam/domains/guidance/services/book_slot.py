"""Book a time, for oneself or for one's child."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Booking, GuidanceSlot, WaitingPlace
from gemensam.domains.guidance.queries.times import BookingRefused, check_bookable
from gemensam.domains.guidance.services._changing import record_booking
from gemensam.domains.guidance.services._telling import tell_everyone
from gemensam.domains.guidance.states import BookingState, WaitingState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.messaging.kinds import MessageKind


@transaction.atomic
def book_slot(*, actor: Actor, slot_id: UUID, pupil_id: UUID, question: str, at: datetime) -> Booking:
    """Take the time; the database lets one booking have it. A second press gives the booking that is there.

    A place in the queue is given up. Raises PermissionDenied, GuidanceSlot.DoesNotExist, BookingRefused (taken, past,
    other_school, overlapping, too_many).
    """
    on = timezone.localdate(at)
    policies.require_pupil_or_guardian(actor, pupil_id, on=on)
    if actor.person_id is None:
        raise PermissionDenied(Permission.GUIDANCE_BOOK)
    slot = GuidanceSlot.objects.get(pk=slot_id)
    mine = Booking.objects.filter(slot=slot, pupil=pupil_id, state=BookingState.BOOKED).first()
    if mine is not None:
        return mine
    check_bookable(slot, pupil_id, at=at)
    waiting = WaitingPlace.objects.filter(pupil=pupil_id, state=WaitingState.WAITING)
    joined = waiting.values_list("joined_at", flat=True).first()
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                slot=slot,
                pupil_id=pupil_id,
                booked_by=actor.person_id,
                question=question,
                state=BookingState.BOOKED,
                wished_at=joined or at,
                booked_at=at,
            )
    except IntegrityError:
        raise BookingRefused("taken") from None
    waiting.update(state=WaitingState.SERVED, question="")
    tell_everyone(booking, MessageKind.GUIDANCE_BOOKED, at=at)
    record_booking(actor, AuditEvent.GUIDANCE_BOOKED, booking, at=at)
    return booking
