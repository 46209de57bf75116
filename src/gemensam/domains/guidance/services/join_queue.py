"""Wait for a time that suits."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import WaitingPlace
from gemensam.domains.guidance.queries.times import school_units_of
from gemensam.domains.guidance.states import WaitingState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the time must be; empty suits everything."""

    municipality_code: str
    form: str
    language: str
    last_day: date


@transaction.atomic
def join_queue(*, actor: Actor, pupil_id: UUID, wishes: Wishes, question: str, at: datetime) -> WaitingPlace:
    """Stand in the queue; who stands there already changes the wishes and keeps the place.

    A place whose last day has passed is a new one. A guardian's change leaves what the pupil asked, which the guardian
    does not see. Raises PermissionDenied.
    """
    policies.require_pupil_or_guardian(actor, pupil_id, on=timezone.localdate(at))
    if actor.person_id is None:
        raise PermissionDenied(Permission.GUIDANCE_BOOK)
    values = {
        "municipality_code": wishes.municipality_code, "form": wishes.form, "language": wishes.language,
        "last_day": wishes.last_day, "question": question, "asked_by": actor.person_id,
    }  # fmt: skip
    waiting = WaitingPlace.objects.filter(pupil=pupil_id, state=WaitingState.WAITING)
    waiting.filter(last_day__lt=timezone.localdate(at)).update(state=WaitingState.LEFT, question="")
    if not question and waiting.exclude(asked_by=actor.person_id).exists():
        changed = {name: value for name, value in values.items() if name not in {"question", "asked_by"}}
    else:
        changed = values
    schools = sorted(school_units_of(pupil_id, on=timezone.localdate(at)))
    fresh = {"joined_at": at, "school_unit_id": schools[0] if schools else None}
    try:
        with transaction.atomic():
            place, _new = WaitingPlace.objects.update_or_create(
                pupil_id=pupil_id,
                state=WaitingState.WAITING,
                defaults=changed,
                create_defaults=values | fresh,
            )
    except IntegrityError:  # the other tab was first
        place = WaitingPlace.objects.get(pupil_id=pupil_id, state=WaitingState.WAITING)
    record(
        actor=actor,
        event=AuditEvent.GUIDANCE_QUEUE_JOINED,
        target_type="guidance.waiting",
        target_id=str(place.pk),
        at=at,
    )
    return place
