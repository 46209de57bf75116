"""The file of changes that a what-if is asked with: what may stand in it, and every fault of it at once.

docs/whatif.md shows the file. Faults are codes with the key that they concern; texts are made where they are shown.
"""

import re
import tomllib
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from gemensam.rules.selection import CRITERIA, RankingRule, ranking_faults

SELECTORS: Final = {
    "offering": "offering_id",
    "programme": "programme",
    "municipality": "municipality",
    "provider": "provider_id",
}
NUMBERS: Final = ("seats", "free_quota_seats", "test_seats", "pool_seats")
_SETTINGS: Final = (*NUMBERS, "ranking", "cancelled", "national_intake")
_MOST: Final = 1_000_000
_RELATIVE: Final = re.compile(r"([+−-])\s*([0-9]{1,7})")
_TOP: Final = ("change", "add", "area", "ranking", "merit", "lottery_seed")
_BLOCKS: Final = ("weighted", "single")
_SEED: Final = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ChangeFault:
    """key: where in the file, as `change[2].seats` (counted from 1). code and facts: what is wrong."""

    key: str
    code: str
    facts: Mapping[str, str]


class ChangesRefused(Exception):
    """The file cannot be used. ``faults``: all that is wrong with it."""

    def __init__(self, faults: tuple[ChangeFault, ...]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or, `relative`, so many more or fewer."""

    value: int
    relative: bool

    def of(self, now: int) -> int:
        """The new number."""
        return now + self.value if self.relative else self.value


@dataclass(frozen=True, slots=True)
class OfferingChange:
    """What happens to every offering that all of `where` (column → value) fits. key: where in the file."""

    key: str
    where: Mapping[str, str]
    amounts: Mapping[str, Amount]
    values: Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class NewOffering:
    """An offering that is as `like` but for `seats`; those who chose `after` get it as their next choice."""

    key: str
    offering: str
    like: str
    after: str
    seats: int


@dataclass(frozen=True, slots=True)
class AreaChange:
    """Applicants from the municipality are (not) received first hand by the provider."""

    key: str
    provider: str
    municipality: str
    first_hand: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is asked for. seed, block_grades: empty for as it is."""

    offerings: tuple[OfferingChange, ...] = ()
    new: tuple[NewOffering, ...] = ()
    areas: tuple[AreaChange, ...] = ()
    rankings: Mapping[str, RankingRule] = field(default_factory=dict)
    block_grades: str = ""
    seed: str = ""


def read_changes(data: bytes) -> Changes:
    """Read the file. Raises ChangesRefused with everything that is wrong."""
    reader = _Reader()
    if data.startswith(BOM_UTF8):
        raise ChangesRefused((ChangeFault("-", "bom", {}),))
    try:
        content = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise ChangesRefused((ChangeFault("-", "not_utf_8", {}),)) from None
    except (ValueError, RecursionError) as error:
        found = re.search(r"line (\d+), column (\d+)", str(error))
        place = f" ({found[1]}:{found[2]})" if found else ""
        raise ChangesRefused((ChangeFault("-", "toml_syntax", {"place": place}),)) from None
    reader.known("", content, _TOP)
    if not content:
        reader.fault("-", "nothing")
    changes = Changes(
        offerings=tuple(reader.change(key, table) for key, table in reader.tables(content, "change")),
        new=tuple(reader.addition(key, table) for key, table in reader.tables(content, "add")),
        areas=tuple(reader.area(key, table) for key, table in reader.tables(content, "area")),
        rankings=reader.rankings(content.get("ranking", {})),
        block_grades=reader.block_grades(content.get("merit", {})),
        seed=reader.seed(content.get("lottery_seed", "")),
    )
    if reader.faults:
        raise ChangesRefused(tuple(reader.faults))
    return changes


class _Reader:
    """Reads values and notes what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[ChangeFault] = []

    def fault(self, key: str, code: str, **facts: str) -> None:
        self.faults.append(ChangeFault(key, code, facts))

    def known(self, key: str, table: Mapping[str, Any], names: tuple[str, ...]) -> None:
        for name in table:
            if name not in names:
                self.fault(f"{key}.{name}" if key else name, "key_unknown", allowed=", ".join(names))

    def tables(self, content: Mapping[str, Any], name: str) -> list[tuple[str, Mapping[str, Any]]]:
        given = content.get(name, [])
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            self.fault(name, "not_tables", name=name)
            return []
        return [(f"{name}[{number}]", one) for number, one in enumerate(given, start=1)]

    def text(self, key: str, table: Mapping[str, Any], name: str, default: str | None = None) -> str:
        value = table.get(name, default)
        if value is None:
            self.fault(f"{key}.{name}", "key_missing")
        elif not isinstance(value, str):
            self.fault(f"{key}.{name}", "not_text")
        else:
            return value
        return ""

    def truth(self, key: str, table: Mapping[str, Any], name: str) -> bool:
        value = table.get(name)
        if not isinstance(value, bool):
            self.fault(f"{key}.{name}", "key_missing" if value is None else "not_boolean")
        return value is True

    def amount(self, key: str, value: object) -> Amount | None:
        """12 or "12" is a number, "+3" and "−3" are so many more or fewer."""
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST:
            return Amount(value, relative=False)
        found = _RELATIVE.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None or int(found[2]) > _MOST:
            self.fault(key, "not_amount", value=str(value)[:40])
            return None
        return Amount(int(found[2]) if found[1] == "+" else -int(found[2]), relative=True)

    def change(self, key: str, table: Mapping[str, Any]) -> OfferingChange:
        self.known(key, table, (*SELECTORS, "all", *_SETTINGS))
        where = {column: self.text(key, table, name) for name, column in SELECTORS.items() if name in table}
        if not where and table.get("all") is not True:
            self.fault(key, "no_selection", allowed=", ".join([*SELECTORS, "all"]))
        if not any(name in table for name in _SETTINGS):
            self.fault(key, "no_change", allowed=", ".join(_SETTINGS))
        amounts = {name: self.amount(f"{key}.{name}", table[name]) for name in NUMBERS if name in table}
        values: dict[str, str | bool] = {
            name: self.truth(key, table, name) for name in ("cancelled", "national_intake") if name in table
        }
        if "ranking" in table:
            values["ranking"] = self.text(key, table, "ranking")
        return OfferingChange(key, where, {name: one for name, one in amounts.items() if one}, values)

    def addition(self, key: str, table: Mapping[str, Any]) -> NewOffering:
        self.known(key, table, ("offering", "like", "after", "seats"))
        offering, like = self.text(key, table, "offering"), self.text(key, table, "like")
        if offering and (offering != "".join(offering.split()) or not offering.isprintable()):
            self.fault(f"{key}.offering", "not_id", value=offering[:40])
        seats = self.amount(f"{key}.seats", table["seats"]) if "seats" in table else None
        if "seats" not in table:
            self.fault(f"{key}.seats", "key_missing")
        elif seats and seats.relative:
            self.fault(f"{key}.seats", "not_absolute")
        return NewOffering(
            key, offering, like, self.text(key, table, "after", like), seats.value if seats else 0
        )

    def area(self, key: str, table: Mapping[str, Any]) -> AreaChange:
        self.known(key, table, ("provider", "municipality", "first_hand"))
        place = self.text(key, table, "municipality")
        if place and not (len(place) == 4 and place.isascii() and place.isdigit()):
            self.fault(f"{key}.municipality", "not_municipality", value=place[:40])
        return AreaChange(key, self.text(key, table, "provider"), place, self.truth(key, table, "first_hand"))

    def rankings(self, tables: object) -> dict[str, RankingRule]:
        if not isinstance(tables, dict):
            self.fault("ranking", "not_table")
            return {}
        found = {}
        for name, table in tables.items():
            key = f"ranking.{name}"
            order = table.get("order") if isinstance(table, dict) else None
            if not isinstance(order, list) or not all(isinstance(one, str) for one in order):
                self.fault(f"{key}.order", "not_text_list")
                continue
            self.known(key, table, ("order",))
            for code in ranking_faults(order):
                self.fault(f"{key}.order", code, allowed=", ".join(CRITERIA))
            found[name] = RankingRule(name, tuple(order))
        return found

    def block_grades(self, table: object) -> str:
        if not isinstance(table, dict):
            self.fault("merit", "not_table")
            return ""
        self.known("merit", table, ("block_grades",))
        value = table.get("block_grades", "")
        if value not in ("", *_BLOCKS):
            self.fault("merit.block_grades", "not_in_list", allowed=", ".join(_BLOCKS))
            return ""
        return str(value)

    def seed(self, value: object) -> str:
        if value == "":
            return ""
        if not isinstance(value, str) or _SEED.fullmatch(value) is None:
            self.fault("lottery_seed", "seed_invalid")
            return ""
        return value
