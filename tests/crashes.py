"""Killing processes on purpose: work runs in a forked process on a database of its own and dies at a chosen moment.

    outcome = database.run(work, kill_at=7)   # killed (-9) just before its 7th SQL statement
    value = database.run(look).value          # what a later process finds

    again = database.keep()                   # keep what it holds; again() brings it back
    database.content()                        # a digest of every row: equal when nothing at all has changed

On SQLite the database is a file in WAL mode as in production; on PostgreSQL a copy of a migrated template.
"""

import gc
import hashlib
import importlib
import os
import pickle
import shutil
import signal
import sqlite3
import sys
import traceback
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
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
        kind, value, statements, loaded = pickle.loads(answer)
        assert kind == "value", value
        for name in loaded:  # so that the next process has them from its birth
            importlib.import_module(name)
        return Outcome(killed=False, value=value, statements=statements)


class CrashDatabase(ABC):
    """One database on which processes run and die."""

    def __init__(self, settings: dict[str, Any], unblock: Callable[[], Any]) -> None:
        self._settings = settings
        self._unblock = unblock

    @property
    @abstractmethod
    def environment(self) -> dict[str, str]:
        """What a program of its own needs to use the database."""

    @abstractmethod
    def fresh(self) -> None:
        """Back to a migrated, empty database."""

    @abstractmethod
    def keep(self) -> Callable[[], None]:
        """Keep what it holds now; what is returned brings it back, any number of times."""

    @abstractmethod
    def content(self) -> str:
        """A digest of every row of every table."""

    def run(self, work: Callable[..., Any], *arguments: Any, kill_at: int | None = None) -> Outcome:
        """Run the work in a process of its own. Raises AssertionError with its traceback when it fails."""
        return self.start(work, *arguments, kill_at=kill_at).end()

    def start(self, work: Callable[..., Any], *arguments: Any, kill_at: int | None = None) -> Running:
        """Begin the work in a process of its own and return at once."""
        reader, writer = os.pipe()
        gc.freeze()  # the child's collector leaves the parent's memory alone, which it would have to copy
        child = os.fork()
        if child == 0:
            os.close(reader)
            self._be_the_child(work, arguments, kill_at, writer)
        gc.unfreeze()
        os.close(writer)
        return Running(child, reader)

    def _be_the_child(
        self, work: Callable[..., Any], arguments: tuple, kill_at: int | None, writer: int
    ) -> None:
        known = set(sys.modules)
        try:
            with _on(self._settings, self._unblock, kill_at) as counter:
                value = work(*arguments)
            loaded = sorted(
                name for name in set(sys.modules) - known if name.startswith(("django", "gemensam"))
            )
            answer = ("value", value, counter[0], loaded)
        except BaseException:
            answer = ("fault", traceback.format_exc(), 0, [])
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


class _Sqlite(CrashDatabase):
    """A database file, copied from a template that is made once."""

    def __init__(self, folder: Path, unblock: Callable[[], Any]) -> None:
        self._file, self._kept = folder / "used.sqlite3", 0
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": PRAGMAS}
        engine = "django.db.backends.sqlite3"
        super().__init__({"ENGINE": engine, "NAME": str(self._file), "OPTIONS": options}, unblock)
        self.run(_migrate)
        self._fresh = self.keep()

    @property
    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": f"sqlite:///{self._file}"}

    def fresh(self) -> None:
        self._fresh()

    def keep(self) -> Callable[[], None]:
        self._kept += 1
        copy = self._file.with_name(f"kept-{self._kept}.sqlite3")
        with closing(sqlite3.connect(self._file)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)

        def again() -> None:
            for leftover in ("-wal", "-shm"):
                Path(f"{self._file}{leftover}").unlink(missing_ok=True)
            shutil.copyfile(copy, self._file)

        return again

    def content(self) -> str:
        with closing(sqlite3.connect(self._file)) as connection:
            return hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()


class _OnServer(CrashDatabase):
    """A database on the server, copied from a migrated template."""

    def __init__(self, server: Postgres, unblock: Callable[[], Any]) -> None:
        self._host, self._kept = str(server.folder), 0
        settings = {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self._host,
            "USER": ROLE,
            "NAME": "used",
        }
        super().__init__(settings, unblock)
        self._copy("template1", "used")
        self.run(_migrate)
        self._fresh = self.keep()

    @property
    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": f"postgres://{ROLE}@/used", "PGHOST": self._host}

    def fresh(self) -> None:
        self._fresh()

    def keep(self) -> Callable[[], None]:
        self._kept += 1
        copy = f"kept_{self._kept}"
        self._copy("used", copy)
        return lambda: self._copy(copy, "used")

    def _copy(self, source: str, target: str) -> None:
        """Make one database a copy of another; whoever is left in either is thrown out."""
        with closing(self._connect("postgres")) as connection:
            for name in (source, target):
                connection.execute(
                    "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = %s", [name]
                )
            connection.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def _connect(self, name: str) -> Any:
        import psycopg

        return psycopg.connect(host=self._host, user=ROLE, dbname=name, autocommit=True)

    def content(self) -> str:
        with closing(self._connect("used")) as connection:
            tables = connection.execute(
                "SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
            ).fetchall()
            digests = [
                connection.execute(f"SELECT md5(string_agg(t::text, ' ' ORDER BY t::text)) FROM {name} t")
                for (name,) in tables
            ]
            return hashlib.sha256(repr([digest.fetchone() for digest in digests]).encode()).hexdigest()


def sqlite_database(folder: Path, unblock: Callable[[], Any]) -> CrashDatabase:
    """A migrated database file in the folder."""
    return _Sqlite(folder, unblock)


def postgres_database(server: Postgres, unblock: Callable[[], Any]) -> CrashDatabase:
    """A migrated database on the server."""
    return _OnServer(server, unblock)


def _migrate() -> None:
    from tests.migrated import migrate

    migrate(verbosity=0, interactive=False)
