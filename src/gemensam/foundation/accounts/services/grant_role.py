"""Give an account a role at an organisation."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts import policies
from gemensam.foundation.accounts.services._grant import GrantRefused, add_grant

__all__ = ["GrantRefused", "grant_role"]


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    account_id: UUID,
    role: Role,
    organisation_id: UUID | None,
    starts: date,
    ends: date | None = None,
    at: datetime,
) -> UUID:
    """Give the role from ``starts`` to ``ends`` (both included) and log the account out everywhere.

    Returns the grant's id. Raises PermissionDenied, GrantRefused, Account.DoesNotExist.
    """
    account = policies.visible(actor, Account.objects.select_for_update()).get(pk=account_id)
    policies.require_change(actor, account)
    policies.require_give(actor, role, organisation_id)
    return add_grant(
        actor=actor,
        account=account,
        role=role,
        organisation_id=organisation_id,
        starts=starts,
        ends=ends,
        at=at,
    )
