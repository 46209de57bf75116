"""Hospital–residents instances as JSON. The format is told in docs/engine.md; every fault has a line and column."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from gemensam.rules.allocation.instances import Groups, Instance, InstanceFault, InstanceFaultCode

_TOKEN: Final = re.compile(
    r'[ \t\r\n]*(?P<mark>[\[\]{}:,]|"(?:[^"\\\x00-\x1f]|\\.)*"|-?\d+(?![\d.eE])|-?\d[\d.eE+-]*|true|false|null|$)'
)
_DEPTH: Final = 5
_PARTS: Final = ("residents", "hospitals", "capacities")


@dataclass(frozen=True, slots=True)
class _Source:
    """A text, and which of several it is."""

    text: str
    part: int


@dataclass(frozen=True, slots=True)
class _Value:
    """A value and where it begins. content: text, int, other, list of values or list of (key, value)."""

    content: "str | int | list[_Value] | dict[str, _Value] | None"
    offset: int
    keys: "Mapping[str, int] | None" = None  # where each key of an object begins


def read_json(text: str, hospitals: str | None = None, capacities: str | None = None) -> Instance:
    """Read one object with all parts, or the three parts as texts of their own: docs/engine.md.

    InstanceFault with line and column, in the text where the fault is.
    """
    if hospitals is not None or capacities is not None:
        if hospitals is None or capacities is None:
            raise InstanceFault(InstanceFaultCode.PART_MISSING, subject=_PARTS[1 if hospitals is None else 2])
        sources = [_Source(one, number) for number, one in enumerate((text, hospitals, capacities))]
        return _instance(*((one, _Parser(one).whole()) for one in sources))
    source = _Source(text, 0)
    value = _Parser(source).whole()
    found = _object(source, value)
    if unknown := next((key for key in found if key not in _PARTS), None):
        raise _fault(source, InstanceFaultCode.PART_UNKNOWN, (value.keys or {})[unknown], unknown)
    if missing := next((key for key in _PARTS[:2] if key not in found), None):
        raise _fault(source, InstanceFaultCode.PART_MISSING, value.offset, missing)
    empty = _Value({}, value.offset, {})
    return _instance(*((source, found.get(key, empty)) for key in _PARTS))


def write_json(instance: Instance) -> str:
    """Write one object with all parts; equals stand in a list of their own. docs/engine.md."""
    content = {
        "residents": {name: list(wanted) for name, wanted in instance.residents.items()},
        "hospitals": {
            name: [group[0] if len(group) == 1 else list(group) for group in groups]
            for name, groups in instance.hospitals.items()
        },
        "capacities": dict(instance.capacities),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


_Part = tuple[_Source, _Value]


def _instance(residents: _Part, hospitals: _Part, capacities: _Part) -> Instance:
    wanted = _object(*residents)
    ranking: dict[str, _Value] = {}
    seats = {name: (capacities[0], value) for name, value in _object(*capacities).items()}
    text = hospitals[0]
    for name, value in _object(*hospitals).items():
        ranking[name] = value
        if isinstance(value.content, dict):
            own = value.content
            if unknown := next((key for key in own if key not in {"capacity", "preferences"}), None):
                raise _fault(text, InstanceFaultCode.PART_UNKNOWN, (value.keys or {})[unknown], unknown)
            if "preferences" not in own:
                raise _fault(text, InstanceFaultCode.PART_MISSING, value.offset, "preferences")
            ranking[name] = own["preferences"]
            if "capacity" in own:
                seats[name] = (text, own["capacity"])
        if name not in seats:
            raise _fault(text, InstanceFaultCode.CAPACITY_MISSING, value.offset, name)
    for name, (where, value) in seats.items():
        if name not in ranking:
            raise _fault(where, InstanceFaultCode.UNKNOWN_HOSPITAL, value.offset, name)
    read_wanted = _reader(residents[0], ranking, InstanceFaultCode.UNKNOWN_HOSPITAL)
    read_ranked = _reader(text, wanted, InstanceFaultCode.UNKNOWN_RESIDENT)
    return Instance(
        residents={name: _strict(residents[0], value, read_wanted) for name, value in wanted.items()},
        hospitals={name: read_ranked(value) for name, value in ranking.items()},
        capacities={name: _capacity(*seats[name]) for name in ranking},
    )


def _reader(
    text: _Source, known: Mapping[str, object], code: InstanceFaultCode
) -> Callable[[_Value], Groups]:
    """A function that reads a list of names and of lists of equal names."""

    def name_of(value: _Value, seen: set[str]) -> str:
        name = _name(text, value)
        if name not in known:
            raise _fault(text, code, value.offset, name)
        if name in seen:
            raise _fault(text, InstanceFaultCode.LISTED_TWICE, value.offset, name)
        seen.add(name)
        return name

    def read(value: _Value) -> Groups:
        if not isinstance(value.content, list):
            raise _fault(text, InstanceFaultCode.LIST_INVALID, value.offset)
        seen: set[str] = set()
        groups = []
        for one in value.content:
            equals = one.content if isinstance(one.content, list) else [one]
            groups.append(tuple(name_of(equal, seen) for equal in equals))
        return tuple(group for group in groups if group)

    return read


def _strict(text: _Source, value: _Value, read: Callable[[_Value], Groups]) -> tuple[str, ...]:
    groups = read(value)
    if any(len(group) > 1 for group in groups):
        raise _fault(text, InstanceFaultCode.TIE_OF_RESIDENT, value.offset)
    return tuple(group[0] for group in groups)


def _name(text: _Source, value: _Value) -> str:
    if not isinstance(value.content, str | int) or value.content == "":
        raise _fault(text, InstanceFaultCode.NAME_INVALID, value.offset)
    return str(value.content)


def _capacity(text: _Source, value: _Value) -> int:
    if not isinstance(value.content, int) or not 0 <= value.content < 2**31:
        raise _fault(text, InstanceFaultCode.CAPACITY_INVALID, value.offset)
    return value.content


def _object(text: _Source, value: _Value) -> dict[str, _Value]:
    if not isinstance(value.content, dict):
        raise _fault(text, InstanceFaultCode.SYNTAX, value.offset, "{")
    return value.content


def _fault(text: _Source, code: InstanceFaultCode, offset: int, subject: str = "") -> InstanceFault:
    line = text.text.count("\n", 0, offset) + 1
    column = offset - text.text.rfind("\n", 0, offset)
    return InstanceFault(code, line, column, subject[:80], text.part)


class _Parser:
    """JSON with the place of every value, and no key twice."""

    def __init__(self, source: _Source) -> None:
        self.source = source
        self.text = source.text
        self.offset = 0  # of the mark
        self.mark = ""
        self.end = 0

    def whole(self) -> _Value:
        self._next()
        value = self._value(0)
        if self.mark:
            raise self._unexpected()
        return value

    def _next(self) -> None:
        found = _TOKEN.match(self.text, self.end)
        if found is None:
            rest = self.text[self.end :]
            self.offset = self.end + len(rest) - len(rest.lstrip(" \t\r\n"))
            self.mark = self.text[self.offset : self.offset + 10]
            raise self._unexpected()
        self.mark, self.offset, self.end = found["mark"], found.start("mark"), found.end()

    def _unexpected(self) -> InstanceFault:
        return _fault(self.source, InstanceFaultCode.SYNTAX, self.offset, self.mark)

    def _value(self, depth: int) -> _Value:
        start, mark = self.offset, self.mark
        if depth > _DEPTH or mark in {"", "]", "}", ":", ","}:
            raise self._unexpected()
        if mark == "{":
            return self._members(start, depth)
        if mark == "[":
            return self._items(start, depth)
        self._next()
        if mark[0] == '"':
            return _Value(self._string(mark, start), start)
        return _Value(int(mark) if mark.lstrip("-").isdecimal() else None, start)

    def _string(self, mark: str, start: int) -> str:
        try:
            text: str = json.loads(mark)
        except ValueError:
            raise _fault(self.source, InstanceFaultCode.SYNTAX, start, mark) from None
        return text

    def _items(self, start: int, depth: int) -> _Value:
        items: list[_Value] = []
        self._next()
        while self.mark != "]":
            if items:
                self._expect(",")
            items.append(self._value(depth + 1))
        self._next()
        return _Value(items, start)

    def _members(self, start: int, depth: int) -> _Value:
        members: dict[str, _Value] = {}
        keys: dict[str, int] = {}
        self._next()
        while self.mark != "}":
            if members:
                self._expect(",")
            if not self.mark.startswith('"'):
                raise self._unexpected()
            key, place = self._string(self.mark, self.offset), self.offset
            if key in members:
                raise _fault(self.source, InstanceFaultCode.NAME_TWICE, place, key)
            self._next()
            self._expect(":")
            members[key], keys[key] = self._value(depth + 1), place
        self._next()
        return _Value(members, start, keys)

    def _expect(self, mark: str) -> None:
        if self.mark != mark:
            raise self._unexpected()
        self._next()
