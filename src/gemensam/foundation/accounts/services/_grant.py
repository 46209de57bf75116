"""Writing a grant: what opening an account and giving a role have in common."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Organisation


class GrantRefused(Exception):
    """The role cannot be given so. Code: ``period``, ``held_already`` or ``unknown_organisation``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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
