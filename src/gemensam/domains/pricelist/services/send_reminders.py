"""Remind those whose report has not come, and tell the heads when it has waited long."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.pricelist.models import PriceReport, PriceRound
from gemensam.domains.pricelist.services._turn import note
from gemensam.domains.pricelist.states import PriceRoundState, ReportState
from gemensam.foundation.access.actors import SYSTEM
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.queries import persons_with
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.messaging.kinds import MessageKind
from gemensam.foundation.messaging.services.queue_messages import QueuedMessage, queue_messages
from gemensam.rules.pricing.reminding import Reminder, reminder_on

# without permission: the schedule does it by the dates that someone with permission has set


@transaction.atomic
def send_reminders(*, at: datetime) -> int:
    """Queue today's reminders of every open round; how many messages were new. Running it again sends nothing."""
    today = timezone.localdate(at)
    sent = 0
    for round_ in PriceRound.objects.filter(state=PriceRoundState.OPEN).select_related("region"):
        reminder = reminder_on(
            today, due=round_.due_on, second=round_.reminder_on, escalation=round_.escalation_on
        )
        if reminder is None:
            continue
        for report in PriceReport.objects.filter(round=round_, state=ReportState.DRAFT).select_related(
            "member"
        ):
            sent += _remind(round_, report, reminder, at)
    return sent


def _remind(round_: PriceRound, report: PriceReport, reminder: Reminder, at: datetime) -> int:
    place, day = report.member.provider_id, timezone.localdate(at)
    reporters = persons_with(Permission.PRICE_REPORT, organisation_id=place, on=day)
    chiefs = (
        persons_with(Permission.PRICE_APPROVE, organisation_id=place, on=day) if reminder.chiefs else set()
    )
    path = f"/prisarbete/{round_.pk}/underlag/{report.member.municipality_code}/"
    messages = [
        _message(MessageKind.PRICE_REPORT_DUE, report, reminder, person, path) for person in sorted(reporters)
    ]
    messages += [
        _message(MessageKind.PRICE_REPORT_LATE, report, reminder, person, path)
        for person in sorted(chiefs - reporters)
    ]
    new = queue_messages(messages=messages, at=at)
    if new:
        note(
            round_,
            "reminder",
            actor=SYSTEM,
            audit_event=AuditEvent.PRICE_REMINDERS_SENT,
            at=at,
            member=report.member,
            facts={"stage": reminder.stage, "messages": new},
        )
    return new


def _message(
    kind: MessageKind, report: PriceReport, reminder: Reminder, person: UUID, path: str
) -> QueuedMessage:
    key = f"price-report:{report.pk}:{reminder.stage}:{person}"
    return QueuedMessage(kind=kind, person_id=person, dedupe_key=key, context={"path": path})
