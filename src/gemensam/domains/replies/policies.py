"""Who may read and send a reply. Whose children one answers for is decided by the directory's policy."""

from datetime import date
from uuid import UUID

from gemensam.domains.replies.models import ReplyOrigin
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory import policies as directory


def readable_persons(actor: Actor, *, on: date) -> set[UUID]:
    """Persons whose replies the actor may read: the actor's own, and the actor's children."""
    if actor.person_id is None:
        return set()
    own = {actor.person_id} if actor.has(Permission.OWN_RESULT_READ) else set()
    return own | directory.wards_of(actor, on)


def may_read(actor: Actor, person_id: UUID, *, on: date) -> bool:
    """Whether the person is the actor or a child of the actor's."""
    return person_id in readable_persons(actor, on=on)


def may_send(actor: Actor, person_id: UUID, *, guardians: bool, on: date) -> bool:
    """Whether the actor may answer for the person. ``guardians``: whether the office lets guardians answer."""
    if actor.person_id == person_id:
        return actor.has(Permission.OWN_REPLY_SEND)
    return guardians and actor.has(Permission.WARD_REPLY_SEND) and may_read(actor, person_id, on=on)


def require_send(actor: Actor, person_id: UUID, *, guardians: bool, on: date) -> None:
    """Raise PermissionDenied unless ``may_send``."""
    if not may_send(actor, person_id, guardians=guardians, on=on):
        raise PermissionDenied(Permission.OWN_REPLY_SEND)


def require_at(actor: Actor, permission: Permission, organisation_id: UUID) -> None:
    """Raise PermissionDenied unless the actor holds the permission at the office's organisation."""
    if organisation_id not in actor.organisations_with(permission):
        raise PermissionDenied(permission)


def origin_of(actor: Actor, person_id: UUID) -> ReplyOrigin:
    """Whose word the actor's reply is."""
    return ReplyOrigin.PERSON if actor.person_id == person_id else ReplyOrigin.GUARDIAN
