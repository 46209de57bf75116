"""Unlock a pupil's application between the office's two windows, for a reason and until a moment."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from gemensam.domains.admissions.queries.guided import guided_applications
from gemensam.domains.applications.models import ApplicationUnlock
from gemensam.domains.applications.queries.sending import sending_now
from gemensam.foundation.access.actors import Actor, PermissionDenied, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages
from gemensam.rules.deadlines import Phase


class UnlockRefused(Exception):
    """It cannot be unlocked.

    ``code``: open (it may be sent anyway), closed (by the office's rules), past or no_application.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def unlock_application(
    *, actor: Actor, office_id: UUID, year: int, person_id: UUID, reason: str, until: datetime, at: datetime
) -> ApplicationUnlock:
    """Let the pupil send until the moment, at most until the next window opens. What is sent then is judged as late.

    Only a counsellor of the school at which the application stands. Again while it is unlocked, it gets another end.
    The pupil is told by mail.     Raises PermissionDenied, UnlockRefused.
    """
    require(actor, Permission.PUPIL_GUIDE)
    found = guided_applications(actor, office_id=office_id, year=year, person_ids=[person_id]).get(person_id)
    if found is None:
        raise UnlockRefused("no_application")
    if (
        found.school_unit_id not in actor.organisations_with(Permission.PUPIL_GUIDE)
        or actor.account_id is None
    ):
        raise PermissionDenied(Permission.PUPIL_GUIDE)
    sending = sending_now(office_id=office_id, year=year, at=at)
    if sending.takes_in:
        raise UnlockRefused("open")
    if sending.phase is not Phase.BETWEEN:
        raise UnlockRefused("closed")
    end = until if sending.next_opens is None else min(until, sending.next_opens)
    if end <= at:
        raise UnlockRefused("past")
    ApplicationUnlock.objects.filter(
        office=office_id, year=year, person=person_id, unlocked_at__lt=at, until__gt=at
    ).update(until=at)
    unlock = ApplicationUnlock.objects.create(
        office_id=office_id, year=year, person_id=person_id, reason=reason, unlocked_at=at, until=end,
        unlocked_by=actor.account_id, unlocked_by_name=actor.name,
    )  # fmt: skip
    _tell(unlock, at)
    record(
        actor=actor,
        event=AuditEvent.APPLICATION_UNLOCKED,
        target_type="directory.person",
        target_id=str(person_id),
        organisation_id=found.school_unit_id,
        facts={"until": end.isoformat()},
        at=at,
    )
    return unlock


def _tell(unlock: ApplicationUnlock, at: datetime) -> None:
    """The pupil learns that there is something to do; until when stands on the page."""
    message = QueuedMessage(
        kind=MessageKind.APPLICATION_UNLOCKED,
        person_id=unlock.person_id,
        dedupe_key=f"unlock:{unlock.pk}",
        context={"path": reverse("my_application")},
    )
    queue_messages(messages=[message], at=at)
