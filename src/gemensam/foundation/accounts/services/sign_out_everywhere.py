"""End every log-in of an account."""

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
def sign_out_everywhere(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """End every session of the account: the own account always, another's by permission.

    Raises PermissionDenied, Account.DoesNotExist.
    """
    if account_id != actor.account_id:
        account = policies.visible(actor, Account.objects.select_for_update()).get(pk=account_id)
        policies.require_change(actor, account)
    Account.objects.filter(pk=account_id).update(session_epoch=F("session_epoch") + 1)
    record(
        actor=actor,
        event=AuditEvent.ACCOUNT_SIGNED_OUT_EVERYWHERE,
        target_type="account",
        target_id=str(account_id),
        at=at,
    )
