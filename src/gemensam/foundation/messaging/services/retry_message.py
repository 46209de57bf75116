"""Try a dead message again, by hand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging import policies
from gemensam.foundation.messaging.kinds import MessageState
from gemensam.foundation.messaging.models import OutboxMessage


@transaction.atomic
def retry_message(*, actor: Actor, message_id: UUID, at: datetime) -> bool:
    """Put a dead message back in the outbox, with the same Message-ID; False when it is not dead.

    Requires OUTBOX_READ and to be neither auditor nor reader only: the office or the IT administrator.
    """
    policies.require_retry(actor)
    revived = OutboxMessage.objects.filter(pk=message_id, state=MessageState.DEAD).update(
        state=MessageState.WAITING, attempts=0, error_code="", send_after=at
    )
    if not revived:
        return False
    record(
        actor=actor,
        event=AuditEvent.MESSAGE_RETRIED,
        target_type="messaging.outboxmessage",
        target_id=str(message_id),
        at=at,
    )
    return True
