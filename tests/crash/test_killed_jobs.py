"""Imports, preparation and publication killed (-9) before any statement: the old state or the new, never between.

After each kill every row of the database is compared with the start. Where they are the same, all of them, the
work has not begun, and how it ends from there is known. Where anything differs, and at some moments in any case,
what there is is looked at and the work is done again to its end.
"""

import pytest

from tests.crash import world
from tests.crashes import CrashDatabase

pytestmark = [pytest.mark.crash, pytest.mark.slow, pytest.mark.timeout(900)]
SPREAD = 10  # statements to die at on PostgreSQL, and how often unchanged work is done again on SQLite


def moments(database: CrashDatabase, statements: int) -> range:
    """The statements to die before."""
    return range(1, statements + 1, max(1, statements // SPREAD) if on_postgres(database) else 1)


def on_postgres(database: CrashDatabase) -> bool:
    return "PGHOST" in database.environment


def stands_at(database: CrashDatabase, start: str, kill_at: int) -> bool:
    """Whether not a row differs from the start. On PostgreSQL, and now and then, the work is to be done again."""
    return not on_postgres(database) and kill_at % SPREAD != 1 and database.content() == start


@pytest.mark.parametrize(
    ("make", "work"),
    [(world.make_import, world.commit), (world.make_scheduled, world.publish)],
    ids=["import", "publication"],
)
def test_killed_work_is_done_or_not_begun_and_is_finished_again(crash_database, make, work):
    crash_database.run(make)
    again, start = crash_database.keep(), crash_database.content()
    before = crash_database.run(world.look).value
    statements = crash_database.run(work).statements
    after = crash_database.run(world.look).value
    assert before != after
    assert (before["audit"][1], after["audit"][1]) == (True, True)
    for kill_at in moments(crash_database, statements):
        again()
        assert crash_database.run(work, kill_at=kill_at).killed, kill_at
        if stands_at(crash_database, start, kill_at):
            continue
        assert crash_database.run(world.look).value in (before, after), kill_at
        crash_database.run(work)
        assert crash_database.run(world.look).value == after, kill_at


# The control is about the search, which is the same on both databases.
@pytest.mark.parametrize("crash_template", ["sqlite"], indirect=True)
def test_import_without_its_transaction_is_found_half_done(crash_database):
    """Negative control: the search above does find a state between."""
    crash_database.run(world.make_import)
    again, start = crash_database.keep(), crash_database.content()
    before = crash_database.run(world.look).value
    statements = crash_database.run(world.commit_without_transaction).statements
    after = crash_database.run(world.look).value
    between = []
    for kill_at in range(statements - 1, 1, -4):
        again()
        crash_database.run(world.commit_without_transaction, kill_at=kill_at)
        if crash_database.content() != start:
            between.append(crash_database.run(world.look).value not in (before, after))
        if any(between):
            break
    assert any(between)


def test_content_of_a_database_differs_after_one_changed_value_and_is_the_same_after_again(crash_database):
    crash_database.run(world.make_round)
    again, start = crash_database.keep(), crash_database.content()
    crash_database.run(world.rename_one_person)
    changed = crash_database.content()
    again()
    assert (changed != start, crash_database.content() == start) == (True, True)


# Import and publication are the ones that run on PostgreSQL.
@pytest.mark.parametrize("crash_template", ["sqlite"], indirect=True)
def test_killed_preparation_stands_at_a_whole_step_and_is_finished_with_the_same_hash(crash_database):
    crash_database.run(world.make_round)
    again = crash_database.keep()
    statements = crash_database.run(world.prepare).statements
    after = crash_database.run(world.look).value
    assert len(after["results"]) == 1

    # the same steps one by one, each of them killed before each of its statements
    again()
    stood, died = crash_database.run(world.look).value, 0
    while (stepped := crash_database.run(world.step)).value:
        reached = crash_database.keep()
        next_ = crash_database.run(world.look).value
        again()
        start = crash_database.content()
        for kill_at in range(1, stepped.statements + 1):
            again()
            died += crash_database.run(world.step, kill_at=kill_at).killed
            if stands_at(crash_database, start, kill_at):
                continue
            assert crash_database.run(world.look).value in (stood, next_), (stood["rounds"], kill_at)
            crash_database.run(world.prepare)
            assert crash_database.run(world.look).value == after, (stood["rounds"], kill_at)
        again, stood = reached, next_
        again()
    assert stood == after
    assert (
        died + stepped.statements == statements
    )  # every one of them; the last step only finds that all is done
