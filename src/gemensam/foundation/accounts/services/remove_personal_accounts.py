"""Remove accounts of pupils and guardians that were opened by mistake and never used."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record

_CHUNK = 500


class AccountsUsed(Exception):
    """Someone has logged in with one of the accounts. ``count``: how many; nothing was removed."""

    def __init__(self, count: int) -> None:
        super().__init__(str(count))
        self.count = count


@transaction.atomic
def remove_personal_accounts(*, actor: Actor, persons: Sequence[UUID], at: datetime) -> int:
    """Remove the accounts of the persons and return how many there were. Requires IMPORT_UNDO.

    Raises AccountsUsed when any of them has been used, PermissionDenied.
    """
    require(actor, Permission.IMPORT_UNDO)
    ids: list[UUID] = []
    used = 0
    for start in range(0, len(persons), _CHUNK):
        rows = Account.objects.filter(person_id__in=persons[start : start + _CHUNK])
        used += rows.filter(last_login__isnull=False).count()
        ids += rows.values_list("pk", flat=True)
    if used:
        raise AccountsUsed(used)
    for start in range(0, len(ids), _CHUNK):
        Account.objects.filter(pk__in=ids[start : start + _CHUNK]).delete()
    record(
        actor=actor,
        event=AuditEvent.PERSONAL_ACCOUNTS_REMOVED,
        target_type="account",
        target_id="",
        facts={"removed": len(ids)},
        at=at,
    )
    return len(ids)
