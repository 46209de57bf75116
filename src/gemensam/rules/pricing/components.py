"""From cost components to a price: base, administration, inter-municipal price, VAT, independent price.

Skollagen 16 kap. 52-53 §§ name the components; gymnasieförordningen 13 kap. 3 § gives 3 per cent for administration
and 6 per cent for VAT. Whether 3 per cent is laid on top (base × 1.03) or is a share of the whole (base ÷ 0.97) is
read differently, so it is a parameter that is kept with every published version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from gemensam.rules.pricing.amounts import internal

COMPONENTS: Final = ("teaching", "materials", "health", "meals", "premises", "other")
KINDS: Final = (*COMPONENTS, "travel")  # travel only where a region has chosen so, as in Stockholm's list
ALWAYS: Final = ("teaching", "materials", "health", "meals", "premises")  # SL 16:53 names them
MONTHS: Final = 12


class Administration(StrEnum):
    """How the standard rate for administration is read. The value is the stored code."""

    ON_TOP = "on_top"  # base × (1 + rate)
    SHARE = "share"  # base ÷ (1 - rate)


@dataclass(frozen=True, slots=True)
class PriceRules:
    """The parameters of a price: versioned, never constants in the code (gymnasieförordningen 13 kap. 3 §)."""

    administration: Administration = Administration.ON_TOP
    administration_rate: Decimal = Decimal("0.03")
    vat_rate: Decimal = Decimal("0.06")


@dataclass(frozen=True, slots=True)
class Price:
    """A price per pupil and year in its parts, each with four places."""

    base: Decimal
    administration: Decimal
    ike: Decimal  # what one municipality pays another
    vat: Decimal
    independent: Decimal  # what is paid to an independent school

    @property
    def month(self) -> Decimal:
        """A twelfth of the inter-municipal price."""
        return internal(self.ike / MONTHS)


def base_of(
    components: Mapping[str, Decimal | None],
    flat: Mapping[str, Decimal | None] | None = None,
    kinds: Sequence[str] = COMPONENTS,
) -> Decimal | None:
    """The sum of the components (skollagen 16 kap. 53 §); one that is not given is taken from the flat amounts.

    None when a component is given nowhere: a missing cost is never taken as zero. ``kinds``: those that the region has.
    """
    total = Decimal(0)
    for name in kinds:
        value = components.get(name)
        if value is None and flat is not None:
            value = flat.get(name)
        if value is None:
            return None
        total += value
    return internal(total)


def build_price(base: Decimal, rules: PriceRules) -> Price:
    """The price of a base cost (gymnasieförordningen 13 kap. 3 §)."""
    if rules.administration is Administration.ON_TOP:
        ike = internal(base * (1 + rules.administration_rate))
    else:
        ike = internal(base / (1 - rules.administration_rate))
    independent = internal(ike * (1 + rules.vat_rate))
    return Price(internal(base), ike - internal(base), ike, independent - ike, independent)


def base_from_independent(amount: Decimal, rules: PriceRules) -> Decimal:
    """The base that gives an amount with administration and VAT (gymnasieförordningen 13 kap. 3 §), turned around.

    The national price list holds such amounts.
    """
    ike = amount / (1 + rules.vat_rate)
    if rules.administration is Administration.ON_TOP:
        return internal(ike / (1 + rules.administration_rate))
    return internal(ike * (1 - rules.administration_rate))
