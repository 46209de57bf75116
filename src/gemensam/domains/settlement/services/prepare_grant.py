"""Prepare a decision about grants: the amounts of every education that the provider offers."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.inputs.grant_rows import grant_rows
from gemensam.domains.settlement.models import GrantDecision
from gemensam.domains.settlement.states import GrantState, SettlementRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Organisation


@transaction.atomic
def prepare_grant(
    *, actor: Actor, municipality_id: UUID, provider_id: UUID, year: int, effective_from: date, at: datetime
) -> GrantDecision:
    """Prepare a decision, or prepare anew the one that waits. A decided one is replaced only when the new is decided.

    Raises PermissionDenied, SettlementRefused("no_offerings", "not_independent", "other_year").
    """
    policies.require_at(actor, Permission.GRANT_PREPARE, municipality_id)
    municipality = Organisation.objects.get(pk=municipality_id)
    provider = Organisation.objects.get(pk=provider_id)
    if provider.provider_kind != "independent":
        raise SettlementRefused("not_independent")
    if effective_from.year != year:
        raise SettlementRefused("other_year")
    rows = grant_rows(municipality, provider, year)
    if not rows:
        raise SettlementRefused("no_offerings")
    same = GrantDecision.objects.select_for_update().filter(
        municipality=municipality, provider=provider, year=year
    )
    latest = same.order_by("-number").first()
    if latest is not None and latest.state == GrantState.PREPARED:
        grant = latest
    else:
        grant = GrantDecision(
            municipality=municipality,
            provider=provider,
            year=year,
            number=latest.number + 1 if latest else 1,
        )
    grant.rows, grant.effective_from = rows, effective_from
    grant.prepared_by_name, grant.prepared_at = actor.name, at
    grant.price_version = ", ".join(sorted({row["version"] for row in rows if row["version"]}))[:40]
    grant.save()
    record(
        actor=actor,
        event=AuditEvent.GRANT_PREPARED,
        target_type="grant_decision",
        target_id=str(grant.pk),
        organisation_id=municipality_id,
        facts={"year": year, "rows": len(rows)},
        at=at,
    )
    return grant
