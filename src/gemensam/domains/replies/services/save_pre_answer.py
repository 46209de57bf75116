"""Say before the result what one will answer: for those who travel when it comes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.queries.offers import ApplicationChoices, application_choices, offer
from gemensam.domains.replies import policies
from gemensam.domains.replies.models import PreAnswer
from gemensam.domains.replies.queries.pre_answers import PreAnswerCode
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


class PreAnswerRefused(Exception):
    """The answers cannot be taken. ``code``: result_shown, unknown_choice or changed (by somebody else)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def save_pre_answer(
    *,
    actor: Actor,
    application_id: UUID,
    answers: Mapping[UUID, PreAnswerCode],
    version: int,
    guardians: bool,
    at: datetime,
) -> PreAnswer:
    """Save the answers, one for each offering that has been answered; an empty mapping takes them back.

    ``version``: of what the page showed. ``guardians``: whether guardians may answer. Possible until the final
    result is shown. Raises PreAnswerRefused, PermissionDenied or Application.DoesNotExist.
    """
    found = application_choices(application_id)
    policies.require_send(actor, found.person_id, guardians=guardians, on=timezone.localdate(at))
    if offer(application_id, now=at) is not None:
        raise PreAnswerRefused("result_shown")
    if not set(answers) <= set(found.offering_ids):
        raise PreAnswerRefused("unknown_choice")
    row = _locked(found, actor, at)
    plain = {str(one): PreAnswerCode(code).value for one, code in answers.items()}
    if row.version != version:
        if row.answers == plain and row.account_id == actor.account_id:
            return row  # the button was pressed twice
        raise PreAnswerRefused("changed")
    row.answers, row.version, row.changed_at = plain, row.version + 1, at
    row.origin, row.account_id = policies.origin_of(actor, found.person_id), actor.account_id
    row.save()
    record(
        actor=actor,
        event=AuditEvent.PRE_ANSWER_SAVED,
        target_type="application",
        target_id=str(application_id),
        organisation_id=found.organisation_id,
        facts={"answers": len(plain), "version": row.version},
        at=at,
    )
    return row


def _locked(found: ApplicationChoices, actor: Actor, at: datetime) -> PreAnswer:
    PreAnswer.objects.get_or_create(
        application_id=found.application_id,
        defaults={"origin": policies.origin_of(actor, found.person_id), "changed_at": at},
    )
    return PreAnswer.objects.select_for_update().get(application=found.application_id)
