"""The prices that a round leads to: every model side by side, the chosen one, overrides, and the list itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.inputs.calculation import ReportedRow, RoundBasis, round_basis
from gemensam.domains.pricelist.models import PriceOverride, PriceRound
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.rules.pricing.amounts import internal, rounded
from gemensam.rules.pricing.codes import PriceKey, name_of
from gemensam.rules.pricing.components import COMPONENTS, KINDS, Price, build_price
from gemensam.rules.pricing.cost_models import (
    Model,
    ModelResult,
    ModelSettings,
    calculate,
    median_cost,
    simple_mean,
)


@dataclass(frozen=True, slots=True)
class ProposedPrice:
    """One education's price in the making."""

    key: PriceKey
    name: str
    price: Price | None
    components: Mapping[str, Decimal | None]
    chosen: ModelResult
    by_model: Mapping[str, ModelResult]
    simple_mean: Decimal | None
    median: Decimal | None
    last_year: Decimal | None
    national: Decimal | None
    override_reason: str = ""

    @property
    def change(self) -> Decimal | None:
        """Share by which the base has changed since last year's list."""
        if not self.last_year or self.price is None:
            return None
        return (self.price.base - self.last_year) / self.last_year

    @property
    def national_share(self) -> Decimal | None:
        """The independent price as a share of the national list's."""
        if not self.national or self.price is None:
            return None
        return self.price.independent / self.national


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round's list in the making, with who is behind it. ``own``: each municipality's own, with components."""

    settings: ModelSettings
    rows: tuple[ProposedPrice, ...]
    own: tuple[tuple[str, PriceKey, Price, Mapping[str, Decimal | None]], ...]
    members: Mapping[str, str]
    missing: tuple[str, ...]
    estimated: tuple[str, ...]

    @property
    def priced(self) -> tuple[ProposedPrice, ...]:
        """The rows that have a price."""
        return tuple(row for row in self.rows if row.price is not None)

    @property
    def checksum(self) -> str:
        """Over the joint rows as they would be published: what is recommended and decided about."""
        return checksum([(row.key, row.components, row.price) for row in self.rows if row.price is not None])


def proposal(actor: Actor, round_: PriceRound, settings: ModelSettings | None = None) -> Proposal:
    """Return the list that the round's reports, model and overrides give. Raises PermissionDenied."""
    policies.require(actor, Permission.PRICE_READ, round_)
    return make_proposal(round_, settings)


def make_proposal(round_: PriceRound, settings: ModelSettings | None = None) -> Proposal:
    """The same for services, which have asked for their own permission."""
    basis = round_basis(round_, settings)
    overrides = {
        PriceKey(one.code, one.orientation, one.cohort, one.form): one
        for one in PriceOverride.objects.filter(round=round_)
    }
    keys = sorted(set(basis.by_key) | set(overrides))
    rows = tuple(_proposed(key, basis, overrides.get(key)) for key in keys)
    own = tuple(
        (row.municipality, row.key, build_price(row.base, basis.settings.rules), row.components)
        for row in basis.rows
        if row.base is not None and row.pupils
    )
    return Proposal(basis.settings, rows, own, basis.members, basis.missing, basis.estimated)


def _proposed(key: PriceKey, basis: RoundBasis, override: PriceOverride | None) -> ProposedPrice:
    given = basis.basis(key)
    by_model = {model.value: calculate(given, basis.settings, model) for model in Model}
    chosen = by_model[basis.settings.model.value]
    base = override.base if override else chosen.base
    return ProposedPrice(
        key=key,
        name=name_of(key.code, key.orientation),
        price=build_price(base, basis.settings.rules) if base is not None else None,
        components=_components(base, basis.by_key.get(key, ()), basis.settings.kinds)
        if base is not None
        else {},
        chosen=chosen,
        by_model=by_model,
        simple_mean=simple_mean(given.reports),
        median=median_cost(given.reports),
        last_year=given.last_year,
        national=given.national,
        override_reason=override.reason if override else "",
    )


def _components(
    base: Decimal, rows: Sequence[ReportedRow], kinds: Sequence[str]
) -> dict[str, Decimal | None]:
    """The base divided as the reported costs are, weighted by pupils; what rounding leaves goes to teaching."""
    whole = [row for row in rows if row.base is not None and row.pupils]
    weight = sum((row.base * row.pupils for row in whole), Decimal(0))  # type: ignore[operator]  # filtered above
    if not weight:
        return dict.fromkeys(kinds)
    parts: dict[str, Decimal | None] = {}
    first, *others = kinds
    for name in others:
        part = sum(((row.components.get(name) or 0) * row.pupils for row in whole), Decimal(0))  # type: ignore[operator]  # filtered above
        parts[name] = internal(base * part / weight)
    rest = base - sum((value for value in parts.values() if value is not None), Decimal(0))
    return {first: rest, **parts}


Line = tuple[PriceKey, Mapping[str, Decimal | None], Price]


def canonical_line(key: PriceKey, components: Mapping[str, Decimal | None], price: Price) -> str:
    """One row as the checksum reads it: codes and whole kronor with semicolons between.

    A kind of cost that not every list has is there when the list has it.
    """
    names = [name for name in KINDS if name in COMPONENTS or name in components]
    amounts = [*(components.get(name) for name in names), price.base, price.administration, price.ike,
               price.vat, price.independent]  # fmt: skip
    shown = ["" if value is None else str(rounded(value, 0)) for value in amounts]
    return ";".join((key.code, key.orientation, key.cohort, key.form, *shown))


def checksum(lines: Sequence[Line]) -> str:
    """SHA-256 over the rows in order, one a line, in UTF-8: anyone can make it again from the CSV file."""
    text = "".join(f"{canonical_line(*line)}\n" for line in sorted(lines, key=lambda line: line[0]))
    return sha256(text.encode()).hexdigest()
