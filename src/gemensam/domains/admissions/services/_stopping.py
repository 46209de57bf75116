"""What follows when an offering is stopped, whichever way: who had chosen it, a last day to choose anew, messages."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from gemensam.domains.admissions.models import AdmissionsOffice, Choice, OfferingStop, StoppedChoice
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.queries import guardians_to_tell
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages


def note_stop(
    office: AdmissionsOffice,
    offering: Any,
    *,
    actor: Actor,
    account_id: UUID,
    reason: str,
    until: datetime,
    at: datetime,
) -> OfferingStop:
    """Keep the stop and whose choices it was, tell them and their guardians. In the caller's transaction."""
    stop = OfferingStop.objects.create(
        office=office, offering_id=offering.pk, reason=reason.strip(), re_choice_until=until, at=at,
        account_id=account_id, actor_name=actor.name,
    )  # fmt: skip
    concerned = list(Choice.objects.filter(offering=offering.pk).select_related("application"))
    StoppedChoice.objects.bulk_create(
        (StoppedChoice(stop=stop, application=one.application, rank=one.rank) for one in concerned),
        batch_size=500,
    )
    pupils = [one.application.person_id for one in concerned]
    queue_messages(messages=list(_messages(MessageKind.OFFERING_STOPPED, stop, pupils, at)), at=at)
    record(
        actor=actor,
        event=AuditEvent.OFFERING_CANCELLED,
        target_type="offering",
        target_id=str(offering.pk),
        organisation_id=office.organisation_id,
        facts={"code": offering.code, "concerned": len(concerned), "until": until.isoformat()},
        at=at,
    )
    return stop


def forget_stops(
    office: AdmissionsOffice, offering_ids: Collection[UUID], *, actor: Actor, at: datetime
) -> int:
    """The offerings take place after all: their stops are gone, and those who were told are told again."""
    rows = OfferingStop.objects.filter(offering__in=list(offering_ids)).select_related("offering")
    found = 0
    for stop in rows:
        pupils = list(stop.choices.values_list("application__person_id", flat=True))
        queue_messages(messages=list(_messages(MessageKind.OFFERING_RESUMED, stop, pupils, at)), at=at)
        record(
            actor=actor,
            event=AuditEvent.OFFERING_RESUMED,
            target_type="offering",
            target_id=str(stop.offering_id),
            organisation_id=office.organisation_id,
            facts={"code": stop.offering.code, "concerned": len(pupils)},
            at=at,
        )
        stop.delete()
        found += 1
    return found


def _messages(
    kind: MessageKind, stop: OfferingStop, pupils: list[UUID], at: datetime
) -> Iterator[QueuedMessage]:
    guardians = guardians_to_tell(children=pupils, on=timezone.localdate(at))
    key = "stop" if kind == MessageKind.OFFERING_STOPPED else "resumed"
    for person in [*sorted(set(pupils)), *sorted(guardians)]:
        yield QueuedMessage(
            kind=kind,
            person_id=person,
            dedupe_key=f"{key}:{stop.pk}:{person}",
            context={"path": reverse("my_application")},
        )
