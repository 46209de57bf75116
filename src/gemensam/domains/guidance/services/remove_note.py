"""Remove one's own note about a pupil."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import PupilNote
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def remove_note(*, actor: Actor, note_id: UUID, at: datetime) -> UUID:
    """Remove the note and return the pupil's id. Only the author removes it.

    Raises PupilNote.DoesNotExist for a note that the actor may not see, PermissionDenied for a colleague's.
    """
    note = policies.visible_notes(actor, PupilNote.objects.select_for_update()).get(pk=note_id)
    policies.require_at(actor, Permission.PUPIL_GUIDE, note.school_unit_id)
    if note.author_id != actor.account_id:
        raise PermissionDenied(Permission.PUPIL_GUIDE)
    pupil_id, unit_id = note.pupil_id, note.school_unit_id
    note.delete()
    record(
        actor=actor,
        event=AuditEvent.PUPIL_NOTE_REMOVED,
        target_type="directory.person",
        target_id=str(pupil_id),
        organisation_id=unit_id,
        at=at,
    )
    return pupil_id
