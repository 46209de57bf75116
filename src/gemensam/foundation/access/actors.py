"""Who is acting, as plain frozen values: no database, no request, no clock."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import ROLES, Role


class PermissionDenied(Exception):
    """The actor may not do this. Carries the permission code, never data about the object."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission.value)
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held at one organisation during a period, both days included; no end = until further notice."""

    role: Role
    organisation_id: UUID | None
    starts: date
    ends: date | None = None

    def active_on(self, day: date) -> bool:
        """Whether the grant is in force on the day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone (or, for jobs, something) that acts. ``person_id`` is a directory person's id.

    ``grants`` hold only those in force when the actor was made; ``name`` is for the audit log.
    """

    account_id: UUID | None
    person_id: UUID | None
    name: str
    grants: tuple[Grant, ...] = ()

    def has(self, permission: Permission) -> bool:
        """Whether any of the actor's roles carries the permission, wherever it is held."""
        return any(permission in ROLES[grant.role].permissions for grant in self.grants)

    def organisations_with(self, permission: Permission) -> frozenset[UUID]:
        """Ids of the organisations at which the actor holds the permission."""
        return frozenset(
            grant.organisation_id
            for grant in self.grants
            if grant.organisation_id is not None and permission in ROLES[grant.role].permissions
        )

    def has_everywhere(self, permission: Permission) -> bool:
        """Whether the actor holds the permission for the whole co-operation, tied to no organisation."""
        return any(
            grant.organisation_id is None and permission in ROLES[grant.role].permissions
            for grant in self.grants
        )

    def is_staff(self) -> bool:
        """Whether any of the actor's roles is one that must log in with a second factor."""
        return any(ROLES[grant.role].is_staff for grant in self.grants)

    def roles(self) -> frozenset[Role]:
        """The actor's roles in force."""
        return frozenset(grant.role for grant in self.grants)


ANONYMOUS: Final = Actor(account_id=None, person_id=None, name="")
SYSTEM: Final = Actor(
    account_id=None, person_id=None, name="Gemensam"
)  # the schedule, e-ID log-in: no grants


def require(actor: Actor, permission: Permission) -> None:
    """Raise PermissionDenied unless the actor holds the permission somewhere.

    Domains' ``policies.require`` add the object; this is the floor that they all stand on.
    """
    if not actor.has(permission):
        raise PermissionDenied(permission)
