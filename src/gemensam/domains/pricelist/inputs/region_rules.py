"""A region's own rules as the rules' types; without any, the ones that the program is shipped with."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gemensam.domains.pricelist.models import RegionRules
from gemensam.rules.pricing.components import COMPONENTS, KINDS
from gemensam.rules.pricing.validation import Limits


@dataclass(frozen=True, slots=True)
class ChosenRules:
    """Limits of the checks and kinds of cost. ``number`` 0: as shipped."""

    limits: Limits
    kinds: tuple[str, ...]
    number: int = 0


def rules_of(region_id: object) -> ChosenRules:
    """The region's rules as they hold now."""
    found = RegionRules.objects.filter(region=region_id).first()  # type: ignore[misc]  # the key of a region
    return chosen(found) if found is not None else ChosenRules(Limits(), COMPONENTS)


def chosen(stored: RegionRules) -> ChosenRules:
    """A stored choice; a limit that is not in it is as shipped."""
    given: dict[str, Any] = {name: Decimal(value) for name, value in stored.limits.items()}
    return ChosenRules(Limits(**given), tuple(name for name in KINDS if name in stored.kinds), stored.number)
