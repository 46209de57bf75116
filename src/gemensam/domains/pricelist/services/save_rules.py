"""Choose a region's own limits of the checks and its kinds of cost: another number, the earlier ones stay."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.inputs.region_rules import rules_of
from gemensam.domains.pricelist.models import PriceRegion, RegionRules
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.rules.pricing.components import ALWAYS, KINDS
from gemensam.rules.pricing.validation import Limits


@transaction.atomic
def save_rules(
    *, actor: Actor, region_id: UUID, limits: Limits, kinds: Sequence[str], reason: str, at: datetime
) -> int:
    """Keep the choice; returns its number. The same again changes nothing.

    Limits hold at once, kinds of cost from the next round that is opened: what municipalities fill in stands still.
    The law's own kinds are always there. Raises PermissionDenied, PriceRegion.DoesNotExist.
    """
    region = PriceRegion.objects.select_for_update().get(pk=region_id)
    policies.require(actor, Permission.PRICE_ROUND_MANAGE, region)
    wanted = tuple(name for name in KINDS if name in ALWAYS or name in kinds)
    before = rules_of(region_id)
    if (before.limits, before.kinds) == (limits, wanted):
        return before.number
    shares = {name: str(value) for name, value in asdict(limits).items()}
    RegionRules.objects.create(
        region=region,
        number=before.number + 1,
        limits=shares,
        kinds=list(wanted),
        reason=reason,
        at=at,
        account_id=actor.account_id,
        actor_name=actor.name,
    )
    record(
        actor=actor,
        event=AuditEvent.PRICE_RULES_CHOSEN,
        target_type="price_region",
        target_id=str(region.pk),
        organisation_id=region.organisation_id,
        facts={"number": before.number + 1, "kinds": list(wanted), **shares},
        at=at,
    )
    return before.number + 1
