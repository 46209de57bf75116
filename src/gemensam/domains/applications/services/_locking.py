"""Taking a draft for change: one tab at a time, and only from the version that was read."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.closed_steps import closed_steps
from gemensam.domains.applications.models import Draft, StepWriter
from gemensam.domains.applications.states import DraftEvent, StaleDraft, StepTaken, next_draft_state
from gemensam.foundation.access.actors import Actor


def locked_draft(actor: Actor, draft_id: UUID, *, step: str = "", at: datetime) -> Draft:
    """Return the draft, locked until the transaction ends.

    Raises PermissionDenied, Draft.DoesNotExist alike for unknown and hidden ones, or StepTaken when the step holds
    what another has written and the actor may not read.
    """
    on = timezone.localdate(at)
    policies.visible_drafts(actor, Draft.objects.filter(pk=draft_id), on=on).get()
    draft = Draft.objects.select_for_update(of=("self",)).select_related("office").get(pk=draft_id)
    policies.require_write(actor, draft, on=on)
    if step and step in closed_steps(actor, draft):
        raise StepTaken
    return draft


def refuse_stale(draft: Draft, version: int, step: str = "") -> None:
    """Raise StaleDraft when the draft, or only the step, has been saved after the version that was read."""
    latest = draft.step_versions.get(step, 1) if step else draft.version
    if latest > version:
        raise StaleDraft(draft.version)


def note_paper(actor: Actor, draft: Draft, kind: str, *, at: datetime) -> None:
    """A paper has come or gone: what was sent is changed, and a review made before it is too old to be sent.

    The question belongs to who put the paper to it; the page's own version of the answer stays good.
    """
    draft.state = next_draft_state(draft.state, DraftEvent.SAVE)
    keep(actor, draft, at=at)
    _note_writer(actor, draft, kind)


def keep(actor: Actor, draft: Draft, *, steps: tuple[str, ...] = (), at: datetime) -> None:
    """Save the draft as its next version, and who saved the steps: who may write is always a person."""
    draft.version += 1
    draft.step_versions = {**draft.step_versions, **dict.fromkeys(steps, draft.version)}
    draft.saved_at = at
    draft.save()
    for step in steps:
        _note_writer(actor, draft, step)


def _note_writer(actor: Actor, draft: Draft, step: str) -> None:
    writer = actor.person_id or draft.person_id
    StepWriter.objects.update_or_create(draft=draft, step=step, defaults={"writer_id": writer})
