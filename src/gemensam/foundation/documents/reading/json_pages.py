"""JSON as open services give it: pages of objects, each object a row, each field a column.

One page, a list of pages, or pages one after the other. A page is a list of objects, or holds one (as in HAL:
``body._embedded.<name>``) with ``page.totalElements``, by which a file that is not whole is found. A page that was
fetched twice counts once. Objects one after the other, without pages, are rows too.
"""

import json
from collections.abc import Iterator
from typing import Any

from gemensam.foundation.documents.reading.delimited import decoded
from gemensam.foundation.documents.reading.found import FoundSheet, Limits, Refused

_DEPTH = 4  # how deep the list of objects may lie in a page


def read(content: bytes, limits: Limits) -> FoundSheet:
    """The objects of every page as one sheet; the first row holds the fields' names. Raises Refused."""
    text = decoded(content)
    if text.lstrip().startswith("<"):
        raise Refused("web_page")
    pages = list(_pages(text))
    lists = {json.dumps(some, sort_keys=True): some for some in map(_objects, pages)}  # a page twice is once
    objects = [one for some in lists.values() for one in some]
    if not objects and len(pages) > 1 and _all_objects(pages):
        objects = pages
    if not objects:
        raise Refused("no_objects" if pages else "empty")
    stated = max((_stated(page) for page in pages), default=0)
    if len(objects) < stated:
        raise Refused("pages_missing", found=len(objects), stated=stated)
    sheet = FoundSheet("", limits)
    columns: dict[str, int] = {}
    for number, one in enumerate(objects, start=1):
        for name, value in _fields(one):
            column = columns.setdefault(name, len(columns))
            sheet.put_text(number, column, value)
    for name, column in columns.items():
        sheet.put_text(0, column, name)
    return sheet


def _pages(text: str) -> Iterator[Any]:
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        if text[at] in " \t\r\n":
            at += 1
            continue
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as fault:
            row = text.count("\n", 0, fault.pos) + 1
            raise Refused("not_json", row=row) from fault
        except ValueError as fault:  # a number with more digits than any number has
            raise Refused("not_json", row=text.count("\n", 0, at) + 1) from fault
        is_list_of_pages = isinstance(value, list) and bool(value) and bool(_inner(value[0]))
        yield from value if is_list_of_pages else [value]


def _inner(page: Any, depth: int = _DEPTH) -> list[dict[str, Any]]:
    """The longest list of objects inside a page; nothing where there is none."""
    if not isinstance(page, dict) or depth == 0:
        return []
    lists = [value for value in page.values() if isinstance(value, list) and _all_objects(value)]
    lists += [_inner(value, depth - 1) for value in page.values()]
    return max(lists, key=len, default=[])


def _all_objects(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(one, dict) for one in values)


def _objects(page: Any) -> list[dict[str, Any]]:
    if isinstance(page, list):
        return page if _all_objects(page) else []
    return _inner(page)


def _stated(page: Any, depth: int = _DEPTH) -> int:
    """How many objects the service says there are in all; 0 where it does not say."""
    if not isinstance(page, dict) or depth == 0:
        return 0
    total = page.get("totalElements")
    if isinstance(total, int):
        return total
    return max((_stated(value, depth - 1) for value in page.values()), default=0)


def _fields(one: dict[str, Any], before: str = "", depth: int = _DEPTH) -> Iterator[tuple[str, str]]:
    """Names and texts of what is plain; a list of figures over time gives its first, which is the latest."""
    for key, value in one.items():
        name = f"{before}{key}"
        if isinstance(value, list) and _all_objects(value) and "value" in value[0]:
            value = value[0]  # noqa: PLW2901 - the latest figure stands for the series
        if isinstance(value, dict):
            if depth > 1 and key != "_links":
                yield from _fields(value, f"{name} ", depth - 1)
        elif isinstance(value, bool):
            yield name, "ja" if value else "nej"
        elif isinstance(value, str | int | float):
            yield name, str(value)
