"""A region's rules as its page shows them: what holds, and every choice before."""

from collections.abc import Sequence
from dataclasses import dataclass

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.inputs.region_rules import ChosenRules, chosen, rules_of
from gemensam.domains.pricelist.models import PriceRegion, RegionRules
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class RulesView:
    """The region, what holds, and the choices, latest first."""

    region: PriceRegion
    now: ChosenRules
    choices: Sequence[tuple[RegionRules, ChosenRules]]
    may_choose: bool


def rules_view(actor: Actor, slug: str) -> RulesView:
    """Return the rules of a region in which the actor works with prices. Raises PriceRegion.DoesNotExist."""
    region = policies.visible_regions(actor, PriceRegion.objects.all()).get(slug=slug)
    return RulesView(
        region,
        rules_of(region.pk),
        [(one, chosen(one)) for one in RegionRules.objects.filter(region=region)],
        policies.may(actor, Permission.PRICE_ROUND_MANAGE, region),
    )


def regions(actor: Actor) -> list[PriceRegion]:
    """Return the regions in which the actor works with prices."""
    return list(policies.visible_regions(actor, PriceRegion.objects.order_by("name")))
