"""Orders in PrefLib's text formats SOC, SOI, TOC and TOI, and instances made of them. docs/engine.md tells how.

A file holds one side: who orders (the voters, one line each here) and what is ordered (the alternatives). An
instance is the residents' file, and the hospitals' file where hospitals do not hold everybody equal.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gemensam.rules.allocation.instances import Groups, Instance, InstanceFault, InstanceFaultCode

TYPES: Final = ("soc", "soi", "toc", "toi")
_HEADER: Final = re.compile(r"#\s*([A-Z][A-Z ]*?)(?:\s+(\d+))?\s*:\s*(.*?)\s*")
_ITEM: Final = re.compile(r"\s*(\d+)\s*|\s*\{\s*(\d+(?:\s*,\s*\d+)*)?\s*\}\s*")
_COUNT: Final = re.compile(r"\s*(\d+)\s*:")


@dataclass(frozen=True, slots=True)
class Orders:
    """One file. names: of the alternatives, from number 1. orders: by voter, alternatives from number 1, best first.

    capacities: by alternative's number, from our own header `CAPACITY n`; empty where there is none.
    """

    names: tuple[str, ...]
    orders: tuple[tuple[tuple[int, ...], ...], ...]
    capacities: Mapping[int, int]


def read_preflib(text: str) -> Orders:
    """Read a file of orders; InstanceFault with line and column. Format: docs/engine.md.

    A line with a count stands for as many voters.
    """
    headers: dict[tuple[str, int], tuple[int, str]] = {}
    lines: list[tuple[int, int, tuple[tuple[int, ...], ...]]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            if found := _HEADER.fullmatch(line):
                headers[found[1], int(found[2] or 0)] = number, found[3]
        elif line.strip():
            lines.append((number, *_order(number, line)))
    names = _names(headers)
    for number, _, groups in lines:
        _check_order(number, groups, len(names), headers)
    for key, told in (
        ("NUMBER VOTERS", sum(count for _, count, _ in lines)),
        ("NUMBER UNIQUE ORDERS", len(lines)),
    ):
        where, value = headers.get((key, 0), (0, str(told)))
        if value != str(told):
            raise InstanceFault(InstanceFaultCode.HEADER_WRONG, where, 1, key)
    return Orders(
        names=names,
        orders=tuple(groups for _, count, groups in lines for _ in range(count)),
        capacities=_capacities(headers, len(names)),
    )


def write_preflib(orders: Orders, title: str = "") -> str:
    """Write a file of orders, one line per voter, of the narrowest type that holds them. Format: docs/engine.md."""
    tied = any(len(group) > 1 for groups in orders.orders for group in groups)
    complete = all(sum(map(len, groups)) == len(orders.names) for groups in orders.orders)
    head = [
        f"# TITLE: {' '.join(title.split())}",
        f"# DATA TYPE: {'t' if tied else 's'}o{'c' if complete else 'i'}",
        f"# NUMBER ALTERNATIVES: {len(orders.names)}",
        f"# NUMBER VOTERS: {len(orders.orders)}",
        f"# NUMBER UNIQUE ORDERS: {len(orders.orders)}",
        *(f"# ALTERNATIVE NAME {number}: {name}" for number, name in enumerate(orders.names, start=1)),
        *(f"# CAPACITY {number}: {seats}" for number, seats in sorted(orders.capacities.items())),
    ]
    lines = [
        "1: "
        + ",".join(
            str(group[0]) if len(group) == 1 else f"{{{','.join(map(str, group))}}}" for group in groups
        )
        for groups in orders.orders
    ]
    return "".join(f"{line}\n" for line in [*head, *lines])


def instance_of(residents: Orders, hospitals: Orders | None = None) -> Instance:
    """The instance of two files, each naming the other's voters in their order. Format: docs/engine.md.

    Without the second file residents are named 1, 2 … and every hospital holds all of them equal. A hospital has
    one seat where no capacity is told. InstanceFault: the files do not fit, or a resident's order has ties.
    """
    people = tuple(str(number + 1) for number in range(len(residents.orders)))
    if hospitals is not None:
        people = hospitals.names
        if len(people) != len(residents.orders) or len(hospitals.orders) != len(residents.names):
            raise InstanceFault(InstanceFaultCode.SIDES_DIFFER)
    for names in (people, residents.names):
        if len(set(names)) != len(names):
            twice = next(one for place, one in enumerate(names) if one in names[:place])
            raise InstanceFault(InstanceFaultCode.NAME_TWICE, subject=twice)
    if any(len(group) > 1 for groups in residents.orders for group in groups):
        raise InstanceFault(InstanceFaultCode.TIE_OF_RESIDENT)
    wanted = [tuple(one for (one,) in _named(groups, residents.names)) for groups in residents.orders]
    ranked: Sequence[Groups] = (
        [(people,) if people else ()] * len(residents.names)
        if hospitals is None
        else [_named(groups, people) for groups in hospitals.orders]
    )
    return Instance(
        residents=dict(zip(people, wanted, strict=True)),
        hospitals=dict(zip(residents.names, ranked, strict=True)),
        capacities={
            name: residents.capacities.get(number, 1) for number, name in enumerate(residents.names, start=1)
        },
    )


def orders_of(instance: Instance) -> tuple[Orders, Orders]:
    """The residents' and the hospitals' file of an instance. Format: docs/engine.md."""
    people, places = tuple(instance.residents), tuple(instance.hospitals)
    place_of = {name: number for number, name in enumerate(places, start=1)}
    person_of = {name: number for number, name in enumerate(people, start=1)}
    wanted = tuple(tuple((place_of[one],) for one in names) for names in instance.residents.values())
    ranked = tuple(
        tuple(tuple(person_of[one] for one in group) for group in groups)
        for groups in instance.hospitals.values()
    )
    capacities = {place_of[name]: seats for name, seats in instance.capacities.items()}
    return Orders(places, wanted, capacities), Orders(people, ranked, {})


def _named(groups: Sequence[tuple[int, ...]], names: tuple[str, ...]) -> Groups:
    return tuple(tuple(names[number - 1] for number in group) for group in groups)


def _order(number: int, line: str) -> tuple[int, tuple[tuple[int, ...], ...]]:
    """Count and groups of one line."""
    start = _COUNT.match(line)
    if start is None:
        raise InstanceFault(InstanceFaultCode.SYNTAX, number, 1, line[:40])
    groups: list[tuple[int, ...]] = []
    place = start.end()
    if line.rstrip().endswith(","):
        raise InstanceFault(InstanceFaultCode.SYNTAX, number, len(line.rstrip()), ",")
    while place < len(line.rstrip()):
        item = _ITEM.match(line, place)
        if item is None or (item.end() < len(line) and line[item.end()] != ","):
            column = place + 1 if item is None else item.end() + 1
            raise InstanceFault(InstanceFaultCode.SYNTAX, number, column, line[column - 1 : column + 39])
        members = item[1] or item[2] or ""
        groups.append(tuple(int(one) for one in members.split(",") if one.strip()))
        place = item.end() + 1
    return int(start[1]), tuple(group for group in groups if group)


def _names(headers: Mapping[tuple[str, int], tuple[int, str]]) -> tuple[str, ...]:
    where, value = headers.get(("NUMBER ALTERNATIVES", 0), (0, ""))
    if not value.isdecimal():
        raise InstanceFault(InstanceFaultCode.HEADER_MISSING, where, int(where > 0), "NUMBER ALTERNATIVES")
    numbered = {number: text for (key, number), (_, text) in headers.items() if key == "ALTERNATIVE NAME"}
    if len(numbered) != int(value):
        raise InstanceFault(InstanceFaultCode.HEADER_WRONG, where, 1, "NUMBER ALTERNATIVES")
    for number in range(1, int(value) + 1):
        if not numbered.get(number):
            raise InstanceFault(InstanceFaultCode.HEADER_MISSING, where, 1, f"ALTERNATIVE NAME {number}")
    return tuple(numbered[number] for number in range(1, int(value) + 1))


def _check_order(
    number: int,
    groups: tuple[tuple[int, ...], ...],
    alternatives: int,
    headers: Mapping[tuple[str, int], tuple[int, str]],
) -> None:
    listed: set[int] = set()
    for one in (one for group in groups for one in group):
        if not 1 <= one <= alternatives:
            raise InstanceFault(InstanceFaultCode.NUMBER_UNKNOWN, number, 1, str(one))
        if one in listed:
            raise InstanceFault(InstanceFaultCode.LISTED_TWICE, number, 1, str(one))
        listed.add(one)
    where, kind = headers.get(("DATA TYPE", 0), (0, "toi"))
    if kind not in TYPES:
        raise InstanceFault(InstanceFaultCode.HEADER_WRONG, where, 1, "DATA TYPE")
    if kind[0] == "s" and any(len(group) > 1 for group in groups):
        raise InstanceFault(InstanceFaultCode.TIE_NOT_ALLOWED, number, 1, kind)
    if kind[2] == "c" and len(listed) != alternatives:
        raise InstanceFault(InstanceFaultCode.NOT_COMPLETE, number, 1, kind)


def _capacities(headers: Mapping[tuple[str, int], tuple[int, str]], alternatives: int) -> dict[int, int]:
    found = {}
    for (key, number), (where, value) in headers.items():
        if key == "CAPACITY":
            if not 1 <= number <= alternatives:
                raise InstanceFault(InstanceFaultCode.NUMBER_UNKNOWN, where, 1, str(number))
            if not value.isdecimal() or int(value) >= 2**31:
                raise InstanceFault(InstanceFaultCode.CAPACITY_INVALID, where, 1, value)
            found[number] = int(value)
    return found
