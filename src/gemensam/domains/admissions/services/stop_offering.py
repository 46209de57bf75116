"""Stop an offering that people may have chosen: tell them, and let them choose anew without being late."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions import policies
from gemensam.domains.admissions.models import AdmissionsOffice, Choice, OfferingStop, StoppedChoice
from gemensam.domains.admissions.services.void_approvals import void_approvals
from gemensam.domains.catalogue.queries import offering as offering_by_id
from gemensam.domains.catalogue.services.save_offerings import OfferingRow, save_offerings
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.queries import guardians_to_tell
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages


class StopRefused(Exception):
    """The offering cannot be stopped. ``code``: already_stopped, no_reason or until_has_passed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def stop_offering(
    *, actor: Actor, office_id: UUID, offering_id: UUID, reason: str, re_choice_until: datetime, at: datetime
) -> OfferingStop:
    """Stop the offering, tell everyone who has chosen it and their guardians, and open a new choice for them.

    Rounds of the year that are not published go back to draft. Raises StopRefused, PermissionDenied.
    """
    office = AdmissionsOffice.objects.select_for_update().get(pk=office_id)
    policies.require(actor, Permission.OFFERING_CHANGE, office)
    offering = offering_by_id(actor, offering_id)
    if actor.account_id is None:
        raise PermissionDenied(Permission.OFFERING_CHANGE)
    if offering.cancelled:
        raise StopRefused("already_stopped")
    if not reason.strip():
        raise StopRefused("no_reason")
    if re_choice_until <= at:
        raise StopRefused("until_has_passed")
    row = OfferingRow(code=offering.code, values={"cancelled": True})
    save_offerings(actor=actor, year=offering.year, rows=[row], at=at)
    stop = OfferingStop.objects.create(
        office=office, offering_id=offering_id, reason=reason.strip(), re_choice_until=re_choice_until, at=at,
        account_id=actor.account_id, actor_name=actor.name,
    )  # fmt: skip
    concerned = list(Choice.objects.filter(offering=offering_id).select_related("application"))
    StoppedChoice.objects.bulk_create(
        (StoppedChoice(stop=stop, application=one.application, rank=one.rank) for one in concerned),
        batch_size=500,
    )
    queue_messages(
        messages=list(_messages(stop, [one.application.person_id for one in concerned], at)), at=at
    )
    void_approvals(
        actor=actor, cause=office, permission=Permission.OFFERING_CHANGE, office=office, year=offering.year,
        reason="offering_stopped", at=at,
    )  # fmt: skip
    record(
        actor=actor,
        event=AuditEvent.OFFERING_CANCELLED,
        target_type="offering",
        target_id=str(offering_id),
        organisation_id=office.organisation_id,
        facts={"code": offering.code, "concerned": len(concerned), "until": re_choice_until.isoformat()},
        at=at,
    )
    return stop


def _messages(stop: OfferingStop, pupils: list[UUID], at: datetime) -> Iterator[QueuedMessage]:
    guardians = guardians_to_tell(children=pupils, on=timezone.localdate(at))
    for person in [*sorted(set(pupils)), *sorted(guardians)]:
        yield QueuedMessage(
            kind=MessageKind.OFFERING_STOPPED, person_id=person, dedupe_key=f"stop:{stop.pk}:{person}"
        )
