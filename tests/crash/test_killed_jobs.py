"""Imports, preparation and publication killed (-9) before any statement: the old state or the new, never between."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash import world
from tests.crashes import CrashDatabase

pytestmark = [pytest.mark.crash, pytest.mark.slow, pytest.mark.timeout(900)]
SPREAD = 10  # statements to die at on PostgreSQL, where each fresh database takes its time


def on_postgres(database: CrashDatabase) -> bool:
    return "PGHOST" in database.environment


def maker(database: CrashDatabase, make: Callable[[], object], folder: Path) -> Callable[[], None]:
    """Make the start once; return what brings it back. On SQLite by copying, on PostgreSQL by making it again."""
    database.run(make)
    if on_postgres(database):
        return lambda: (database.fresh(), database.run(make))[0]
    used = Path(database.environment["DATABASE_URL"].removeprefix("sqlite:///"))
    kept = folder / "kept.sqlite3"
    copy(used, kept)

    def again() -> None:
        database.fresh()
        copy(kept, used)

    return again


def copy(source: Path, target: Path) -> None:
    reading, writing = sqlite3.connect(source), sqlite3.connect(target)
    reading.backup(writing)
    reading.close()
    writing.close()


def moments(database: CrashDatabase, statements: int) -> range:
    return range(1, statements + 1, max(1, statements // SPREAD) if on_postgres(database) else 1)


@pytest.mark.parametrize(
    ("make", "work"),
    [(world.make_import, world.commit), (world.make_scheduled, world.publish)],
    ids=["import", "publication"],
)
def test_killed_work_is_done_or_not_begun_and_is_finished_again(crash_database, tmp_path, make, work):
    again = maker(crash_database, make, tmp_path)
    before = crash_database.run(world.look).value
    statements = crash_database.run(work).statements
    after = crash_database.run(world.look).value
    assert before != after
    assert (before["audit"][1], after["audit"][1]) == (True, True)
    for kill_at in moments(crash_database, statements):
        again()
        assert crash_database.run(work, kill_at=kill_at).killed, kill_at
        assert crash_database.run(world.look).value in (before, after), kill_at
        crash_database.run(work)
        assert crash_database.run(world.look).value == after, kill_at


# The control is about the search, which is the same on both databases.
@pytest.mark.parametrize("crash_template", ["sqlite"], indirect=True)
def test_import_without_its_transaction_is_found_half_done(crash_database, tmp_path):
    """Negative control: the search above does find a state between."""
    again = maker(crash_database, world.make_import, tmp_path)
    before = crash_database.run(world.look).value
    statements = crash_database.run(world.commit_without_transaction).statements
    after = crash_database.run(world.look).value
    between = []
    for kill_at in range(statements - 1, 1, -4):
        again()
        crash_database.run(world.commit_without_transaction, kill_at=kill_at)
        between.append(crash_database.run(world.look).value not in (before, after))
        if any(between):
            break
    assert any(between)


# Import and publication are the ones that run on PostgreSQL.
@pytest.mark.parametrize("crash_template", ["sqlite"], indirect=True)
def test_killed_preparation_stands_at_a_whole_step_and_is_finished_with_the_same_hash(
    crash_template, tmp_path
):
    crash_template.fresh()
    again = maker(crash_template, world.make_round, tmp_path)
    allowed = [crash_template.run(world.look).value]
    statements = crash_template.run(world.prepare).statements
    after = crash_template.run(world.look).value
    again()
    while crash_template.run(world.step).value:
        allowed.append(crash_template.run(world.look).value)
    assert allowed[-1] == after
    assert len(after["results"]) == 1
    for kill_at in range(1, statements + 1):
        again()
        assert crash_template.run(world.prepare, kill_at=kill_at).killed, kill_at
        assert crash_template.run(world.look).value in allowed, kill_at
        crash_template.run(world.prepare)
        assert crash_template.run(world.look).value == after, kill_at
