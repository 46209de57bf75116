"""Worlds that many tests stand in: made once by the services, afterwards put back as rows.

A county whose round has been run, verified, approved and published takes a quarter of a second to make, and hundreds
of tests begin with one. The first test in a process that asks for it has it made, and what is written to the database
meanwhile is kept; the others get the same statements in a few batches, and a copy of what the maker returned.

A test that patches or changes settings has everything made anew, and so has one with a database that is not empty:
what it would see is then another world.
"""

import pickle
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from itertools import groupby
from operator import itemgetter
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

import pytest
from django.db import connection

Options = ParamSpec("Options")
Made = TypeVar("Made")
# Fixtures that let a test change what a maker does.
CHANGING = frozenset({"monkeypatch", "settings", "transactional_db", "live_server"})
BASIC_TABLES = ("directory_organisation", "directory_person", "access_account", "audit_entry")
EDITIONS = "directory_edition"
_WRITES = ("INSERT", "UPDATE", "DELETE")
_HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE")
_TABLE = re.compile(r'^INSERT INTO "(\w+)"')
_RETURNING = re.compile(r" RETURNING .*$", re.DOTALL)
_now = {"may": False}


@dataclass(slots=True)
class _Recording:
    """What a maker wrote: statements in order, and whether they are all that it did."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    whole: bool = True

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        kind = sql.lstrip("( ").split(" ", 1)[0].upper()
        if kind in _WRITES:
            plain = _RETURNING.sub("", sql) if kind == "INSERT" else sql
            self.statements += [(plain, one) for one in params] if many else [(plain, params)]
        elif kind not in _HARMLESS:
            self.whole = False
        return execute(sql, params, many, context)

    def tables(self) -> list[str]:
        """Those that rows were added to."""
        found = {match.group(1) for sql, _ in self.statements if (match := _TABLE.match(sql))}
        return sorted(found)


@dataclass(frozen=True, slots=True)
class _World:
    """What is put back: batches of statements, the numbers that sequences began at, and what was returned."""

    batches: list[tuple[str, list[Any]]]
    tables: list[str]
    sequences: dict[str, int]
    made: bytes


def begin(item: pytest.Item) -> None:
    """Say which test runs now: whether it may stand in a remembered world."""
    mark = item.get_closest_marker("django_db")
    real = mark is not None and bool(mark.kwargs.get("transaction"))
    _now["may"] = not real and CHANGING.isdisjoint(_asked_for(item))


def _asked_for(item: pytest.Item) -> set[str]:
    """The fixtures that the test, or a fixture of ours that it has, asks for (pytest-django's patch for every test)."""
    info = item._fixtureinfo  # type: ignore[attr-defined]  # pytest has no other door
    asked = {*info.argnames, *(name for mark in item.iter_markers("usefixtures") for name in mark.args)}
    for definitions in info.name2fixturedefs.values():
        for one in definitions:
            if not one.func.__module__.startswith("pytest_django"):
                asked |= set(one.argnames)
    return asked


def remembered(make: Callable[Options, Made]) -> Callable[Options, Made]:
    """The maker, which makes each world once in a process. Its arguments tell worlds apart by their ``repr``."""
    known: dict[str, _World | None] = {}

    @wraps(make)
    def at_hand(*arguments: Options.args, **named: Options.kwargs) -> Made:
        key = repr((connection.vendor, _stopped_clock(), arguments, sorted(named.items())))
        world = known.get(key)
        if not _now["may"] or (key in known and world is None) or not _empty(BASIC_TABLES):
            return make(*arguments, **named)
        if world is None:
            made, known[key] = _record(lambda: make(*arguments, **named))
            return made
        if not _empty(world.tables):
            return make(*arguments, **named)
        _put_back(world)
        copy: Made = pickle.loads(world.made)
        return copy

    return at_hand


def _stopped_clock() -> float | None:
    """The time, where a test has stopped it."""
    first = time.time_ns()
    return first / 1e9 if time.time_ns() == first == time.time_ns() else None


def _empty(tables: Any) -> bool:
    query = " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {query}")
        return not cursor.fetchone()[0]


def _sequences() -> dict[str, int]:
    """The last number that each sequence has given; SQLite's begin anew with the empty table."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences")
        return dict(cursor.fetchall())


def _record(make: Callable[[], Made]) -> tuple[Made, _World | None]:
    before, recording = _sequences(), _Recording()
    with connection.execute_wrapper(recording):
        made = make()
    if not recording.whole:
        return made, None
    after = _sequences()
    moved = {name: number for name, number in before.items() if after[name] != number}
    batches = [
        (sql, [values for _, values in group]) for sql, group in groupby(recording.statements, itemgetter(0))
    ]
    return made, _World(batches, recording.tables(), moved, pickle.dumps(made))


def _put_back(world: _World) -> None:
    with connection.cursor() as cursor:
        for name, number in world.sequences.items():
            cursor.execute("SELECT setval(%s, %s, %s)", [name, max(number, 1), number > 0])
        for sql, rows in world.batches:
            if len(rows) == 1:
                cursor.execute(sql, rows[0])
            else:
                cursor.executemany(sql, rows)
        # By the mark of an edition, and by ids, a process keeps what it made of the rows of the test before.
        if EDITIONS in world.tables:
            mark = uuid4() if connection.vendor == "postgresql" else uuid4().hex
            cursor.execute(f"UPDATE {EDITIONS} SET mark = %s", [mark])
    from gemensam.domains.admissions.queries import result_times
    from gemensam.interfaces.web.layout import themes

    for kept in (result_times._spread, themes._municipality):
        kept.cache_clear()
