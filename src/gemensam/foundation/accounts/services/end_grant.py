"""End a role that an account holds."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts import policies
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def end_grant(*, actor: Actor, account_id: UUID, grant_id: UUID, today: date, at: datetime) -> None:
    """Take the role away now, and log the account out everywhere.

    The grant's last day becomes yesterday; one that began today or later is removed, for it never held a
    whole day. Ending twice changes nothing. Raises PermissionDenied, Account.DoesNotExist,
    RoleGrant.DoesNotExist.
    """
    account = policies.visible(actor, Account.objects.select_for_update()).get(pk=account_id)
    policies.require_change(actor, account)
    grant = account.grants.get(pk=grant_id)
    policies.require_give(actor, Role(grant.role), grant.organisation_id)
    yesterday = today - timedelta(days=1)
    if grant.ends is not None and grant.ends <= yesterday:
        return
    if grant.starts > yesterday:
        RoleGrant.objects.filter(pk=grant.pk).delete()
    else:
        RoleGrant.objects.filter(pk=grant.pk).update(ends=yesterday)
    Account.objects.filter(pk=account.pk).update(session_epoch=F("session_epoch") + 1)
    record(
        actor=actor,
        event=AuditEvent.ROLE_ENDED,
        target_type="account",
        target_id=str(account.pk),
        organisation_id=grant.organisation_id,
        facts={"grant": grant.pk, "role": grant.role},
        at=at,
    )
