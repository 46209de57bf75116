"""Remind those who have not answered, at the times that the office has chosen."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.queries.offers import PublishedRound
from gemensam.domains.replies.models import Reply
from gemensam.domains.replies.queries.terms import terms_of
from gemensam.domains.replies.services._telling import tell
from gemensam.domains.replies.states import ReplyState
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.messaging.kinds import MessageKind

# without permission: the schedule does it, by the terms that the office has set


@transaction.atomic
def remind(*, round_: PublishedRound, at: datetime) -> int:
    """Queue the reminder whose time has come to everyone with an open reply; how many were new.

    Each person gets each reminder once, however often this is run; a last moment that is moved is reminded of anew.
    """
    terms = terms_of(round_)
    hours = terms.reminder_due(at)
    if hours is None:
        return 0
    rows = Reply.objects.filter(round=round_.round_id, state=ReplyState.OPEN)
    persons: list[UUID] = list(
        rows.order_by("application__reference").values_list("application__person_id", flat=True)
    )
    new = tell(
        MessageKind.REPLY_REMINDER, persons, f"remind:{round_.round_id}:{hours}:{terms.due_at:%Y%m%d%H%M}", at=at,
        guardians=terms.guardians_reply, sms=terms.remind_by_sms,
    )  # fmt: skip
    if new:
        record(
            actor=SYSTEM,
            event=AuditEvent.REPLY_REMINDERS_SENT,
            target_type="admission_round",
            target_id=str(round_.round_id),
            organisation_id=round_.organisation_id,
            facts={"hours_before": hours, "messages": new},
            at=at,
        )
    return new
