"""Who pays whom: pupils between municipalities times the price of their education, and the net of each.

Skollagen 16 kap. 50-51 §§: the home municipality pays the one that arranges the education. What one pays another
receives, so the nets always add up to nothing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from gemensam.rules.pricing.amounts import internal, rounded

AGES: Final = 3  # a pupil is counted in three years of age at upper-secondary school


@dataclass(frozen=True, slots=True)
class Flow:
    """Pupils of a home municipality in one education of another. ``price`` is the row's label, "BA" or "ES MUS"."""

    home: str
    provider: str
    price: str
    pupils: Decimal


@dataclass(frozen=True, slots=True)
class Consequence:
    """Amounts by payer and receiver, and each municipality's net (+ = receives). ``unpriced``: flows without price."""

    pays: Mapping[tuple[str, str], Decimal]
    nets: Mapping[str, Decimal]
    unpriced: tuple[Flow, ...] = ()


def consequence(flows: Sequence[Flow], prices: Mapping[str, Decimal]) -> Consequence:
    """What the prices mean for each municipality (skollagen 16 kap. 50 §). The nets sum to exactly nothing."""
    pays: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    nets: dict[str, Decimal] = defaultdict(Decimal)
    unpriced = []
    for flow in flows:
        price = prices.get(flow.price)
        if flow.home == flow.provider:
            continue
        if price is None:
            unpriced.append(flow)
            continue
        amount = internal(flow.pupils * price)
        pays[flow.home, flow.provider] += amount
        nets[flow.provider] += amount
        nets[flow.home] -= amount
    return Consequence(dict(pays), dict(nets), tuple(unpriced))


def scaled(prices: Mapping[str, Decimal], factor: Decimal) -> dict[str, Decimal]:
    """Every price with an index, for trying (practice): the slider of the consequence page."""
    return {name: internal(price * factor) for name, price in prices.items()}


def shown_nets(nets: Mapping[str, Decimal]) -> dict[str, int]:
    """Nets in whole kronor that still sum to nothing (practice of published tables).

    Each is rounded; a krona too many or too few is taken from those that were rounded furthest.
    """
    shown = {name: int(rounded(value, 0)) for name, value in nets.items()}
    over = sum(shown.values())
    step = 1 if over > 0 else -1
    furthest = sorted(nets, key=lambda name: (step * (nets[name] - shown[name]), name))
    for name in furthest[: abs(over)]:
        shown[name] -= step
    return shown


@dataclass(frozen=True, slots=True)
class Forecast:
    """One coming year: each municipality's net, and how many pupils there are for each in this year."""

    year: int
    nets: Mapping[str, Decimal]
    growth: Mapping[str, Fraction] = field(default_factory=dict)


def cohort_growth(sizes: Mapping[int, int], year: int, base_year: int) -> Fraction:
    """How much larger the upper-secondary ages are in a year than in the base year (practice of planning).

    ``sizes``: born or turning 16 in a year → persons. Those of three successive years are at school together.
    1 when either year lacks figures.
    """
    then = [sizes.get(year - back) for back in range(AGES)]
    now = [sizes.get(base_year - back) for back in range(AGES)]
    if None in then or None in now or not sum(size for size in now if size):
        return Fraction(1)
    return Fraction(sum(size for size in then if size), sum(size for size in now if size))


def forecast(
    flows: Sequence[Flow],
    prices: Mapping[str, Decimal],
    sizes: Mapping[str, Mapping[int, int]],
    *,
    base_year: int,
    index: Decimal,
    years: int = 3,
) -> tuple[Forecast, ...]:
    """The next years if young people choose as now and prices follow the index (practice of planning).

    Each flow grows as the home municipality's upper-secondary ages do; nothing else changes. Simple on purpose:
    it can be checked by hand.
    """
    found = []
    factor = Decimal(1)
    for year in range(base_year + 1, base_year + 1 + years):
        factor *= index
        growth = {
            home: cohort_growth(sizes.get(home, {}), year, base_year) for home in {f.home for f in flows}
        }
        grown = [
            Flow(flow.home, flow.provider, flow.price, internal(Fraction(flow.pupils) * growth[flow.home]))
            for flow in flows
        ]
        found.append(Forecast(year, consequence(grown, scaled(prices, factor)).nets, growth))
    return tuple(found)
