"""Take away every second factor of an account: the owner has lost the phone or the key."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account
from gemensam.foundation.accounts import policies
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def remove_second_factors(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """Remove the factors and log the account out everywhere; its owner sets up new ones at the next log-in.

    Raises PermissionDenied, Account.DoesNotExist.
    """
    account = policies.visible(actor, Account.objects.select_for_update()).get(pk=account_id)
    policies.require_change(actor, account)
    removed, _ = Authenticator.objects.filter(user_id=account.pk).delete()
    Account.objects.filter(pk=account.pk).update(session_epoch=F("session_epoch") + 1)
    record(
        actor=actor,
        event=AuditEvent.SECOND_FACTOR_REMOVED,
        target_type="account",
        target_id=str(account.pk),
        facts={"removed": removed},
        at=at,
    )
