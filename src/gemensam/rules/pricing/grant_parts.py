"""What a basic amount consists of, every component of the law accounted for: with its amount, or with why it has none.

Skollagen 16 kap. 52 § names the components. Gymnasieförordningen 13 kap. 10 §: premises, administration and VAT are
always shown by themselves, the others too unless there are special reasons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from gemensam.rules.pricing.amounts import published_parts, rounded
from gemensam.rules.pricing.book import Rates

OF_COST: Final = (
    "teaching",
    "materials",
    "health",
    "meals",
    "premises",
)  # SL 16:52, besides administration and VAT
TOGETHER: Final = "together"


class Source(StrEnum):
    """Where an amount comes from, or why there is none. The value is the stored code."""

    REPORTED = "reported"  # the municipality's own report to the price list
    ESTIMATED = "estimated"  # last year's report with the index
    JOINT = "joint"  # the area's reports, weighted
    RATE = "rate"  # GF 13:3
    AVERAGE = "average"  # the municipality's average of premises: GF 13:5
    SUM = "sum"  # decided as one sum
    IN_SUM = "in_sum"  # no amount of its own: in the sum
    NATIONAL = "national"  # no amount of its own: in the national list's amount
    AREA = "area"  # no amount of its own: in the mean of others' amounts
    LACKING = "lacking"  # must be shown and is not known


@dataclass(frozen=True, slots=True)
class GrantPart:
    """One component: whole kronor, or None with the source that says why."""

    name: str
    amount: Decimal | None
    source: Source


def reported_parts(
    amount: Decimal, costs: Mapping[str, Decimal], source: Source, rates: Rates
) -> tuple[GrantPart, ...]:
    """Every component of an amount whose costs are known, so that they add up to it: SL 16:52, GF 13:10.

    A cost that is in no component of the law, such as "other", is shown when there is one.
    """
    base, *standard = _standard(amount, rates)
    names = [*OF_COST, *(name for name, value in costs.items() if name not in OF_COST and value)]
    total = sum((costs[name] for name in names), Decimal(0))
    shares = [costs[name] * base / total if total else Decimal(0) for name in names]
    shown = published_parts(shares, 0)
    return (*(GrantPart(name, value, source) for name, value in zip(names, shown, strict=True)), *standard)


def decided_parts(amount: Decimal, premises: Decimal | None, rates: Rates) -> tuple[GrantPart, ...]:
    """The components of an amount that was decided as one sum; premises must be known all the same: GF 13:5, 13:10."""
    base, *standard = _standard(amount, rates)
    lacking = premises is None or premises > base
    room = GrantPart("premises", None if lacking else rounded(premises or Decimal(0), 0), Source.AVERAGE)
    if lacking:
        room = GrantPart("premises", None, Source.LACKING)
    rest = GrantPart(TOGETHER, base - (room.amount or Decimal(0)), Source.SUM)
    return (*_without(Source.IN_SUM, OF_COST[:-1]), rest, room, *standard)


def listed_parts(amount: Decimal, source: Source, rates: Rates) -> tuple[GrantPart, ...]:
    """The components of another's amount, which is a sum: the national list (GF 13:9) or the area's mean (practice).

    VAT is six per cent of it; the rest is not told apart by whom it comes from.
    """
    vat = _standard(amount, rates)[2]
    rest = GrantPart(TOGETHER, amount - (vat.amount or Decimal(0)), Source.SUM)
    return (*_without(source, (*OF_COST, "administration")), rest, vat)


def lacks_part(parts: Sequence[GrantPart]) -> bool:
    """Whether something that must always be shown is not known: GF 13:10."""
    return any(part.source is Source.LACKING for part in parts)


def _without(source: Source, names: Sequence[str]) -> tuple[GrantPart, ...]:
    return tuple(GrantPart(name, None, source) for name in names)


def _standard(amount: Decimal, rates: Rates) -> tuple[Decimal, GrantPart, GrantPart]:
    """The cost before administration and VAT, and those two: GF 13:3."""
    without_vat = rounded(amount / rates.vat_factor, 0)
    base = rounded(without_vat / (1 + rates.administration), 0)
    return (
        base,
        GrantPart("administration", without_vat - base, Source.RATE),
        GrantPart("vat", amount - without_vat, Source.RATE),
    )
