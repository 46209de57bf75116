"""What all tests share: databases, network off, a fixed time, and people who act."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_socket import socket_allow_hosts

from tests.append_only import flush_empties_the_log  # noqa: F401 - a fixture for every test
from tests.crashes import CrashDatabase, postgres_database, sqlite_database
from tests.migrated import databases_from_the_copy
from tests.postgres import Postgres
from tests.reader_at_hand import reader_at_hand, reading_process  # noqa: F401 - fixtures for every test
from tests.verifier_at_hand import verifier_at_hand, verifier_program  # noqa: F401 - fixtures for every test

pytest_plugins = ["tests.browser"]
NOW = datetime(2027, 6, 14, 10, 0, tzinfo=UTC)
PART_MARKS = ("journey", "crash", "postgres")  # a test with several belongs to the first
# Half a minute in one test: these begin first, and then the other journeys, so that what ends last is short.
LONG = frozenset({"test_at_the_hour.py", "test_year_of_prices.py", "test_round_to_result.py"})
DATABASE_FIXTURES = frozenset({"db", "transactional_db", "django_db_setup", "live_server", "postgres"})
_WHOLE_RUN = pytest.StashKey[Postgres]()


def pytest_configure(config: pytest.Config) -> None:
    """Start the PostgreSQL that ``settings_test`` points at, when the run is to use one."""
    if os.environ.get("GEMENSAM_TEST_DATABASE") == "postgres" and not hasattr(config, "workerinput"):
        config.stash[_WHOLE_RUN] = Postgres(Path(os.environ["PGHOST"])).start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what ``pytest_configure`` started."""
    server = config.stash.get(_WHOLE_RUN, None)
    if server:
        server.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Some tests may stand in a world that is remembered (tests/remembered.py)."""
    from tests import remembered

    remembered.begin(item)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse lost marks; the longest first. On PostgreSQL, leave out what uses no database: it runs with the everyday tests."""
    refuse_lost_marks(items)
    items.sort(key=lambda item: (item.path.name not in LONG, own_part(item) != "journey"))
    if os.environ.get("GEMENSAM_TEST_DATABASE") == "postgres":
        idle = [item for item in items if not uses_database(item)]
        config.hook.pytest_deselected(items=idle)
        items[:] = [item for item in items if uses_database(item)]


def uses_database(item: pytest.Item) -> bool:
    """Whether the test has a database from Django, or starts programs on a PostgreSQL."""
    if item.get_closest_marker("django_db") or item.get_closest_marker("postgres"):
        return True
    return not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def refuse_lost_marks(items: list[pytest.Item]) -> None:
    """A mark must be named in the test's file: tools/run_tests.py finds the files of a part by their text."""
    for mark in PART_MARKS:
        marked = {item.path for item in items if own_part(item) == mark}
        lost = [path.name for path in marked if f"mark.{mark}" not in path.read_text(encoding="utf-8")]
        if lost:
            raise pytest.UsageError(f"mark the tests of {', '.join(sorted(lost))} with {mark} in that file")


def own_part(item: pytest.Item) -> str | None:
    """Which part of the suite runs the test (tools/run_tests.py); None for the everyday part."""
    return next((mark for mark in PART_MARKS if item.get_closest_marker(mark)), None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """pytest-django's, before it makes the databases: let it copy one that is already migrated."""
    with databases_from_the_copy():
        yield


@pytest.fixture(autouse=True)
def _network_off() -> None:
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of one's own, for tests that start processes on it (mark them ``postgres``)."""
    server = Postgres()
    if server.programs is None:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL on this machine")
        pytest.skip("no PostgreSQL on this machine: apt install postgresql")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def crash_template(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, django_db_blocker
):
    """A database of each kind, migrated once."""
    if request.param == "sqlite":
        return sqlite_database(tmp_path_factory.mktemp("crash"), django_db_blocker.unblock)
    return postgres_database(request.getfixturevalue("postgres"), django_db_blocker.unblock)


@pytest.fixture
def crash_database(crash_template: CrashDatabase) -> CrashDatabase:
    """An empty database on which processes may be killed (see tests/crashes.py), of each kind in turn."""
    crash_template.fresh()
    return crash_template


@pytest.fixture(scope="module")
def module_database(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """For what a module makes once and its tests only read, or change and have undone: all is gone after the module.

    The tests themselves are marked ``django_db`` as ever; each has a transaction of its own within this one.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def now() -> datetime:
    """A fixed time with zone, on a Monday in June before the final round."""
    return NOW


@pytest.fixture
def actor_with(db: None) -> Callable[..., object]:
    """``actor_with(Role.OFFICE_OFFICER, organisation_id=…, on=…)``: someone with an account and roles."""
    from gemensam.foundation.access.models import Account, RoleGrant
    from gemensam.foundation.access.queries import actor_for

    def make(
        *roles: str,
        organisation_id: UUID | None = None,
        person_id: UUID | None = None,
        on: date | None = None,
    ):
        account = Account.objects.create(
            email=f"{uuid4().hex}@example.invalid", display_name="Test", person_id=person_id
        )
        for role in roles:
            RoleGrant.objects.create(
                account=account, role=str(role), organisation_id=organisation_id, starts=date(2020, 1, 1)
            )
        return actor_for(account, on=on or NOW.date())

    return make
