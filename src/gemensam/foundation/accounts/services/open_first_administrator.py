"""Open the first IT administrator's account on a new installation, from the machine's own command line."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.models import RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts.services.open_account import open_account

INSTALLER = "installation"  # the name in the audit log: nobody has an account yet


class AdministratorExists(Exception):
    """Someone has, or has had, the role: accounts are opened by an administrator in the application."""


@transaction.atomic
def open_first_administrator(*, email: str, display_name: str, at: datetime) -> UUID:
    """Open the account with the role for the whole co-operation; returns the account's id.

    Raises AdministratorExists, AddressTaken.
    """
    if RoleGrant.objects.filter(role=Role.IT_ADMINISTRATOR).exists():
        raise AdministratorExists
    today = timezone.localdate(at)
    installer = Actor(
        account_id=None,
        person_id=None,
        name=INSTALLER,
        grants=(Grant(role=Role.IT_ADMINISTRATOR, organisation_id=None, starts=today, ends=today),),
    )
    return open_account(
        actor=installer,
        email=email,
        display_name=display_name,
        role=Role.IT_ADMINISTRATOR,
        organisation_id=None,
        starts=today,
        at=at,
    )
