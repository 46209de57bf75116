"""What can be wrong with a reported row, told as codes: errors, warnings that need a comment, information.

The components are those of skollagen 16 kap. 53 §. Published rows miss their own sums by one krona because each
column is rounded by itself (practice), so one krona is information and never an error.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal
from enum import StrEnum
from typing import Final

from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.codes import NAMES, PriceKey
from gemensam.rules.pricing.components import COMPONENTS, PriceRules, base_of, build_price

ROUNDING: Final = 1  # kronor that display rounding may take or give
FEWEST_FOR_MEDIAN: Final = 3


class Level(StrEnum):
    """How grave a finding is. The value is the stored code."""

    ERROR = "error"  # must be put right before the report is sent
    WARNING = "warning"  # may stand, with a comment that says why
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one row. ``field`` is the part of the row it is about; ``facts`` are numbers and codes."""

    level: Level
    code: str
    field: str = ""
    facts: Mapping[str, Decimal | int | str] = made(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a row may be from others before it needs a word of explanation: the region's own choice (policy)."""

    change: Decimal = Decimal("0.10")
    median: Decimal = Decimal("0.25")
    national: Decimal = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class Row:
    """A reported row as it is judged. Stated amounts are what the municipality has itself added up, if it has."""

    key: PriceKey
    components: Mapping[str, Decimal | None]
    pupils: Decimal | None
    stated_base: Decimal | None = None
    stated_administration: Decimal | None = None
    stated_total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is compared with. ``others``: the bases that other municipalities report for the same."""

    flat: Mapping[str, Decimal | None] = made(default_factory=dict)
    last_year: Decimal | None = None
    others: Sequence[Decimal] = ()
    national: Decimal | None = None  # the national list's amount, meals and VAT included
    rules: PriceRules = made(default_factory=PriceRules)
    limits: Limits = made(default_factory=Limits)
    kinds: Sequence[str] = COMPONENTS


def check_sum(parts: Sequence[Decimal], total: Decimal, *, rules: PriceRules | None = None) -> Finding | None:
    """Whether parts add up to the shown total (practice of published tables: one krona is rounding).

    A fault names the difference, and the first part that would fit when the last is a share of it.
    """
    difference = abs(sum(parts, Decimal(0)) - total)
    if not difference:
        return None
    facts: dict[str, Decimal | int | str] = {"difference": difference}
    if difference <= ROUNDING:
        return Finding(Level.INFO, "rounding", "total", facts)
    if rules is not None and len(parts) == 2:
        fits = total - parts[1]
        if abs(build_price(fits, rules).administration - parts[1]) <= ROUNDING:
            facts["fits"] = fits
    return Finding(Level.ERROR, "arithmetic", "total", facts)


def check_administration(base: Decimal, shown: Decimal, rules: PriceRules) -> Finding | None:
    """Whether a shown administration is the standard rate of its base (gymnasieförordningen 13 kap. 3 §)."""
    expected = rounded(build_price(base, rules).administration, 0)
    difference = abs(expected - shown)
    if not difference:
        return None
    level = Level.INFO if difference <= ROUNDING else Level.ERROR
    code = "rounding" if level is Level.INFO else "administration"
    return Finding(level, code, "administration", {"difference": difference, "expected": expected})


def check_row(row: Row, around: Surroundings) -> tuple[Finding, ...]:
    """Everything that can be said of one row by itself and beside others (skollagen 16 kap. 53 §), gravest first."""
    found: list[Finding] = []
    if (row.key.code, row.key.orientation) not in NAMES:
        found.append(Finding(Level.ERROR, "code_unknown", "code", {"code": row.key.label}))
    found += _components(row, around)
    base = base_of(row.components, around.flat, around.kinds)
    found += _pupils(row, base)
    found += _stated(row, base, around.rules)
    if base:
        found += _beside_others(base, around)
    order = list(Level)
    return tuple(sorted(found, key=lambda one: order.index(one.level)))


def _components(row: Row, around: Surroundings) -> list[Finding]:
    found = []
    for name in around.kinds:
        value = row.components.get(name)
        if value is None and around.flat.get(name) is None:
            found.append(Finding(Level.ERROR, "component_missing", name))
        elif value is not None and value < 0:
            found.append(Finding(Level.ERROR, "negative", name))
    return found


def _pupils(row: Row, base: Decimal | None) -> list[Finding]:
    if row.pupils is None:
        return [Finding(Level.ERROR, "pupils_missing", "pupils")]
    if row.pupils < 0:
        return [Finding(Level.ERROR, "negative", "pupils")]
    if not row.pupils and base:
        return [Finding(Level.WARNING, "pupils_zero", "pupils")]
    return []


def _stated(row: Row, base: Decimal | None, rules: PriceRules) -> list[Finding]:
    found: list[Finding | None] = []
    if base is not None and row.stated_base is not None:
        found.append(check_sum([base], row.stated_base))
    start = row.stated_base if row.stated_base is not None else base
    if start is not None and row.stated_total is not None:
        shown = row.stated_administration
        if shown is None:
            shown = rounded(build_price(start, rules).administration, 0)
        found.append(check_sum([start, shown], row.stated_total, rules=rules))
    return [one for one in found if one is not None]


def _beside_others(base: Decimal, around: Surroundings) -> list[Finding]:
    found = []
    if around.last_year:
        found += _distance(base, around.last_year, around.limits.change, Level.WARNING, "change")
    others = sorted([*around.others, base])
    if len(others) >= FEWEST_FOR_MEDIAN:
        half = len(others) // 2
        middle = others[half] if len(others) % 2 else (others[half - 1] + others[half]) / 2
        if middle:
            found += _distance(base, middle, around.limits.median, Level.WARNING, "far_from_median")
    if around.national:
        independent = build_price(base, around.rules).independent
        found += _distance(
            independent, around.national, around.limits.national, Level.INFO, "far_from_national"
        )
    return found


def _distance(value: Decimal, other: Decimal, limit: Decimal, level: Level, code: str) -> list[Finding]:
    share = (value - other) / other
    if abs(share) <= limit:
        return []
    return [Finding(level, code, "base", {"per_cent": rounded(share * 100, 1), "other": other})]


def copied_values(bases: Mapping[PriceKey, Decimal]) -> dict[PriceKey, tuple[PriceKey, ...]]:
    """Programmes with the same base to the krona as another programme: perhaps a copied value (practice).

    Orientations of one programme, cohorts and forms may well share a price and are not told.
    """
    by_value: dict[Decimal, list[PriceKey]] = defaultdict(list)
    for key, base in bases.items():
        if base:
            by_value[rounded(base, 0)].append(key)
    found = {}
    for keys in by_value.values():
        for key in keys:
            same = tuple(sorted(other for other in keys if other.code != key.code))
            if same:
                found[key] = same
    return found
