"""Whom a change of a booking is told to: the pupil, the guardian who booked, and the counsellor."""

from datetime import datetime
from uuid import UUID

from gemensam.domains.guidance.models import Booking, GuidanceSlot
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages

_WITH_CALENDAR = {
    MessageKind.GUIDANCE_BOOKED, MessageKind.GUIDANCE_CHANGED, MessageKind.GUIDANCE_MOVED,
    MessageKind.GUIDANCE_CANCELLED,
}  # fmt: skip


def tell_everyone(booking: Booking, kind: MessageKind, *, at: datetime) -> None:
    """Tell the pupil's side and the counsellor."""
    tell_pupil(booking, kind, at=at)
    tell_counsellor(booking, kind, booking.slot, at=at)


def tell_counsellor(booking: Booking, kind: MessageKind, slot: GuidanceSlot, *, at: datetime) -> None:
    """Tell the counsellor of a time that the booking has, or had."""
    if slot.counsellor_person_id is not None:
        _queue(booking, kind, [slot.counsellor_person_id], f"/vagledning/tider/{slot.pk}/", at)


def tell_pupil(booking: Booking, kind: MessageKind, *, at: datetime) -> None:
    """Tell the pupil, and the guardian who booked. Never a name or a place in the mail."""
    people = list(dict.fromkeys([booking.pupil_id, booking.booked_by]))
    _queue(booking, kind, people, "/vagledning/mina-samtal/", at)


def _queue(booking: Booking, kind: MessageKind, people: list[UUID], path: str, at: datetime) -> None:
    context = {"path": path}
    if kind in _WITH_CALENDAR:
        context["calendar"] = str(booking.pk)
    queue_messages(
        messages=[
            QueuedMessage(
                kind=kind,
                person_id=person_id,
                dedupe_key=f"guidance:{kind.value}:{booking.pk}:{booking.sequence}:{person_id}",
                context=context,
            )
            for person_id in people
        ],
        at=at,
    )
