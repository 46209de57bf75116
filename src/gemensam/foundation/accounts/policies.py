"""Which accounts an actor may see and change, and which roles the actor may give where.

Reach is the directory's: a role for the whole co-operation, or at an admissions office, reaches everywhere;
another reaches its own organisation and those below it. Pupils' and guardians' accounts are on nobody's list:
they come from the directory, and the administrator has no business there. Nobody changes the own roles.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import ROLES, Role
from gemensam.foundation.directory.models import Person
from gemensam.foundation.directory.policies import reach, unprotected

STAFF_ROLES = frozenset(role for role, definition in ROLES.items() if definition.is_staff)


def visible(actor: Actor, accounts: QuerySet[Account]) -> QuerySet[Account]:
    """Staff accounts within reach. Accounts of protected persons are shown to nobody."""
    if not actor.has(Permission.ACCESS_READ):
        return accounts.none()
    grants = RoleGrant.objects.filter(account=OuterRef("pk"), role__in=STAFF_ROLES)
    organisations = reach(actor, Permission.ACCESS_READ)
    if organisations is not None:
        grants = grants.filter(organisation_id__in=organisations)
    known = Person.objects.filter(unprotected(), pk=OuterRef("person_id"))
    return accounts.filter(Exists(grants)).filter(Q(person_id__isnull=True) | Exists(known))


def may_give(actor: Actor, role: Role, organisation_id: UUID | None) -> bool:
    """Whether the actor may give, or end, the role there. Only roles of staff are given by hand."""
    if role not in STAFF_ROLES or not actor.has(Permission.ACCESS_CHANGE):
        return False
    organisations = reach(actor, Permission.ACCESS_CHANGE)
    return organisations is None or organisation_id in organisations


def may_change(actor: Actor, account: Account) -> bool:
    """Whether the actor may close the account or log it out: every role that it holds is within reach."""
    if account.pk == actor.account_id or not visible(actor, Account.objects.filter(pk=account.pk)).exists():
        return False
    return all(may_give(actor, Role(grant.role), grant.organisation_id) for grant in account.grants.all())


def require_give(actor: Actor, role: Role, organisation_id: UUID | None) -> None:
    """Raise PermissionDenied unless ``may_give``."""
    if not may_give(actor, role, organisation_id):
        raise PermissionDenied(Permission.ACCESS_CHANGE)


def require_change(actor: Actor, account: Account) -> None:
    """Raise PermissionDenied unless ``may_change``."""
    if not may_change(actor, account):
        raise PermissionDenied(Permission.ACCESS_CHANGE)
