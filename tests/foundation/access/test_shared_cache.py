"""The cache that all processes share: as Django's, and a change of it is never lost."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache

from gemensam.foundation.access.models import SharedCacheRow
from gemensam.foundation.access.shared_cache import clear_expired
from tests.postgres import Postgres

WRITERS, EACH = 3, 20
CHANGE = """
import django; django.setup()
import time
from django.core.cache import cache
def more(present):
    time.sleep(0.002)
    return {"tries": [*(present["tries"] or []), 1]}
print("ready", flush=True)
input()  # all begin together, however long each took to start
for _ in range(%d):
    %s
"""
TOGETHER = 'cache.change({"tries": 600}, more)'
ONE_AFTER_THE_OTHER = 'cache.set("tries", more({"tries": cache.get("tries")})["tries"], 600)'
CLEAR = 'import django; django.setup(); from django.core.cache import cache; cache.delete("tries")'
COUNT = 'import django; django.setup(); from django.core.cache import cache; print(len(cache.get("tries")))'


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


def changed_by_many(environment: dict[str, str], how: str) -> int:
    """How many changes there are when several processes have each made twenty."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "gemensam.config.settings", **environment}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[3] / "src"), "GEMENSAM_DEMO": "1"}

    def python(*arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    assert python("-m", "django", "migrate", "access", "--verbosity=0").wait() == 0
    assert python("-c", CLEAR).wait() == 0
    writers = [python("-c", CHANGE % (EACH, how)) for _ in range(WRITERS)]
    assert [writer.stdout.readline() for writer in writers] == ["ready\n"] * WRITERS
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    assert [writer.wait() for writer in writers] == [0] * WRITERS
    return int(python("-c", COUNT).communicate()[0])


@pytest.mark.slow
@pytest.mark.postgres
def test_change_by_many_processes_on_postgresql_loses_none(postgres: Postgres):
    assert changed_by_many(postgres.environment, TOGETHER) == WRITERS * EACH
    assert changed_by_many(postgres.environment, ONE_AFTER_THE_OTHER) < WRITERS * EACH  # the control
