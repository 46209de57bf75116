"""Open accounts for pupils and guardians, in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import ROLES, Role
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@dataclass(frozen=True, slots=True)
class PersonalAccount:
    """Who gets an account: a person of the register with an e-mail address of their own, as pupil or guardian."""

    person_id: UUID
    email: str
    display_name: str
    role: Role


@transaction.atomic
def open_personal_accounts(
    *, actor: Actor, accounts: Sequence[PersonalAccount], starts: date, at: datetime
) -> int:
    """Open an account without password for each person that has none; return how many were opened.

    They log in by e-mail code, or by OIDC when that is set up. An address that another account has is passed
    over: it is never taken from anyone. Requires IMPORT_COMMIT. Raises ValueError for a staff role, PermissionDenied.
    """
    require(actor, Permission.IMPORT_COMMIT)
    if any(ROLES[one.role].is_staff for one in accounts):
        raise ValueError("personal accounts are for pupils and guardians")
    taken = set(Account.objects.values_list("email", flat=True))
    known = set(Account.objects.filter(person_id__isnull=False).values_list("person_id", flat=True))
    new = {}
    for one in accounts:
        address = one.email.strip().lower()
        if address and address not in taken and one.person_id not in known:
            taken.add(address)
            known.add(one.person_id)
            new[one] = Account(email=address, person_id=one.person_id, display_name=one.display_name)
    for account in new.values():
        account.set_unusable_password()
    Account.objects.bulk_create(new.values(), batch_size=1_000)
    RoleGrant.objects.bulk_create(
        (RoleGrant(account=account, role=one.role, starts=starts) for one, account in new.items()),
        batch_size=1_000,
    )
    record(
        actor=actor,
        event=AuditEvent.PERSONAL_ACCOUNTS_OPENED,
        target_type="account",
        target_id="",
        facts={"opened": len(new)},
        at=at,
    )
    return len(new)
