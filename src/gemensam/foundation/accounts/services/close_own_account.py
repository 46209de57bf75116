"""Close an account that someone opened by registering, when the office has found that it should not be there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def close_own_account(*, actor: Actor, person_id: UUID, is_open: bool, at: datetime) -> None:
    """Close the person's account and log it out everywhere, or open it again. Requires IMPORT_COMMIT.

    An account that also works for an organisation is left as it is: that is the administrator's. Raises
    PermissionDenied.
    """
    require(actor, Permission.IMPORT_COMMIT)
    rows = Account.objects.filter(person_id=person_id).exclude(grants__organisation_id__isnull=False)
    for account in rows.exclude(is_active=is_open):
        Account.objects.filter(pk=account.pk).update(is_active=is_open, session_epoch=F("session_epoch") + 1)
        record(
            actor=actor,
            event=AuditEvent.ACCOUNT_REOPENED if is_open else AuditEvent.ACCOUNT_CLOSED,
            target_type="account",
            target_id=str(account.pk),
            facts={"by": "registration"},
            at=at,
        )
