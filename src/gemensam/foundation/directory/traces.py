"""In which tables anything of a person is: one question to the database, however many tables there are.

Most people have rows in a tenth of them, so asking each for its rows would be many questions for nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID, uuid4

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import UUIDField
from django.db.models.sql.compiler import SQLCompiler

_STAND_IN: Final = uuid4()  # for the person or account, in a question that is written once in each process


@dataclass(frozen=True, slots=True)
class Trace:
    """A way from a model's rows to a person, or to an account. only: a condition on the rows."""

    label: str
    path: str
    by_account: bool
    only: tuple[tuple[str, object], ...] = ()


def found(
    traces: Iterable[Trace], *, person_id: UUID | None, accounts: Collection[UUID]
) -> dict[str, list[Trace]]:
    """Return those of the traces that lead to at least one row, by label. One query."""
    asked = [
        (trace, owner)
        for trace in traces
        for owner in (accounts if trace.by_account else [person_id] if person_id else [])
    ]
    if not asked:
        return {}
    written = [(_written(trace), owner) for trace, owner in asked]
    parameters = [
        _stored(owner) if one == _stored(_STAND_IN) else one
        for (_sql, parts), owner in written
        for one in parts
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql for (sql, _), _ in written)}", parameters)
        answers = cursor.fetchone()
    present: dict[str, list[Trace]] = {}
    for (trace, _owner), answer in zip(asked, answers, strict=True):
        if answer:
            present.setdefault(trace.label, []).append(trace)
    return present


@cache
def _written(trace: Trace) -> tuple[str, tuple[Any, ...]]:
    """The question of one trace with its parameters, where one is the stand-in."""
    rows = apps.get_model(trace.label)._default_manager.filter(**{trace.path: _STAND_IN}, **dict(trace.only))
    compiler: SQLCompiler = rows.query.exists().get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    if tuple(parameters).count(_stored(_STAND_IN)) != 1:
        raise ValueError(trace)  # it would be asked of somebody else
    return f"EXISTS ({sql})", tuple(parameters)


def _stored(owner: UUID) -> Any:
    """As the database is given it."""
    return UUIDField().get_db_prep_value(owner, connection)
