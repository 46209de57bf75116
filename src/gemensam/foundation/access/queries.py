"""Reading accounts and the roles they hold."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import ROLES, Role


def actor_for(account: Account, *, on: date) -> Actor:
    """The account as an actor with the grants in force on the day.

    A closed account is an actor without grants, so that a session or a job that still holds it may nothing.
    """
    if not account.is_active:
        return Actor(account.pk, account.person_id, account.display_name)
    rows = (
        account.grants.filter(Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on)
        .order_by("starts", "role", "id")
        .values_list("role", "organisation_id", "starts", "ends")
    )
    grants = tuple(Grant(Role(role), organisation, starts, ends) for role, organisation, starts, ends in rows)
    return Actor(account.pk, account.person_id, account.display_name, grants)


def persons_with(permission: Permission, *, organisation_id: UUID, on: date) -> set[UUID]:
    """Ids of the persons who hold the permission at the organisation on the day: whom the outbox may write to.

    Takes no actor: nobody is shown the answer. Closed accounts and accounts without a person are left out.
    """
    roles = [role for role, definition in ROLES.items() if permission in definition.permissions]
    rows = RoleGrant.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on),
        role__in=roles,
        organisation_id=organisation_id,
        starts__lte=on,
        account__is_active=True,
        account__person_id__isnull=False,
    )
    return {person for person in rows.values_list("account__person_id", flat=True) if person is not None}


def person_of(account_id: UUID) -> UUID | None:
    """The person of an account; None for an account of no person, and for one that is closed."""
    return Account.objects.filter(pk=account_id, is_active=True).values_list("person_id", flat=True).first()


def holds(account_id: UUID, permission: Permission, *, on: date) -> bool:
    """Whether the account is open and holds the permission on the day. Takes no actor: for secret addresses."""
    account = Account.objects.filter(pk=account_id).first()
    return account is not None and actor_for(account, on=on).has(permission)
