"""The cache that all processes share: as Django's, and a change of it is never lost."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing import get_context

import pytest
import time_machine
from django.core.cache import cache

from gemensam.foundation.access.models import SharedCacheRow
from gemensam.foundation.access.shared_cache import clear_expired
from tests.crashes import CrashDatabase

WRITERS, EACH = 3, 20
PATIENCE = 60  # seconds at the barrier


@pytest.mark.django_db
def test_add_gives_the_key_to_the_first_and_to_the_next_when_it_has_expired(django_assert_num_queries):
    with time_machine.travel(datetime(2027, 7, 1, 9, 0, tzinfo=UTC), tick=False) as now:
        with django_assert_num_queries(3):
            assert cache.add("lock", 1, 10) is True
            assert cache.add("lock", 2, 10) is False
            assert cache.get("lock") == 1
        now.shift(11)
        assert cache.add("lock", 3, 10) is True
        assert cache.get("lock") == 3


@pytest.mark.django_db
def test_change_sees_what_is_there_and_nothing_that_has_expired(django_assert_num_queries):
    seen = []

    def more(present):
        seen.append(dict(present))
        return {"a": 2}

    with time_machine.travel(datetime(2027, 7, 1, 9, 0, tzinfo=UTC), tick=False) as now:
        cache.set_many({"a": 1, "b": 1}, 10)
        with django_assert_num_queries(4):  # two, and a savepoint of the test's transaction
            cache.change({"a": 20, "b": 20, "c": 20}, more)
        now.shift(11)
        cache.change({"a": 20, "b": 20}, more)
        assert seen == [{"a": 1, "b": 1, "c": None}, {"a": 2, "b": None}]
        assert (cache.get("a"), cache.get("b"), cache.get("c")) == (2, None, None)


@pytest.mark.django_db
def test_clear_expired_leaves_what_still_counts():
    now = datetime(2027, 7, 1, 9, 0, tzinfo=UTC)
    with time_machine.travel(now, tick=False):
        cache.set("old", 1, 10)
        cache.set("new", 1, 1000)
    assert clear_expired(datetime(2027, 7, 1, 9, 1, tzinfo=UTC)) == 1
    assert [row.cache_key for row in SharedCacheRow.objects.all()] == [":1:new"]


def _more(present: dict[str, list[int] | None]) -> dict[str, list[int]]:
    """What is there and one more; slow enough for others to come between."""
    time.sleep(0.002)
    return {"tries": [*(present["tries"] or []), 1]}


def _change_together() -> None:
    cache.change({"tries": 600}, _more)


def _read_then_write() -> None:
    cache.set("tries", _more({"tries": cache.get("tries")})["tries"], 600)


def _change_many_times(begin, change: Callable[[], None]) -> None:
    """All begin together, however long each took to start."""
    begin.wait(PATIENCE)
    for _ in range(EACH):
        change()


def _changed_by_many(database: CrashDatabase, change: Callable[[], None]) -> int:
    """How many changes there are when several processes have each made twenty."""
    database.run(cache.delete, "tries")
    begin = get_context("fork").Barrier(WRITERS)
    running = [database.start(_change_many_times, begin, change) for _ in range(WRITERS)]
    for each in running:
        each.end()
    return len(database.run(cache.get, "tries").value)


@pytest.mark.crash
@pytest.mark.slow
def test_change_by_many_processes_loses_none(crash_database: CrashDatabase):
    assert _changed_by_many(crash_database, _change_together) == WRITERS * EACH
    assert _changed_by_many(crash_database, _read_then_write) < WRITERS * EACH  # the control
