"""Remind of tomorrow's talks. Run again, it reminds nobody twice: the outbox knows what was queued."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from gemensam.domains.guidance.models import Booking
from gemensam.domains.guidance.services._telling import tell_pupil
from gemensam.domains.guidance.states import BookingState
from gemensam.foundation.messaging.kinds import MessageKind

# without permission: the schedule reminds people of what they have booked themselves
# without audit: a reminder changes nothing; the outbox is the trace of what was sent

_FROM_HOUR = 8


@transaction.atomic
def remind_of_talks(*, at: datetime) -> int:
    """Queue a reminder for every talk of tomorrow (Swedish day), from eight in the morning; how many talks."""
    local = timezone.localtime(at)
    if local.hour < _FROM_HOUR:
        return 0
    zone = ZoneInfo("Europe/Stockholm")
    begins = datetime.combine(local.date() + timedelta(days=1), time(0), tzinfo=zone)
    ends = datetime.combine(local.date() + timedelta(days=2), time(0), tzinfo=zone)
    talks = Booking.objects.filter(
        state=BookingState.BOOKED, slot__starts_at__gte=begins, slot__starts_at__lt=ends
    )
    for booking in talks.select_related("slot"):
        tell_pupil(booking, MessageKind.GUIDANCE_REMINDER, at=at)
    return len(talks)
