"""Reads one cell of a table."""

from collections.abc import Callable
from decimal import InvalidOperation
from typing import TypeVar

from gemensam_verifier.report import Unreadable

YES_NO = {"yes": True, "no": False, "": False}

Value = TypeVar("Value")


def parsed(read: Callable[[str], Value], text: str, file: str, row: int, column: str) -> Value:
    """One cell through `read`. Raises Unreadable naming file, row and column."""
    try:
        return read(text)
    except (ValueError, KeyError, InvalidOperation) as error:
        raise Unreadable("bad_value", file, row, column=column, value=text) from error


def count(text: str) -> int:
    """A whole number that is not negative. Raises ValueError."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def count_or_zero(text: str) -> int:
    """The same, nothing as 0."""
    return count(text) if text else 0
