"""Who may do what in guidance, and which rows.

A counsellor works at school units. Notes are the author's own or the school's; nobody else sees them. Protected
persons are decided about by the directory's policy and fail closed.
"""

from uuid import UUID

from django.db.models import Q, QuerySet

from gemensam.domains.guidance.models import PupilNote
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission


def school_units(actor: Actor) -> frozenset[UUID]:
    """The school units whose pupils the actor guides."""
    return actor.organisations_with(Permission.PUPIL_GUIDE)


def require_at(actor: Actor, permission: Permission, organisation_id: UUID) -> None:
    """Raise PermissionDenied unless the actor holds the permission at the organisation."""
    if organisation_id not in actor.organisations_with(permission):
        raise PermissionDenied(permission)


def visible_notes(actor: Actor, notes: QuerySet[PupilNote]) -> QuerySet[PupilNote]:
    """One's own notes and those that colleagues at the school have shared, at schools where one works now."""
    mine = Q(author_id=actor.account_id) if actor.account_id is not None else Q(pk__in=[])
    return notes.filter(Q(shared=True) | mine, school_unit__in=school_units(actor))
