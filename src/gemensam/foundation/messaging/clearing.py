"""Clearing of messages that were sent, or given up, long ago."""

from datetime import datetime, timedelta

from django.db import transaction

from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageState
from gemensam.foundation.messaging.models import OutboxMessage

KEPT = timedelta(days=400)


@transaction.atomic
def clear_messages(now: datetime) -> int:
    """Remove messages that ended more than 400 days ago; the number of them."""
    old = OutboxMessage.objects.filter(
        state__in=[MessageState.SENT, MessageState.DEAD], created_at__lt=now - KEPT, send_after__lt=now - KEPT
    )
    removed = old.delete()[0]
    if removed:
        record(
            actor=SYSTEM, event=AuditEvent.CLEARED, target_type="messaging.outboxmessage", target_id="*", at=now,
            facts={"removed": removed},
        )  # fmt: skip
    return removed
