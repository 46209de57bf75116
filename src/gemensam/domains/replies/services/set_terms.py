"""Decide until when one may reply to a round, what silence means, who may reply and when to remind."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.queries.offers import published_rounds
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import ReplyTerms
from gemensam.domains.replies.states import Silence
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

LEAST_REMINDERS = 2  # where silence loses a place: nobody may say that they were not told


class TermsRefused(Exception):
    """The terms cannot be. ``code``: not_shown, due_passed, due_moved_closer or few_reminders."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def set_terms(
    *,
    actor: Actor,
    round_id: UUID,
    due_at: datetime,
    silence: Silence,
    guardians_reply: bool,
    remind_before: Sequence[int],
    remind_by_sms: bool,
    at: datetime,
) -> ReplyTerms:
    """Save the terms of the round's replies.

    A last moment that has been told may be moved later, never closer; one that has passed stays. Raises
    TermsRefused or PermissionDenied.
    """
    round_ = next((one for one in published_rounds(now=at) if one.round_id == round_id), None)
    if round_ is None:
        raise TermsRefused("not_shown")
    policies.require_at(actor, Permission.REPLY_TERMS_CHANGE, round_.organisation_id)
    _refuse_due(ReplyTerms.objects.select_for_update().filter(round=round_id).first(), due_at, at)
    reminders = sorted({hours for hours in remind_before if hours > 0}, reverse=True)
    if silence == Silence.LOSES and len(reminders) < LEAST_REMINDERS:
        raise TermsRefused("few_reminders")
    terms, _ = ReplyTerms.objects.update_or_create(
        round_id=round_id,
        defaults={
            "due_at": due_at,
            "silence": silence,
            "guardians_reply": guardians_reply,
            "remind_before": reminders,
            "remind_by_sms": remind_by_sms,
            "changed_at": at,
        },
    )
    record(
        actor=actor,
        event=AuditEvent.REPLY_TERMS_SET,
        target_type="admission_round",
        target_id=str(round_id),
        organisation_id=round_.organisation_id,
        facts={"due_at": due_at.isoformat(), "silence": silence.value, "reminders": len(reminders)},
        at=at,
    )
    return terms


def _refuse_due(told: ReplyTerms | None, due_at: datetime, at: datetime) -> None:
    if due_at <= at or (told is not None and told.due_at < at):
        raise TermsRefused("due_passed")
    if told is not None and due_at < told.due_at:
        raise TermsRefused("due_moved_closer")
