"""Worlds that are put back (tests/remembered.py): the same rows, and never where a test would see another world."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from tests.factories.small_replies import SmallReplies, make_small_replies
from tests.factories.small_round import AT, organisation
from tests.remembered import EDITIONS, remembered

pytestmark = pytest.mark.django_db


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows() -> dict[str, list[str]]:
    """Every row of every table, as the database has it."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return {table: lines for table, lines in found.items() if lines}


class Counted:
    """A maker that counts."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self.calls = 0
        self.__name__ = "counted"
        self._make = make

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.calls += 1
        return self._make(*arguments, **named)


def test_world_put_back_is_the_world_that_was_made():
    maker = Counted(make_small_replies.__wrapped__)
    at_hand = remembered(maker)
    with undone():
        made, there = at_hand(applicants=7), rows()
    with undone():
        again, back = at_hand(applicants=7), rows()
    marks = there.pop(EDITIONS), back.pop(EDITIONS)
    assert back == there
    assert marks[0] != marks[1]  # so that no process takes what it has kept of the first for the second's
    assert len(there["admissions_application"]) == 7
    assert (again, maker.calls) == (made, 1)
    assert isinstance(again, SmallReplies)
    with undone():
        at_hand(applicants=6)
        assert len(rows()["admissions_application"]) == 6
    assert maker.calls == 2


def test_what_a_test_changes_in_its_copy_the_next_does_not_see():
    at_hand = remembered(Counted(make_small_replies.__wrapped__))
    for _ in range(3):
        with undone():
            made = at_hand()
            assert len(made.small.applications) == 6
            made.small.applications.clear()


def test_world_is_made_anew_where_the_database_is_not_empty():
    maker = Counted(lambda: organisation("Kansliet", "admissions_office").pk)
    at_hand = remembered(maker)
    with undone():
        at_hand()
    organisation("Annat", "municipality")
    assert at_hand() != at_hand()
    assert maker.calls == 3


def test_world_is_made_anew_where_the_test_may_patch(monkeypatch: pytest.MonkeyPatch):
    maker = Counted(lambda: organisation("Kansliet", "admissions_office").pk)
    at_hand = remembered(maker)
    for _ in range(2):
        with undone():
            at_hand()
    assert maker.calls == 2


def test_world_of_another_time_is_another():
    maker = Counted(lambda: organisation("Kansliet", "admissions_office").pk)
    at_hand = remembered(maker)
    for day in (1, 2, 2):
        with undone(), time_machine.travel(AT.replace(day=day), tick=False):
            at_hand()
    assert maker.calls == 2
