"""A free time is offered to the first in the queue whom it suits.

An offer with a time limit, not a booking: one who does not see the mail must not be taken for one who will come,
and a time that nobody wants must not stand empty. The offer holds the time by the same constraint as a booking.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gemensam.domains.guidance.models import Booking, GuidanceSlot, WaitingPlace
from gemensam.domains.guidance.services._telling import tell_pupil
from gemensam.domains.guidance.states import TAKES_THE_TIME, BookingState, SlotState, WaitingState
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.rules.timetabling.talks import offer_until


def fill_from_queue(slot: GuidanceSlot, *, at: datetime) -> UUID | None:
    """Offer the time to the first whom it suits; the booking's id, or None when it stays open to all."""
    until = offer_until(now=at, starts=slot.starts_at)
    if until is None or slot.state != SlotState.OPEN:
        return None
    waiting = _suited(slot).order_by("joined_at", "pk").first()
    if waiting is None:
        return None
    try:
        with transaction.atomic():
            booking = Booking.objects.create(
                slot=slot,
                pupil_id=waiting.pupil_id,
                booked_by=waiting.asked_by,
                question=waiting.question,
                state=BookingState.OFFERED,
                wished_at=waiting.joined_at,
                booked_at=at,
                offer_until=until,
            )
    except IntegrityError:  # somebody has the time already
        return None
    tell_pupil(booking, MessageKind.GUIDANCE_OFFERED, at=at)
    return booking.pk


def _suited(slot: GuidanceSlot) -> QuerySet[WaitingPlace]:
    """Those who wait and may have the time, less those who hold an offer or let this very time go."""
    holds = Booking.objects.filter(pupil=OuterRef("pupil"), state=BookingState.OFFERED)
    let_go = Booking.objects.filter(pupil=OuterRef("pupil"), slot=slot, state=BookingState.LAPSED)
    same_hour = Booking.objects.filter(
        pupil=OuterRef("pupil"), state__in=TAKES_THE_TIME, slot__starts_at__lt=slot.ends_at,
        slot__ends_at__gt=slot.starts_at,
    )  # fmt: skip
    rows = WaitingPlace.objects.filter(
        ~Exists(holds), ~Exists(let_go), ~Exists(same_hour),
        Q(municipality_code="") | Q(municipality_code=slot.municipality_code),
        Q(form="") | Q(form=slot.form),
        Q(language="") | Q(language=slot.language),
        state=WaitingState.WAITING,
        last_day__gte=timezone.localdate(slot.starts_at),
    )  # fmt: skip
    return rows.filter(school_unit_id=slot.school_unit_id) if slot.own_school_only else rows
