"""Open an account for someone on the staff, with the first role."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts import policies
from gemensam.foundation.accounts.services._grant import add_grant
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


class AddressTaken(Exception):
    """There is an account with the e-mail address already."""


@transaction.atomic
def open_account(
    *,
    actor: Actor,
    email: str,
    display_name: str,
    role: Role,
    organisation_id: UUID | None,
    starts: date,
    ends: date | None = None,
    person_id: UUID | None = None,
    at: datetime,
) -> UUID:
    """Open the account and give it its first role; returns the account's id.

    ``person_id`` ties it to a person of the register, so that two accounts of one person count as one person.

    The account has no password: its owner logs in by e-mail code, and sets up a second factor before
    anything else. Raises PermissionDenied, AddressTaken, GrantRefused.
    """
    policies.require_give(actor, role, organisation_id)
    address = email.strip().lower()
    if Account.objects.filter(email=address).exists():
        raise AddressTaken
    account = Account.objects.create_user(address, display_name=display_name.strip(), person_id=person_id)
    record(
        actor=actor,
        event=AuditEvent.ACCOUNT_OPENED,
        target_type="account",
        target_id=str(account.pk),
        organisation_id=organisation_id,
        at=at,
    )
    add_grant(
        actor=actor,
        account=account,
        role=role,
        organisation_id=organisation_id,
        starts=starts,
        ends=ends,
        at=at,
    )
    return account.pk
