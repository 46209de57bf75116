"""Take back an application that has been sent."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.services.save_own_application import save_own_application
from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.content import Content, read, written
from gemensam.domains.applications.models import Draft, Filing
from gemensam.domains.applications.queries.sending import sending_for
from gemensam.domains.applications.services._asking import ask_for
from gemensam.domains.applications.services._filing import file_answers
from gemensam.domains.applications.services._locking import keep, locked_draft
from gemensam.domains.applications.services._telling import tell_of_filing
from gemensam.domains.applications.services.submit_application import SendingRefused
from gemensam.domains.applications.states import DraftEvent, StaleDraft, next_draft_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def withdraw_application(*, actor: Actor, draft_id: UUID, version: int, key: UUID, at: datetime) -> Filing:
    """Remove every choice from the round. What was written stays as a draft's text, so that nothing is lost.

    The same key again gives the same filing. It can be done while a counsellor has unlocked the application, too.
    Raises SendingRefused (closed), StaleDraft, TransitionRefused or PermissionDenied.
    """
    draft = locked_draft(actor, draft_id, at=at)
    policies.require_send(actor, draft, on=timezone.localdate(at))
    sent_before = Filing.objects.filter(draft=draft, key=key).first()
    if sent_before is not None:
        return sent_before
    if draft.version != version:
        raise StaleDraft(draft.version)
    draft.state = next_draft_state(draft.state, DraftEvent.WITHDRAW)
    sending = sending_for(office_id=draft.office_id, year=draft.year, person_id=draft.person_id, at=at)
    if not sending.takes_in:
        raise SendingRefused("closed")
    filing = file_answers(
        actor, draft, Content(), at=at, kind=Filing.Kind.WITHDRAWN, key=key, phase=sending.phase
    )
    draft.in_time = []
    _drop_requests(draft, at)
    keep(actor, draft, steps=("choices",), at=at)
    save_own_application(
        actor=actor, office_id=draft.office_id, year=draft.year, person_id=draft.person_id,
        reference=draft.reference, school_unit_id=None, class_name="", home_municipality="", choices=(), at=at,
    )  # fmt: skip
    tell_of_filing(draft, filing, at=at)
    record(
        actor=actor,
        event=AuditEvent.APPLICATION_WITHDRAWN,
        target_type="applications.draft",
        target_id=str(draft.pk),
        organisation_id=draft.office.organisation_id,
        facts={"filing": filing.number},
        at=at,
    )
    return filing


def _drop_requests(draft: Draft, at: datetime) -> None:
    """Nothing is asked for any more, now and when the same text is sent anew."""
    content = read(draft.content)
    for kind in content.answers:
        content = content.with_answer(kind, content.answer(kind).__class__())
    draft.content = written(content)
    ask_for(draft, content, at=at)
