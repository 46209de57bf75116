"""Whose data an actor may read. Protected identity is decided here and nowhere else.

A person is protected unless ``security_marking`` is exactly "none". Protected persons are seen by themselves
and by those who hold PERSON_PROTECTED_READ with reach to them: never by guardians, schools or others.

Reach: a role for the whole co-operation, or at an admissions office, reaches everyone. A role at another
organisation reaches those enrolled there, or at an organisation below it, on the day.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import (
    Enrolment,
    Organisation,
    OrganisationType,
    Person,
    RelationType,
    Responsible,
    SecurityMarking,
)

ADULT_AGE = 18  # föräldrabalken 9 kap. 1 §: a minor is who has not turned 18


class Marked(Protocol):
    """Anything with an id and a security marking."""

    @property
    def id(self) -> UUID: ...
    @property
    def security_marking(self) -> str: ...


def is_protected(person: Marked) -> bool:
    """Whether the person's identity is protected. Unknown and empty markings protect."""
    return person.security_marking != SecurityMarking.NONE


def unprotected(path: str = "") -> Q:
    """The same as a condition on rows; ``path`` leads to the person, e.g. ``"person__"``."""
    return Q(**{f"{path}security_marking": SecurityMarking.NONE})


def may_see_identity(actor: Actor, person: Marked) -> bool:
    """Whether the actor may be shown the name and number of a person whose row the actor may see.

    Says nothing about which rows: that is ``visible`` here and the policies of the domains.
    """
    if actor.person_id is not None and actor.person_id == person.id:
        return True
    if is_protected(person):
        return actor.has(Permission.PERSON_PROTECTED_READ)
    return actor.has(Permission.PERSON_READ) or actor.has(Permission.APPLICANT_READ)


def organisations_under(organisation_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The organisations and all that lie below them."""
    children: dict[UUID | None, list[UUID]] = {}
    for organisation_id, parent_id in Organisation.objects.values_list("pk", "parent_id"):
        children.setdefault(parent_id, []).append(organisation_id)
    reached: set[UUID] = set()
    waiting = list(organisation_ids)
    while waiting:
        organisation_id = waiting.pop()
        if organisation_id not in reached:
            reached.add(organisation_id)
            waiting.extend(children.get(organisation_id, ()))
    return frozenset(reached)


def reach(actor: Actor, permission: Permission) -> frozenset[UUID] | None:
    """Ids of the organisations that the permission reaches, with those below; None means everyone."""
    if actor.has_everywhere(permission):
        return None
    held_at = actor.organisations_with(permission)
    offices = Organisation.objects.filter(
        pk__in=held_at, organisation_type=OrganisationType.ADMISSIONS_OFFICE
    )
    if held_at and offices.exists():
        return None
    return organisations_under(held_at)


def _reached(actor: Actor, permission: Permission, on: date) -> Q:
    organisations = reach(actor, permission)
    if organisations is None:
        return Q(pk__isnull=False)  # not an empty Q: that vanishes in "or"
    if not organisations:
        return Q(pk__in=[])
    enrolled = Enrolment.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on),
        person=OuterRef("pk"),
        school_unit_id__in=organisations,
        starts__lte=on,
    )
    return Q(Exists(enrolled))


def visible(actor: Actor, persons: QuerySet[Person], *, on: date) -> QuerySet[Person]:
    """The persons that the actor may read on the day: oneself, one's wards, and whom one's roles reach."""
    condition = Q(pk__in=[])
    if actor.has(Permission.PERSON_READ):
        condition |= unprotected() & _reached(actor, Permission.PERSON_READ, on)
    if actor.has(Permission.PERSON_PROTECTED_READ):
        condition |= _reached(actor, Permission.PERSON_PROTECTED_READ, on)
    if actor.person_id is not None:
        condition |= Q(pk=actor.person_id) | Q(pk__in=wards_of(actor, on))
    return persons.filter(condition)


def require_own_contact(actor: Actor, person_id: UUID, *, on: date) -> None:
    """Raise PermissionDenied unless the contact details are one's own, or of a child about whom one may read."""
    if actor.person_id != person_id and person_id not in wards_of(actor, on):
        raise PermissionDenied(Permission.OWN_APPLICATION_WRITE)


def eighteen_years_before(day: date) -> date:
    """Born after this day = not yet 18 on ``day``. One born on 29 February turns 18 on 1 March."""
    try:
        return day.replace(year=day.year - ADULT_AGE)
    except ValueError:
        return date(day.year - ADULT_AGE, 2, 28)


def wards(guardians: Q, *, on: date) -> QuerySet[Responsible]:
    """Relations through which guardians may read about children on the day (Swedish date).

    Only with custody in force, only until the child's 18th birthday begins (föräldrabalken 6 kap. 2 §), never
    when the birth date is unknown, and never about a protected child: a protection may be against a guardian.
    """
    return Responsible.objects.filter(
        guardians,
        Q(ends__isnull=True) | Q(ends__gte=on),
        unprotected("child__"),
        starts__lte=on,
        relation_type=RelationType.GUARDIAN,
        has_custody=True,
        child__birth_date__gt=eighteen_years_before(on),
    )


def wards_of(actor: Actor, on: date) -> frozenset[UUID]:
    """Ids of the children about whom the actor may read as guardian on the day."""
    if actor.person_id is None or not actor.has(Permission.WARD_RESULT_READ):
        return frozenset()
    return frozenset(wards(Q(guardian_id=actor.person_id), on=on).values_list("child_id", flat=True))


def require_reach(actor: Actor, permission: Permission, organisation_ids: Iterable[UUID]) -> None:
    """Raise PermissionDenied unless the actor's permission reaches all the organisations."""
    if not actor.has(permission):
        raise PermissionDenied(permission)
    reached = reach(actor, permission)
    if reached is not None and not set(organisation_ids) <= reached:
        raise PermissionDenied(permission)
