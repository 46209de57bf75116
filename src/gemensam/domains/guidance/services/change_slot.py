"""Change where or how one meets: another room, phone in place of a room, a new link."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Booking, GuidanceSlot
from gemensam.domains.guidance.queries.times import BookingRefused
from gemensam.domains.guidance.services._changing import fire
from gemensam.domains.guidance.services._telling import tell_everyone
from gemensam.domains.guidance.states import BookingEvent, BookingState, SlotState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where and how."""

    form: str
    place: str
    video_link: str


@transaction.atomic
def change_slot(*, actor: Actor, slot_id: UUID, meeting: Meeting, whole_series: bool, at: datetime) -> int:
    """Change the time, or every coming one that was published with it; how many were changed.

    Whoever has booked one of them is told, and the event in their calendar changes. The hour stays: a booked talk gets
    another one only by the pupil's side. A second press changes nothing. Raises PermissionDenied, BookingRefused
    (past, taken: it is withdrawn), GuidanceSlot.DoesNotExist.
    """
    slot = policies.own_slots(actor, GuidanceSlot.objects.select_for_update()).get(pk=slot_id)
    policies.require_own_slot(actor, slot)
    if slot.state != SlotState.OPEN:
        raise BookingRefused("taken")
    if slot.starts_at <= at:
        raise BookingRefused("past")
    rows = policies.own_slots(actor, GuidanceSlot.objects.select_for_update())
    rows = rows.filter(series_id=slot.series_id) if whole_series else rows.filter(pk=slot.pk)
    rows = rows.filter(state=SlotState.OPEN, starts_at__gt=at)
    changed = [one for one in rows if (one.form, one.place, one.video_link) != _values(meeting)]
    for one in changed:
        one.form, one.place, one.video_link = _values(meeting)
    GuidanceSlot.objects.bulk_update(changed, ["form", "place", "video_link"])
    told = _tell(changed, at)
    if changed:
        record(
            actor=actor,
            event=AuditEvent.GUIDANCE_SLOT_CHANGED,
            target_type="guidance.slot",
            target_id=str(slot_id),
            organisation_id=slot.school_unit_id,
            facts={"slots": len(changed), "told": told},
            at=at,
        )
    return len(changed)


def _values(meeting: Meeting) -> tuple[str, str, str]:
    return meeting.form, meeting.place, meeting.video_link


def _tell(slots: list[GuidanceSlot], at: datetime) -> int:
    booked = Booking.objects.filter(slot__in=slots, state=BookingState.BOOKED)
    told = 0
    for booking in booked.select_for_update(of=("self",)).select_related("slot"):
        fire(booking, BookingEvent.CHANGE, at=at)
        booking.save()
        tell_everyone(booking, MessageKind.GUIDANCE_CHANGED, at=at)
        told += 1
    return told
