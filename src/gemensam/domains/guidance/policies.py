"""Who may do what in guidance, and which rows.

A counsellor works at school units. Notes are the author's own or the school's; nobody else sees them. Protected
persons are decided about by the directory's policy and fail closed.
"""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from gemensam.domains.guidance.models import Booking, GuidanceSlot, Method, PupilNote
from gemensam.domains.guidance.states import MethodState
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory import policies as directory


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


def require_pupil_or_guardian(actor: Actor, pupil_id: UUID, *, on: date) -> None:
    """Raise PermissionDenied unless the actor is the pupil, or a guardian who may read about the child that day."""
    own = actor.person_id is not None and actor.person_id == pupil_id
    if not actor.has(Permission.GUIDANCE_BOOK) or not (own or pupil_id in directory.wards_of(actor, on)):
        raise PermissionDenied(Permission.GUIDANCE_BOOK)


def bookable_pupils(actor: Actor, *, on: date) -> frozenset[UUID]:
    """Ids of those for whom the actor may book: oneself and one's wards."""
    if not actor.has(Permission.GUIDANCE_BOOK) or actor.person_id is None:
        return frozenset()
    own = {actor.person_id} if Role.PUPIL in actor.roles() else set()
    return frozenset(own | directory.wards_of(actor, on))


def require_own_slot(actor: Actor, slot: GuidanceSlot) -> None:
    """Raise PermissionDenied unless the actor published the slot and still works at its school."""
    require_at(actor, Permission.GUIDANCE_SLOT_PUBLISH, slot.school_unit_id)
    if slot.counsellor_id != actor.account_id:
        raise PermissionDenied(Permission.GUIDANCE_SLOT_PUBLISH)


def own_slots(actor: Actor, slots: QuerySet[GuidanceSlot]) -> QuerySet[GuidanceSlot]:
    """The times that the actor has published, at schools where the actor works now."""
    if actor.account_id is None:
        return slots.none()
    units = actor.organisations_with(Permission.GUIDANCE_SLOT_PUBLISH)
    return slots.filter(counsellor_id=actor.account_id, school_unit__in=units)


def own_bookings(actor: Actor, bookings: QuerySet[Booking], *, on: date) -> QuerySet[Booking]:
    """The bookings of those for whom the actor may book."""
    return bookings.filter(pupil__in=bookable_pupils(actor, on=on))


def visible_methods(actor: Actor, methods: QuerySet[Method]) -> QuerySet[Method]:
    """Published methods for every counsellor; one's own also when withdrawn; the co-ordinator sees the hidden too."""
    if not actor.has(Permission.METHOD_READ):
        return methods.none()
    if actor.has(Permission.METHOD_MODERATE):
        return methods
    own = Q(author_id=actor.account_id) if actor.account_id is not None else Q(pk__in=[])
    return methods.filter(Q(state=MethodState.PUBLISHED) | own)


def require_author(actor: Actor, method: Method) -> None:
    """Raise PermissionDenied unless the actor shared the method and may still share."""
    if not actor.has(Permission.METHOD_SHARE) or method.author_id != actor.account_id:
        raise PermissionDenied(Permission.METHOD_SHARE)
