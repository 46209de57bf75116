"""Write a note about a pupil, for oneself or shared with the colleagues at the school."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.guidance import policies
from gemensam.domains.guidance.models import PupilNote
from gemensam.domains.guidance.services._pupil import guided_pupil
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def write_note(
    *, actor: Actor, pupil_id: UUID, note_id: UUID, text: str, shared: bool, at: datetime
) -> PupilNote:
    """Store the note under the id that the form carried, so that a double press writes it once.

    The text is encrypted and never in the log. Raises Person.DoesNotExist, PermissionDenied.
    """
    pupil, _year = guided_pupil(actor, pupil_id, at=at)
    policies.require_at(actor, Permission.PUPIL_GUIDE, pupil.unit_id)
    if actor.account_id is None:
        raise PermissionDenied(Permission.PUPIL_GUIDE)
    note, is_new = PupilNote.objects.get_or_create(
        pk=note_id,
        defaults={
            "pupil_id": pupil_id, "school_unit_id": pupil.unit_id, "author_id": actor.account_id,
            "author_name": actor.name, "text": text, "shared": shared, "written_at": at,
        },
    )  # fmt: skip
    if is_new:
        record(
            actor=actor,
            event=AuditEvent.PUPIL_NOTE_WRITTEN,
            target_type="directory.person",
            target_id=str(pupil_id),
            organisation_id=pupil.unit_id,
            facts={"shared": shared},
            at=at,
        )
    return note
