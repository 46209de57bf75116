"""Offers that nobody answered end, and the times go to the next in the queue."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance.models import Booking
from gemensam.domains.guidance.services._changing import fire, locked_booking, record_booking
from gemensam.domains.guidance.services._filling import fill_from_queue
from gemensam.domains.guidance.states import BookingEvent, BookingState
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent

# without permission: the schedule ends what has run out by the rule that was told when it was offered


def lapse_offers(*, at: datetime) -> int:
    """End every offer whose moment has passed, one transaction each; how many there were."""
    due = Booking.objects.filter(state=BookingState.OFFERED, offer_until__lt=at).values_list("pk", flat=True)
    return sum(_lapse(booking_id, at) for booking_id in list(due))


@transaction.atomic
def _lapse(booking_id: UUID, at: datetime) -> bool:
    booking = locked_booking(booking_id)
    if booking.state != BookingState.OFFERED:  # answered while we came
        return False
    fire(booking, BookingEvent.LAPSE, at=at)
    booking.save()
    offered = fill_from_queue(booking.slot, at=at)
    record_booking(
        SYSTEM,
        AuditEvent.GUIDANCE_ANSWERED,
        booking,
        at=at,
        facts={"lapsed": True, "on": offered is not None},
    )
    return True
