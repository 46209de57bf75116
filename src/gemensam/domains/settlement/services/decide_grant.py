"""Decide about grants to an independent provider; the decision before it is replaced."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import GrantDecision
from gemensam.domains.settlement.states import (
    GrantEvent,
    GrantState,
    SettlementRefused,
    next_grant_state,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """When, by whom and where it is written down."""

    decided_on: date
    paragraph: str
    decided_by: str
    diary_number: str = ""


@transaction.atomic
def decide_grant(*, actor: Actor, grant_id: UUID, decided: Decided, at: datetime) -> GrantDecision:
    """Make the prepared decision the decision. Raises PermissionDenied, SettlementRefused("moved_on", "incomplete")."""
    grant = GrantDecision.objects.select_for_update(of=("self",)).get(pk=grant_id)
    policies.require_at(actor, Permission.GRANT_DECIDE, grant.municipality_id)
    grant.state = next_grant_state(grant.state, GrantEvent.DECIDE)
    if any(row["missing"] for row in grant.rows):
        raise SettlementRefused("incomplete")
    before = GrantDecision.objects.select_for_update().filter(
        municipality=grant.municipality_id,
        provider=grant.provider_id,
        year=grant.year,
        state=GrantState.DECIDED,
    )
    for old in before:
        old.state = next_grant_state(old.state, GrantEvent.REPLACE)
        old.save(update_fields=["state"])
    for name in ("decided_on", "paragraph", "decided_by", "diary_number"):
        setattr(grant, name, getattr(decided, name))
    grant.save()
    record(
        actor=actor,
        event=AuditEvent.GRANT_DECIDED,
        target_type="grant_decision",
        target_id=str(grant.pk),
        organisation_id=grant.municipality_id,
        facts={"year": grant.year, "number": grant.number, "paragraph": decided.paragraph},
        at=at,
    )
    return grant
