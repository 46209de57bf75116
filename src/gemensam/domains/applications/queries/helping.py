"""What guardians have written in an application: told to the applicant alone."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import StepWriter
from gemensam.domains.applications.queries.my_application import DraftView
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


def helping(actor: Actor, draft: DraftView, *, at: datetime) -> Helping:
    """Return what guardians have written and whether they may write. Raises PermissionDenied for all but oneself."""
    on = timezone.localdate(at)
    policies.require_own(actor, draft.person_id)
    rows = StepWriter.objects.filter(draft=draft.id).exclude(writer=draft.person_id).select_related("writer")
    written = tuple(WrittenStep(row.step, _name(row)) for row in rows.order_by("pk"))
    possible = policies.settings_of(draft.office_id).guardians_edit
    possible = possible and bool(guardians_to_tell(children=[draft.person_id], on=on))
    return Helping(written, shared=possible and not draft.pupil_only, may_share=possible and draft.pupil_only)


def _name(row: StepWriter) -> str:
    who = row.writer
    return "" if is_protected(who) else f"{who.given_name} {who.family_name}"
