"""Decisions about grants: the register and one decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gemensam.domains.settlement import policies
from gemensam.domains.settlement.models import GrantDecision
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Organisation
from gemensam.rules.pricing.months import split_by_month


@dataclass(frozen=True, slots=True)
class GrantView:
    """One decision, its rows with the twelfth of each, and what this actor may do."""

    grant: GrantDecision
    rows: Sequence[dict[str, Any]]
    may_prepare: bool
    may_decide: bool


def grants(actor: Actor) -> QuerySet[GrantDecision]:
    """Return the decisions that the actor may see, latest year first."""
    rows = policies.visible_grants(actor, GrantDecision.objects.select_related("municipality", "provider"))
    return rows.order_by("-year", "municipality__sort_key", "provider__sort_key", "-number", "pk")


def grant_view(actor: Actor, grant_id: UUID) -> GrantView:
    """Return one decision that the actor may see. Raises GrantDecision.DoesNotExist."""
    found = grants(actor).get(pk=grant_id)
    rows = [{**row, "months": months_of(Decimal(row["amount"]))} for row in found.rows]
    return GrantView(
        found,
        rows,
        policies.may_at(actor, Permission.GRANT_PREPARE, found.municipality_id),
        policies.may_at(actor, Permission.GRANT_DECIDE, found.municipality_id),
    )


def months_of(amount: Decimal) -> tuple[Decimal, ...]:
    """Return the twelve payments of a year's amount in whole öre; the last takes what is left. GF 13:11."""
    return split_by_month(amount, places=2)


def municipalities(actor: Actor) -> list[Organisation]:
    """Return the school boards for which the actor may prepare decisions."""
    held_at = actor.organisations_with(Permission.GRANT_PREPARE)
    rows = Organisation.objects.filter(
        pk__in=held_at, organisation_type="provider", provider_kind="public"
    ).exclude(municipality_code="")
    return list(rows.order_by("sort_key", "pk"))


def independent_providers() -> list[Organisation]:
    """Return every independent provider, in Swedish order; public records."""
    rows = Organisation.objects.filter(organisation_type="provider", provider_kind="independent")
    return list(rows.order_by("sort_key", "pk"))
