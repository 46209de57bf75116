"""A list of pupils that leaves the system as a file: without protected persons, and written to the log."""

from collections.abc import Sequence
from datetime import datetime

from gemensam.domains.guidance.queries.pupils import GuidedPupil
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.journal import record_export


def pupils_to_export(actor: Actor, pupils: Sequence[GuidedPupil], *, at: datetime) -> list[GuidedPupil]:
    """Return those that may stand in a file; a file travels, so nobody protected. Raises PermissionDenied."""
    require(actor, Permission.PUPIL_GUIDE)
    exported = [one for one in pupils if not one.is_protected]
    record_export(actor=actor, target_type="guidance.pupils", rows=len(exported), at=at)
    return exported
