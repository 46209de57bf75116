"""round.toml → the settings of the round."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from gemensam.domains.admissions.bundle.faults import NO_COLUMN, WHOLE_FILE, FaultCode, FaultList
from gemensam.domains.admissions.bundle.layout import DEFAULT_RANKING, ROUND_FILE, ROUND_KINDS
from gemensam.domains.admissions.bundle.values import moment_microseconds
from gemensam.rules import eligibility, merit
from gemensam.rules.selection import CRITERIA, DEFAULT_RULE, RankingRule

BLOCK_GRADES: Final = ("weighted", "single")
FIRST_YEAR: Final = 2011  # A–F began to count for education starting then
LAST_YEAR: Final = 2200
LOTTERY: Final = "lottery"
_SEED = re.compile(r"[0-9a-fA-F]{64}", re.ASCII)
_KEYS = ("year", "kind", "rules", "grade_cutoff", "lottery_seed", "ranking", "merit")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SYNTAX_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """What round.toml says. `grade_cutoff`: microseconds since 1970 (UTC), None = every grade counts.

    `lottery_seed`: the text as it is written, empty where none is given. `rankings`: by name, always with
    "default".
    """

    year: int
    kind: str
    rules: str
    grade_cutoff: int | None
    lottery_seed: str
    rankings: Mapping[str, RankingRule]
    declared_rankings: frozenset[str]
    block_grades: str


class _RoundFile:
    """The parsed file with the line of each key, for faults."""

    def __init__(self, text: str, content: dict[str, Any], faults: FaultList) -> None:
        self.content = content
        self._lines = text.split("\n")
        self._faults = faults

    def fault(self, key: str, code: FaultCode, **facts: str | int) -> None:
        self._faults.add(ROUND_FILE, self._line(key), key, code, **facts)

    def _line(self, key: str) -> int:
        """The line where the last part of the key is written, below the header of its table if it has one."""
        *tables, last = key.split(".")
        start = 0
        header = re.compile(
            r"\s*\[\s*" + r"\s*\.\s*".join(f"[\"']?{re.escape(t)}[\"']?" for t in tables) + r"\s*\]"
        )
        named = re.compile(rf"\s*\[?[\w.\"' -]*?[\"']?{re.escape(last)}[\"']?\s*[\]=.]")
        if tables:
            start = next((number for number, line in enumerate(self._lines) if header.match(line)), 0)
        for number, line in enumerate(self._lines[start:], start=start + 1):
            if named.match(line):
                return number
        return WHOLE_FILE


def read_settings(data: bytes, faults: FaultList) -> RoundSettings | None:
    """Read round.toml; every fault is noted. None when there is a fault."""
    text = _decode(data, faults)
    try:
        content = tomllib.loads(text)
    except (
        ValueError,
        RecursionError,
    ) as error:  # ValueError: also a number of more digits than Python reads
        line = _SYNTAX_LINE.search(str(error))
        faults.add(
            ROUND_FILE, int(line[1]) if line else text.count("\n") + 1, NO_COLUMN, FaultCode.TOML_SYNTAX
        )
        return None
    found = FaultList()
    file = _RoundFile(text, content, found)
    for key in content:
        if key not in _KEYS:
            file.fault(key, FaultCode.KEY_UNKNOWN)
    rankings = _rankings(file)
    settings = RoundSettings(
        year=_year(file),
        kind=_word(file, "kind", ROUND_KINDS),
        rules=_rules(file),
        grade_cutoff=_grade_cutoff(file),
        lottery_seed=_seed(file),
        rankings={DEFAULT_RANKING: DEFAULT_RULE, **rankings},
        declared_rankings=frozenset(rankings),
        block_grades=_block_grades(file),
    )
    faults.extend(found)
    return None if found else settings


def note_missing_seed(settings: RoundSettings, used_rankings: frozenset[str], faults: FaultList) -> None:
    """A lottery needs a seed: in every ranking rule that is declared or used by an offering."""
    names = settings.declared_rankings | (used_rankings & set(settings.rankings))
    if not settings.lottery_seed and any(LOTTERY in settings.rankings[name].order for name in names):
        faults.add(ROUND_FILE, WHOLE_FILE, "lottery_seed", FaultCode.SEED_MISSING)


def _decode(data: bytes, faults: FaultList) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        faults.add(ROUND_FILE, 1, NO_COLUMN, FaultCode.BYTE_ORDER_MARK)
        data = data[3:]
    if b"\r" in data:
        faults.add(
            ROUND_FILE, data.count(b"\n", 0, data.index(b"\r")) + 1, NO_COLUMN, FaultCode.CARRIAGE_RETURN
        )
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.add(ROUND_FILE, data.count(b"\n", 0, error.start) + 1, NO_COLUMN, FaultCode.NOT_UTF8)
        return data.decode("utf-8", errors="replace")


def _year(file: _RoundFile) -> int:
    value = _required(file, "year")
    if value is None:
        return 0
    if not isinstance(value, int) or isinstance(value, bool):
        file.fault("year", FaultCode.NOT_INTEGER)
        return 0
    if value < FIRST_YEAR:
        file.fault("year", FaultCode.BELOW_MINIMUM, value=str(value), min=FIRST_YEAR)
    elif value > LAST_YEAR:
        file.fault("year", FaultCode.ABOVE_MAXIMUM, value=str(value), max=LAST_YEAR)
    return value


def _required(file: _RoundFile, key: str) -> Any:
    if key not in file.content:
        file.fault(key, FaultCode.KEY_MISSING)
        return None
    return file.content[key]


def _text(file: _RoundFile, key: str) -> str:
    value = _required(file, key)
    if value is None:
        return ""
    if not isinstance(value, str):
        file.fault(key, FaultCode.NOT_TEXT)
        return ""
    return value


def _word(file: _RoundFile, key: str, allowed: tuple[str, ...]) -> str:
    value = _text(file, key)
    if isinstance(file.content.get(key), str) and value not in allowed:
        file.fault(key, FaultCode.NOT_IN_LIST, value=value, allowed=", ".join(allowed))
    return value


def _rules(file: _RoundFile) -> str:
    value = _text(file, "rules")
    if isinstance(file.content.get("rules"), str) and not (
        value in merit.RULES and value in eligibility.RULES
    ):
        file.fault("rules", FaultCode.RULES_UNKNOWN, value=value, allowed=", ".join(sorted(merit.RULES)))
    return value


def _grade_cutoff(file: _RoundFile) -> int | None:
    value = file.content.get("grade_cutoff")
    if value is None:
        return None
    if isinstance(value, datetime):
        if value.tzinfo is None:
            file.fault("grade_cutoff", FaultCode.DATE_TIME_WITHOUT_ZONE, value=value.isoformat())
            return None
        return (value - _EPOCH) // timedelta(microseconds=1)
    if not isinstance(value, str):
        file.fault("grade_cutoff", FaultCode.DATE_TIME_INVALID, value=str(value))
        return None
    moment = moment_microseconds(value)
    if isinstance(moment, FaultCode):
        file.fault("grade_cutoff", moment, value=value)
        return None
    return moment


def _seed(file: _RoundFile) -> str:
    if "lottery_seed" not in file.content:
        return ""
    value = file.content["lottery_seed"]
    if not isinstance(value, str) or _SEED.fullmatch(value) is None:
        file.fault("lottery_seed", FaultCode.SEED_INVALID)  # a seed may be secret: it is not printed
        return ""
    return value


def _rankings(file: _RoundFile) -> dict[str, RankingRule]:
    tables = file.content.get("ranking", {})
    if not isinstance(tables, dict):
        file.fault("ranking", FaultCode.NOT_TABLE)
        return {}
    rankings = {}
    for name, table in tables.items():
        path = f"ranking.{name}"
        if not isinstance(table, dict):
            file.fault(path, FaultCode.NOT_TABLE)
            continue
        for key in table:
            if key != "order":
                file.fault(f"{path}.{key}", FaultCode.KEY_UNKNOWN)
        if "order" not in table:
            file.fault(path, FaultCode.KEY_MISSING)
            continue
        rankings[name] = RankingRule(name, _order(file, f"{path}.order", table["order"]))
    return rankings


def _order(file: _RoundFile, path: str, order: Any) -> tuple[str, ...]:
    if not isinstance(order, list) or not all(isinstance(one, str) for one in order):
        file.fault(path, FaultCode.NOT_TEXT_LIST)
        return ()
    for criterion in dict.fromkeys(order):
        if criterion not in CRITERIA:
            file.fault(path, FaultCode.CRITERION_UNKNOWN, value=criterion, allowed=", ".join(CRITERIA))
        if order.count(criterion) > 1:
            file.fault(path, FaultCode.CRITERION_TWICE, value=criterion)
    if LOTTERY in order[:-1]:
        file.fault(path, FaultCode.CRITERION_AFTER_LOTTERY)
    return tuple(order)


def _block_grades(file: _RoundFile) -> str:
    table = file.content.get("merit", {})
    if not isinstance(table, dict):
        file.fault("merit", FaultCode.NOT_TABLE)
        return BLOCK_GRADES[0]
    for key in table:
        if key != "block_grades":
            file.fault(f"merit.{key}", FaultCode.KEY_UNKNOWN)
    value = table.get("block_grades", BLOCK_GRADES[0])
    if value not in BLOCK_GRADES:
        shown = value if isinstance(value, str) else str(value)
        file.fault("merit.block_grades", FaultCode.NOT_IN_LIST, value=shown, allowed=", ".join(BLOCK_GRADES))
        return BLOCK_GRADES[0]
    return str(value)
