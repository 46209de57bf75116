"""What guardians have written in an application: told to the applicant alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Draft, StepWriter
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.policies import is_protected
from gemensam.foundation.directory.queries import guardians_to_tell


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step that a guardian saved last. name: empty when the guardian's identity is protected."""

    step: str
    name: str


@dataclass(frozen=True, slots=True)
class Helping:
    """written: by guardians. shared: guardians can write now. may_share: they could, had they been let in again."""

    written: tuple[WrittenStep, ...]
    shared: bool
    may_share: bool


def helping(actor: Actor, draft_id: UUID, *, at: datetime) -> Helping:
    """Return what guardians have written and whether they may write. Raises Draft.DoesNotExist, PermissionDenied."""
    on = timezone.localdate(at)
    draft = policies.visible_drafts(actor, Draft.objects.filter(pk=draft_id), on=on).get()
    policies.require_own(actor, draft)
    rows = StepWriter.objects.filter(draft=draft).exclude(writer=draft.person_id).select_related("writer")
    written = tuple(WrittenStep(row.step, _name(row)) for row in rows.order_by("pk"))
    possible = policies.settings_of(draft.office_id).guardians_edit
    possible = possible and bool(guardians_to_tell(children=[draft.person_id], on=on))
    closed = draft.pupil_only_since is not None
    return Helping(written, shared=possible and not closed, may_share=possible and closed)


def _name(row: StepWriter) -> str:
    who = row.writer
    return "" if is_protected(who) else f"{who.given_name} {who.family_name}"
