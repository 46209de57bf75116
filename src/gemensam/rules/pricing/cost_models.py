"""Five ways from what municipalities report to one base price per education, as the agreement chooses.

Practice: the weighted mean of Gysam and the national list, the provider's self-cost of skollagen 16 kap. 51 §, the
index of Storsthlm, the trimmed mean that Sjuhärad had, and a share of the national price list. A model is stored
with its parameters and its rationale, so that a price can be told and made again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from statistics import median as middle
from typing import Final

from gemensam.rules.pricing.amounts import internal
from gemensam.rules.pricing.codes import PriceKey
from gemensam.rules.pricing.components import COMPONENTS, PriceRules, base_from_independent

NO_REPORTS: Final = "no_reports"
NO_LAST_YEAR: Final = "no_last_year"
NO_NATIONAL: Final = "no_national"
NO_PUPILS: Final = "no_pupils"


class Model(StrEnum):
    """A price model. The value is the stored code."""

    WEIGHTED = "weighted"
    SELF_COST = "self_cost"
    INDEX = "index"
    TRIMMED = "trimmed"
    NATIONAL_SHARE = "national_share"


class Missing(StrEnum):
    """What is done about a municipality that has not reported. The value is the stored code."""

    EXCLUDE = "exclude"
    CARRY_FORWARD = "carry_forward"  # last year's cost, indexed, labelled as estimated


@dataclass(frozen=True, slots=True)
class Reported:
    """One municipality's cost per pupil for one education."""

    municipality: str
    pupils: Decimal
    cost: Decimal
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Everything that decides a price besides the reports; kept with the version that it made."""

    model: Model = Model.WEIGHTED
    rules: PriceRules = field(default_factory=PriceRules)
    missing: Missing = Missing.EXCLUDE
    carry_index: Decimal = Decimal("1.03")
    index: Decimal = Decimal("1.00")
    index_by_code: Mapping[str, Decimal] = field(default_factory=dict)
    national_share: Decimal = Decimal("1.00")
    kinds: Sequence[str] = COMPONENTS


@dataclass(frozen=True, slots=True)
class ModelResult:
    """The base that a model gives, or the reason why it gives none. ``estimated``: how many reports were."""

    base: Decimal | None
    reason: str = ""
    reporters: int = 0
    estimated: int = 0


@dataclass(frozen=True, slots=True)
class Basis:
    """What the models read for one education."""

    key: PriceKey
    reports: Sequence[Reported] = ()
    last_year: Decimal | None = None  # last published base
    national: Decimal | None = None  # the national list's amount, meals and VAT included


def carried_forward(last_cost: Decimal, index: Decimal) -> Decimal:
    """Last year's cost with the index (practice where a report is missing): shown as estimated everywhere."""
    return internal(last_cost * index)


def weighted_mean(reports: Sequence[Reported]) -> Decimal | None:
    """Σ pupils × cost ÷ Σ pupils (practice of Gysam and the national list); None without pupils."""
    pupils = sum((one.pupils for one in reports), Decimal(0))
    if not pupils:
        return None
    return internal(sum((one.pupils * one.cost for one in reports), Decimal(0)) / pupils)


def simple_mean(reports: Sequence[Reported]) -> Decimal | None:
    """Each municipality counts once, whatever its size (practice, for comparison)."""
    return internal(sum((one.cost for one in reports), Decimal(0)) / len(reports)) if reports else None


def median_cost(reports: Sequence[Reported]) -> Decimal | None:
    """The middle cost (practice, for comparison and for finding what stands out)."""
    return internal(middle(one.cost for one in reports)) if reports else None


def trimmed_mean(reports: Sequence[Reported]) -> Decimal | None:
    """The mean without the highest and the lowest (practice of Sjuhärad); under three reports, of all."""
    ordered = sorted(one.cost for one in reports)
    kept = ordered[1:-1] if len(ordered) > 2 else ordered
    return internal(sum(kept, Decimal(0)) / len(kept)) if kept else None


def indexed(amount: Decimal, *indexes: Decimal) -> Decimal:
    """An amount with one index after another (practice of Storsthlm), rounded only at the end."""
    for index in indexes:
        amount *= index
    return internal(amount)


def calculate(basis: Basis, settings: ModelSettings, model: Model | None = None) -> ModelResult:
    """The base price of one education under a model (agreement, skollagen 16 kap. 51 §).

    Under SELF_COST each provider has its own price; what is given here is the joint list's row for those
    who need one figure: the cost of the provider, or the weighted mean where there are several.
    """
    chosen = model or settings.model
    count, estimated = len(basis.reports), sum(one.estimated for one in basis.reports)
    match chosen:
        case Model.INDEX:
            if basis.last_year is None:
                return ModelResult(None, NO_LAST_YEAR, count)
            return ModelResult(
                indexed(basis.last_year, settings.index_by_code.get(basis.key.code, settings.index)),
                reporters=count,
            )
        case Model.NATIONAL_SHARE:
            if basis.national is None:
                return ModelResult(None, NO_NATIONAL, count)
            full = base_from_independent(basis.national * settings.national_share, settings.rules)
            return ModelResult(full, reporters=count)
        case Model.TRIMMED:
            base = trimmed_mean(basis.reports)
        case _:
            base = weighted_mean(basis.reports)
    if base is None:
        return ModelResult(None, NO_PUPILS if count else NO_REPORTS, count)
    return ModelResult(base, reporters=count, estimated=estimated)
