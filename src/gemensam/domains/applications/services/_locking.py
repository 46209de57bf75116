"""Taking a draft for change: one tab at a time, and only from the version that was read."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.states import StaleDraft
from gemensam.foundation.access.actors import Actor


def locked_draft(actor: Actor, draft_id: UUID, *, at: datetime) -> Draft:
    """Return the draft, locked until the transaction ends.

    Raises PermissionDenied, or Draft.DoesNotExist alike for unknown and hidden ones.
    """
    on = timezone.localdate(at)
    policies.visible_drafts(actor, Draft.objects.filter(pk=draft_id), on=on).get()
    draft = Draft.objects.select_for_update(of=("self",)).select_related("office").get(pk=draft_id)
    policies.require_write(actor, draft, on=on)
    return draft


def refuse_stale(draft: Draft, version: int, step: str = "") -> None:
    """Raise StaleDraft when the draft, or only the step, has been saved after the version that was read."""
    latest = draft.step_versions.get(step, 1) if step else draft.version
    if latest > version:
        raise StaleDraft(draft.version)


def keep(draft: Draft, *, steps: tuple[str, ...] = (), at: datetime) -> None:
    """Save the draft as its next version."""
    draft.version += 1
    draft.step_versions = {**draft.step_versions, **dict.fromkeys(steps, draft.version)}
    draft.saved_at = at
    draft.save()
