"""Remove counsellors' notes, talks and places in the queue, when their time is up."""

from datetime import datetime, timedelta

from django.db import transaction

from gemensam.domains.guidance.models import Booking, PupilNote, WaitingPlace
from gemensam.domains.guidance.states import WaitingState
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

# without permission: the schedule removes by the office's terms, for everyone alike

_QUESTION_KEPT = timedelta(days=7)  # after the talk: the counsellor may still need to read what it was about


@transaction.atomic
def clear_guidance(*, notes_before: datetime, talks_before: datetime, at: datetime) -> int:
    """Remove what is older than the moments; how many rows. What a pupil asked is emptied a week after the talk."""
    over = Booking.objects.filter(slot__ends_at__lt=at - _QUESTION_KEPT, slot__ends_at__gte=talks_before)
    asked = [row.pk for row in over if row.question]
    Booking.objects.filter(pk__in=asked).update(question="")
    removed = {
        "notes": PupilNote.objects.filter(written_at__lt=notes_before).delete()[0],
        "bookings": Booking.objects.filter(slot__ends_at__lt=talks_before).delete()[0],
        "queue": WaitingPlace.objects.filter(joined_at__lt=talks_before)
        .exclude(state=WaitingState.WAITING)
        .delete()[0],
    }
    total = sum(removed.values())
    if total or asked:
        record(
            actor=SYSTEM, event=AuditEvent.CLEARED, target_type="guidance", target_id="*", at=at,
            facts={**removed, "questions": len(asked)},
        )  # fmt: skip
    return total
