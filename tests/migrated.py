"""Empty databases with all tables, without migrating each time: a copy is kept of what the migrations have made.

Only for SQLite. The copy's name holds a digest of every migration of ours and of the versions of all packages, so
that a changed migration is run. PostgreSQL is migrated each time.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.core import management
from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "test-results"


@cache
def _kept() -> Path:
    """Where the copy is, or is to be."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for file in sorted((ROOT / "src").glob("**/migrations/*.py")):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return FOLDER / f"migrated-{digest.hexdigest()[:16]}.sqlite3"


def migrate(**options: Any) -> None:
    """Make the tables of the empty database that Django is connected to."""
    if connection.vendor != "sqlite":
        call_command("migrate", **options)
        return
    connection.ensure_connection()
    if _kept().exists():
        with closing(sqlite3.connect(f"file:{_kept()}?mode=ro", uri=True)) as kept:
            kept.backup(connection.connection)
        return
    call_command("migrate", **options)
    FOLDER.mkdir(exist_ok=True)
    half = _kept().with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(half)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    half.replace(_kept())


@contextmanager
def databases_from_the_copy() -> Iterator[None]:
    """While it lasts, Django's test databases are made so."""
    original = management.call_command

    def command(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "migrate" and options.get("run_syncdb"):  # as the maker of test databases asks
            return migrate(**options)
        return original(name, *arguments, **options)

    management.call_command = command
    yield
    management.call_command = original
