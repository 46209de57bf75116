"""Columns, headings and order of a list page: the address carries the order, the page needs no script."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise

ORDER = "ordning"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. With a ``key`` one may sort by it; ``numeric`` columns are set to the right."""

    label: str | Promise
    key: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A column as the table's head shows it. ``direction``: ascending, descending or nothing."""

    label: str | Promise
    numeric: bool
    url: str = ""
    direction: str = ""


def order_of(query: QueryDict, columns: Sequence[Column], *, default: str) -> str:
    """The asked-for order as a key, with "-" before it when descending; the unknown gives the default."""
    wanted = query.get(ORDER, default)
    known = {column.key for column in columns if column.key}
    return wanted if wanted.removeprefix("-") in known else default


def headings(query: QueryDict, columns: Sequence[Column], *, default: str) -> list[Heading]:
    """The table's head: a press on a column sorts by it, a second press turns the order."""
    order = order_of(query, columns, default=default)
    return [_heading(query, column, order) for column in columns]


def _heading(query: QueryDict, column: Column, order: str) -> Heading:
    if not column.key:
        return Heading(column.label, column.numeric)
    direction = ""
    if order.removeprefix("-") == column.key:
        direction = "descending" if order.startswith("-") else "ascending"
    changed = query.copy()
    changed.pop("sida", None)  # a new order begins on the first page
    changed[ORDER] = f"-{column.key}" if direction == "ascending" else column.key
    return Heading(column.label, column.numeric, f"?{changed.urlencode()}", direction)
