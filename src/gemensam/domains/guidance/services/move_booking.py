"""Move a booking to another time. It stays the same event in everybody's calendar."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Booking, GuidanceSlot
from gemensam.domains.guidance.queries.times import BookingRefused, check_bookable
from gemensam.domains.guidance.services._changing import fire, locked_booking, record_booking
from gemensam.domains.guidance.services._filling import fill_from_queue
from gemensam.domains.guidance.services._telling import tell_counsellor, tell_everyone
from gemensam.domains.guidance.states import BookingEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.messaging.kinds import MessageKind


@transaction.atomic
def move_booking(*, actor: Actor, booking_id: UUID, slot_id: UUID, at: datetime) -> Booking:
    """Take the new time and leave the old one, both or neither; the old one is offered to the queue.

    With another counsellor, the first one is told that the talk is off. Raises PermissionDenied, BookingRefused,
    TransitionRefused, Booking.DoesNotExist, GuidanceSlot.DoesNotExist.
    """
    booking = locked_booking(booking_id)
    policies.require_pupil_or_guardian(actor, booking.pupil_id, on=timezone.localdate(at))
    if booking.slot_id == slot_id:
        return booking
    old, new = booking.slot, GuidanceSlot.objects.get(pk=slot_id)
    if old.starts_at <= at:
        raise BookingRefused("past")
    check_bookable(new, booking.pupil_id, at=at, instead_of=booking.pk)
    fire(booking, BookingEvent.MOVE, at=at)
    booking.slot = new
    try:
        with transaction.atomic():
            booking.save()
    except IntegrityError:
        raise BookingRefused("taken") from None
    tell_everyone(booking, MessageKind.GUIDANCE_MOVED, at=at)
    if old.counsellor_id != new.counsellor_id:
        tell_counsellor(booking, MessageKind.GUIDANCE_CANCELLED, old, at=at)
    fill_from_queue(old, at=at)
    record_booking(actor, AuditEvent.GUIDANCE_MOVED, booking, at=at, facts={"from": str(old.pk)})
    return booking
