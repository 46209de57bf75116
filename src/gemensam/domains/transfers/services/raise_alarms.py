"""Tell both offices when two days have passed and what was sent is not acknowledged."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from gemensam.domains.transfers.models import Arrival, OtherOffice, Transfer
from gemensam.domains.transfers.queries.outgoing import ALARM_AFTER
from gemensam.domains.transfers.states import ArrivalState, TransferEvent, TransferState, next_transfer_state
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.accounts.queries import staff_to_tell
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages

# without permission: the schedule does it for everyone; each office reads its own on its page


@transaction.atomic
def raise_alarms(*, at: datetime) -> int:
    """Alarm each overdue transfer once: the staff here and the contact of the other office. How many were new.

    What has come here and not been read in for two days alarms the staff here as well.
    """
    overdue = Transfer.objects.select_for_update(of=("self",)).select_related("other__office")
    waiting = (TransferState.PREPARED, TransferState.SENT)
    found = 0
    for row in overdue.filter(state__in=waiting, prepared_at__lte=at - ALARM_AFTER).order_by("pk"):
        row.state = next_transfer_state(row.state, TransferEvent.ALARM)
        row.alarmed_at = at
        row.save(update_fields=["state", "alarmed_at"])
        receipt = reverse("transfer_receipt", args=[row.acknowledge_key])
        awaited = QueuedMessage(
            kind=MessageKind.TRANSFER_AWAITED, person_id=row.other.contact_id,
            dedupe_key=f"transfer:{row.pk}:other", context={"path": receipt},
        )  # fmt: skip
        _tell(row.other, reverse("transfer", args=[row.pk]), f"transfer:{row.pk}", at, [awaited])
        _record(AuditEvent.TRANSFER_ALARMED, "transfers.transfer", row.pk, row.other, at)
        found += 1
    return found + _arrivals(at)


def _arrivals(at: datetime) -> int:
    rows = Arrival.objects.select_for_update(of=("self",)).select_related("other__office")
    found = 0
    late = rows.filter(
        state=ArrivalState.RECEIVED, alarmed_at__isnull=True, received_at__lte=at - ALARM_AFTER
    )
    for row in late.order_by("pk"):
        row.alarmed_at = at
        row.save(update_fields=["alarmed_at"])
        _tell(row.other, reverse("arrival", args=[row.pk]), f"arrival:{row.pk}", at, [])
        _record(AuditEvent.ARRIVAL_ALARMED, "transfers.arrival", row.pk, row.other, at)
        found += 1
    return found


def _tell(other: OtherOffice, path: str, key: str, at: datetime, more: list[QueuedMessage]) -> None:
    """The messages say that something waits: never whom it is about."""
    organisation = other.office.organisation_id
    staff = staff_to_tell(Permission.TRANSFER_HANDLE, organisation, on=timezone.localdate(at))
    own = [
        QueuedMessage(
            kind=MessageKind.TRANSFER_OVERDUE,
            person_id=one,
            dedupe_key=f"{key}:{one}",
            context={"path": path},
        )
        for one in staff
    ]
    queue_messages(messages=[*own, *more], at=at)


def _record(event: AuditEvent, target_type: str, target: UUID, other: OtherOffice, at: datetime) -> None:
    record(
        actor=SYSTEM,
        event=event,
        target_type=target_type,
        target_id=str(target),
        organisation_id=other.office.organisation_id,
        at=at,
    )
