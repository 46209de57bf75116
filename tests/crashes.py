"""Killing processes on purpose: work runs in a forked process on a database of its own and dies at a chosen moment.

    outcome = database.run(work, kill_at=7)   # killed (-9) just before its 7th SQL statement
    value = database.run(look).value          # what a later process finds

On SQLite the database is a file in WAL mode as in production; on PostgreSQL a copy of a migrated template.
"""

import os
import pickle
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.postgres import ROLE, Postgres

PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@dataclass(frozen=True)
class Outcome:
    """How a process ended: killed, or with a value; ``statements`` is how many it had begun."""

    killed: bool
    value: Any = None
    statements: int = 0


class Running:
    """A process that works. ``pid`` is for signals."""

    def __init__(self, pid: int, reader: int) -> None:
        self.pid = pid
        self._reader = reader

    def end(self) -> Outcome:
        """Wait for it to end."""
        with os.fdopen(self._reader, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(self.pid, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            return Outcome(killed=True)
        kind, value, statements = pickle.loads(answer)
        assert kind == "value", value
        return Outcome(killed=False, value=value, statements=statements)


class CrashDatabase:
    """One database on which processes run and die."""

    def __init__(
        self, settings: dict[str, Any], unblock: Callable[[], Any], prepare: Callable[[], None]
    ) -> None:
        self._settings = settings
        self._unblock = unblock
        self._prepare = prepare

    @property
    def environment(self) -> dict[str, str]:
        """What a program of its own needs to use the database."""
        if self._settings["ENGINE"].endswith("sqlite3"):
            return {"DATABASE_URL": f"sqlite:///{self._settings['NAME']}"}
        return {
            "DATABASE_URL": f"postgres://{ROLE}@/{self._settings['NAME']}",
            "PGHOST": self._settings["HOST"],
        }

    def fresh(self) -> None:
        """Back to a migrated, empty database."""
        self._prepare()

    def run(self, work: Callable[..., Any], *arguments: Any, kill_at: int | None = None) -> Outcome:
        """Run the work in a process of its own. Raises AssertionError with its traceback when it fails."""
        return self.start(work, *arguments, kill_at=kill_at).end()

    def start(self, work: Callable[..., Any], *arguments: Any, kill_at: int | None = None) -> "Running":
        """Begin the work in a process of its own and return at once."""
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            self._be_the_child(work, arguments, kill_at, writer)
        os.close(writer)
        return Running(child, reader)

    def _be_the_child(
        self, work: Callable[..., Any], arguments: tuple, kill_at: int | None, writer: int
    ) -> None:
        try:
            with _on(self._settings, self._unblock, kill_at) as counter:
                answer = ("value", work(*arguments), counter)
                answer = (answer[0], answer[1], counter[0])
        except BaseException:
            answer = ("fault", traceback.format_exc(), 0)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pickle.dumps(answer))
        sys.stdout.flush()
        os._exit(0)  # without the parent's clean-up


@contextmanager
def _on(settings: dict[str, Any], unblock: Callable[[], Any], kill_at: int | None) -> Iterator[list[int]]:
    """The framework pointed at another database, counting statements and dying at the chosen one."""
    from django.conf import settings as django_settings
    from django.db import connections
    from django_tasks import task_backends

    for connection in connections.all(initialized_only=True):
        connection.connection = None  # the parent's: neither use nor close it
    connections.settings = connections.configure_settings({"default": settings})
    del connections["default"]
    django_settings.TASKS = TASKS
    task_backends.settings = task_backends.configure_settings(TASKS)
    for alias in ("default",):
        if hasattr(task_backends._connections, alias):
            delattr(task_backends._connections, alias)
    counter = [0]

    def count(execute: Callable, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        counter[0] += 1
        if kill_at is not None and counter[0] >= kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, parameters, many, context)

    unblock()
    with connections["default"].execute_wrapper(count):
        yield counter
    connections.close_all()


def sqlite_database(folder: Path, unblock: Callable[[], Any]) -> CrashDatabase:
    """A database file, made once as a template and copied for each fresh start."""
    template, used = folder / "template.sqlite3", folder / "used.sqlite3"
    options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS}
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(used), "OPTIONS": options}

    def prepare() -> None:
        for leftover in (used, Path(f"{used}-wal"), Path(f"{used}-shm")):
            leftover.unlink(missing_ok=True)
        with sqlite3.connect(template) as source, sqlite3.connect(used) as target:
            source.backup(target)
        source.close()
        target.close()

    CrashDatabase({**settings, "NAME": str(template)}, unblock, lambda: None).run(_migrate)
    return CrashDatabase(settings, unblock, prepare)


def postgres_database(server: Postgres, unblock: Callable[[], Any]) -> CrashDatabase:
    """A database on the server, copied from a migrated template for each fresh start."""
    import psycopg

    settings = {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": str(server.folder),
        "USER": ROLE,
        "NAME": "used",
    }

    def on_server(*commands: str) -> None:
        with psycopg.connect(
            host=str(server.folder), user=ROLE, dbname="postgres", autocommit=True
        ) as connection:
            for command in commands:
                connection.execute(command)

    def prepare() -> None:
        on_server('DROP DATABASE IF EXISTS "used" WITH (FORCE)', 'CREATE DATABASE "used" TEMPLATE "migrated"')

    on_server('DROP DATABASE IF EXISTS "migrated" WITH (FORCE)', 'CREATE DATABASE "migrated"')
    CrashDatabase({**settings, "NAME": "migrated"}, unblock, lambda: None).run(_migrate)
    return CrashDatabase(settings, unblock, prepare)


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
