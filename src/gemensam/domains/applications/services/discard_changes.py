"""Throw away what was changed after the last sending."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from gemensam.domains.admissions.queries.own_application import own_application
from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.content import Content, read, written
from gemensam.domains.applications.models import Draft, FiledAnswers, Paper
from gemensam.domains.applications.services._locking import keep, locked_draft
from gemensam.domains.applications.services._papers import remove_papers
from gemensam.domains.applications.states import DraftEvent, StaleDraft, next_draft_state
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def discard_changes(*, actor: Actor, draft_id: UUID, version: int, at: datetime) -> Draft:
    """Let everything be as it was sent: a draft that says it is sent holds nothing that is not.

    An application that came another way than through these pages has choices only. Raises StaleDraft,
    TransitionRefused when nothing is changed, and PermissionDenied for all but the applicant.
    """
    draft = locked_draft(actor, draft_id, at=at)
    policies.require_own(actor, draft.person_id)
    if draft.version != version:
        raise StaleDraft(draft.version)
    draft.state = next_draft_state(draft.state, DraftEvent.DISCARD)
    draft.content = written(_as_sent(actor, draft, at))
    _remove_papers(draft)
    keep(actor, draft, steps=tuple(draft.step_versions), at=at)
    record(
        actor=actor,
        event=AuditEvent.DRAFT_DISCARDED,
        target_type="applications.draft",
        target_id=str(draft.pk),
        organisation_id=draft.office.organisation_id,
        facts={"version": draft.version},
        at=at,
    )
    return draft


def _as_sent(actor: Actor, draft: Draft, at: datetime) -> Content:
    """The content of the last filing; before there is one, the register's choices and the contact as it is written."""
    latest = FiledAnswers.objects.filter(filing__draft=draft).order_by("-filing__number").first()
    if latest is not None:
        return read(latest.content)
    known = own_application(
        actor, office_id=draft.office_id, year=draft.year, person_id=draft.person_id, at=at
    )
    choices = tuple(choice.offering_id for choice in known.choices) if known else ()
    return Content(contact=read(draft.content).contact, choices=choices)


def _remove_papers(draft: Draft) -> None:
    """Those that were put to it after the last sending."""
    sent = draft.filings.aggregate(latest=Max("sent_at"))["latest"] or draft.created_at
    remove_papers(Paper.objects.filter(draft=draft, added_at__gt=sent))
