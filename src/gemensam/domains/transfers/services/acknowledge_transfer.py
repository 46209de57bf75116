"""The other office has what was sent: told by its system, by the address in the file, or by an officer here."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.transfers import policies
from gemensam.domains.transfers.models import Transfer
from gemensam.domains.transfers.states import TransferEvent, TransferState, next_transfer_state
from gemensam.foundation.access.actors import ANONYMOUS, SYSTEM, Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


class ReceiptRefused(Exception):
    """It cannot be acknowledged so. ``code``: counts (not what was sent), no_name, before_sent, in_the_future."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def acknowledge_transfer(
    *,
    actor: Actor,
    transfer_id: UUID,
    by: str,
    at: datetime,
    received_at: datetime | None = None,
    applicants: int | None = None,
    acknowledge_key: UUID | None = None,
) -> Transfer:
    """Keep who says that the transfer has come, and when. Acknowledged once is acknowledged.

    Someone logged out shows the file's ``acknowledge_key`` and how many applicants the file holds. An officer says
    when it came, ``received_at``. Raises ReceiptRefused, TransferRefused, PermissionDenied.
    """
    row = Transfer.objects.select_for_update(of=("self",)).select_related("other__office").get(pk=transfer_id)
    _require(actor, row, acknowledge_key)
    if row.state == TransferState.ACKNOWLEDGED:
        return row
    moment = received_at or at
    _refuse(row, by, moment, applicants, at)
    if row.sent_at is None:  # who tells that it has come tells that it was sent, too
        row.state, row.sent_at = next_transfer_state(row.state, TransferEvent.SEND), moment
    row.state = next_transfer_state(row.state, TransferEvent.ACKNOWLEDGE)
    row.acknowledged_at, row.acknowledged_by = moment, by.strip()[:200]
    row.save()
    record(
        actor=SYSTEM if actor is ANONYMOUS else actor,
        event=AuditEvent.TRANSFER_ACKNOWLEDGED,
        target_type="transfers.transfer",
        target_id=str(row.pk),
        organisation_id=row.other.office.organisation_id,
        facts={"version": row.version, "by_key": acknowledge_key is not None},
        at=at,
    )
    return row


def _require(actor: Actor, row: Transfer, acknowledge_key: UUID | None) -> None:
    if actor is SYSTEM or (acknowledge_key is not None and acknowledge_key == row.acknowledge_key):
        return
    policies.require_at(actor, Permission.TRANSFER_HANDLE, row.other.office.organisation_id)


def _refuse(row: Transfer, by: str, moment: datetime, applicants: int | None, at: datetime) -> None:
    if not by.strip():
        raise ReceiptRefused("no_name")
    if applicants is not None and applicants != row.applicants:
        raise ReceiptRefused("counts")
    if moment > at:
        raise ReceiptRefused("in_the_future")
    if moment < row.prepared_at:
        raise ReceiptRefused("before_sent")
