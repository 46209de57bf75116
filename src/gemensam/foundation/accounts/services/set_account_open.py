"""Close an account, or open a closed one again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account
from gemensam.foundation.accounts import policies
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def set_account_open(*, actor: Actor, account_id: UUID, is_open: bool, at: datetime) -> None:
    """Close the account, which logs it out everywhere, or open it again. The same twice changes nothing.

    Raises PermissionDenied, Account.DoesNotExist.
    """
    account = policies.visible(actor, Account.objects.select_for_update()).get(pk=account_id)
    policies.require_change(actor, account)
    if account.is_active == is_open:
        return
    Account.objects.filter(pk=account.pk).update(is_active=is_open, session_epoch=F("session_epoch") + 1)
    record(
        actor=actor,
        event=AuditEvent.ACCOUNT_REOPENED if is_open else AuditEvent.ACCOUNT_CLOSED,
        target_type="account",
        target_id=str(account.pk),
        at=at,
    )
