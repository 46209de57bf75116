"""Hand a pupil over to another school's counsellors. From then on the first school does not see the pupil."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.services.set_school import set_school
from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import Handover
from gemensam.domains.guidance.services._pupil import guided_pupil
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.queries import persons_with
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Organisation
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages


class HandoverRefused(Exception):
    """The hand-over cannot be made. ``code``: same_school or unknown_school."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def hand_over_pupil(
    *, actor: Actor, pupil_id: UUID, to_unit_id: UUID, with_notes: bool, at: datetime
) -> Handover:
    """Send the pupil on. ``with_notes``: the shared notes follow, for which the sender answers (OSL 10 kap. 1 §).

    The receiving school sees the pupil by its own register, not by this: a hand-over opens nothing by itself.
    The application stands at no school until the next one's list has the pupil, so that the first school's other staff
    lose sight of it, too. One's own unshared notes never follow. The receiving counsellors are told that there is a
    hand-over. Raises Person.DoesNotExist, PermissionDenied, HandoverRefused.
    """
    pupil, year = guided_pupil(actor, pupil_id, at=at)
    policies.require_at(actor, Permission.PUPIL_GUIDE, pupil.unit_id)
    if actor.account_id is None:
        raise PermissionDenied(Permission.PUPIL_GUIDE)
    if to_unit_id == pupil.unit_id:
        raise HandoverRefused("same_school")
    if not Organisation.objects.filter(pk=to_unit_id, organisation_type="school_unit").exists():
        raise HandoverRefused("unknown_school")
    Handover.objects.filter(pupil=pupil_id, to_unit=pupil.unit_id, from_unit=to_unit_id, year=year).delete()
    handover = Handover.objects.create(
        pupil_id=pupil_id, from_unit_id=pupil.unit_id, to_unit_id=to_unit_id, year=year, with_notes=with_notes,
        sent_at=at, sent_by=actor.account_id, sent_by_name=actor.name,
    )  # fmt: skip
    set_school(actor=actor, person_id=pupil_id, year=year, from_unit=pupil.unit_id, to_unit=None, at=at)
    told = sorted(persons_with(Permission.PUPIL_GUIDE, organisation_id=to_unit_id, on=timezone.localdate(at)))
    queue_messages(
        messages=[
            QueuedMessage(
                kind=MessageKind.PUPIL_HANDED_OVER,
                person_id=person_id,
                dedupe_key=f"guidance:handover:{handover.pk}:{person_id}",
                context={"path": "/vagledning/elever/overlamningar/"},
            )
            for person_id in told
        ],
        at=at,
    )
    record(
        actor=actor,
        event=AuditEvent.PUPIL_HANDED_OVER,
        target_type="directory.person",
        target_id=str(pupil_id),
        organisation_id=pupil.unit_id,
        facts={"to": str(to_unit_id), "with_notes": with_notes, "told": len(told)},
        at=at,
    )
    return handover
