"""Decide until when one may reply to a round, what silence means, who may reply and when to remind."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from gemensam.domains.replies import policies
from gemensam.domains.replies.models import ReplyTerms
from gemensam.domains.replies.queries.terms import DecidedRound, TermsView, rounds_to_decide, terms_of
from gemensam.domains.replies.states import Silence
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

LEAST_REMINDERS = 2  # where silence loses a place: nobody may say that they were not told


class TermsRefused(Exception):
    """The terms cannot be.

    ``code``: unknown_round, due_passed, due_before_result, due_moved_closer, few_reminders or silence_told.
    """

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
    """Save the terms of the replies to a round, which is to come or shown.

    What has been told is kept: a last moment may be moved later, never closer, and silence that was a yes is never
    made to lose a place. A last moment that has passed stays. Raises TermsRefused or PermissionDenied.
    """
    round_ = next((one for one in rounds_to_decide(now=at) if one.round_id == round_id), None)
    if round_ is None:
        raise TermsRefused("unknown_round")
    policies.require_at(actor, Permission.REPLY_TERMS_CHANGE, round_.organisation_id)
    ReplyTerms.objects.select_for_update().filter(
        round=round_id
    ).first()  # two who decide wait for each other
    reminders = sorted({hours for hours in remind_before if hours > 0}, reverse=True)
    _refuse_due(round_, due_at, at)
    _refuse_silence(round_, silence, due_at, reminders)
    if round_.shown:
        _refuse_untold(terms_of(round_), silence, due_at, at)
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


def _refuse_due(round_: DecidedRound, due_at: datetime, at: datetime) -> None:
    if due_at <= at:
        raise TermsRefused("due_passed")
    if due_at <= round_.published_at:
        raise TermsRefused("due_before_result")


def _refuse_silence(round_: DecidedRound, silence: Silence, due_at: datetime, reminders: list[int]) -> None:
    """Where silence loses a place, reminders that would have gone out before the result do not count."""
    sent = [hours for hours in reminders if due_at - timedelta(hours=hours) > round_.published_at]
    if silence == Silence.LOSES and len(sent) < LEAST_REMINDERS:
        raise TermsRefused("few_reminders")


def _refuse_untold(told: TermsView, silence: Silence, due_at: datetime, at: datetime) -> None:
    if told.due_at < at:
        raise TermsRefused("due_passed")
    if due_at < told.due_at:
        raise TermsRefused("due_moved_closer")
    if silence == Silence.LOSES and told.silence != Silence.LOSES:
        raise TermsRefused("silence_told")
