"""Give an account a role at an organisation."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts import policies
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Organisation


class GrantRefused(Exception):
    """The role cannot be given so. Code: ``period``, ``held_already`` or ``unknown_organisation``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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


def add_grant(
    *,
    actor: Actor,
    account: Account,
    role: Role,
    organisation_id: UUID | None,
    starts: date,
    ends: date | None,
    at: datetime,
) -> UUID:
    """Write the grant and its log entry, in the caller's transaction; the caller has judged the actor."""
    if ends is not None and ends < starts:
        raise GrantRefused("period")
    if organisation_id is not None and not Organisation.objects.filter(pk=organisation_id).exists():
        raise GrantRefused("unknown_organisation")
    same = RoleGrant.objects.filter(account=account, role=role, organisation_id=organisation_id)
    overlapping = same.filter(Q(ends__isnull=True) | Q(ends__gte=starts))
    if ends is not None:
        overlapping = overlapping.filter(starts__lte=ends)
    if overlapping.exists():
        raise GrantRefused("held_already")
    grant = RoleGrant.objects.create(
        account=account, role=role, organisation_id=organisation_id, starts=starts, ends=ends
    )
    Account.objects.filter(pk=account.pk).update(session_epoch=F("session_epoch") + 1)
    record(
        actor=actor,
        event=AuditEvent.ROLE_GRANTED,
        target_type="account",
        target_id=str(account.pk),
        organisation_id=organisation_id,
        facts={"grant": grant.pk, "role": role, "starts": starts, "ends": ends},
        at=at,
    )
    return grant.pk
