"""Empty databases with all tables, without migrating each time: what the migrations have made is kept.

On SQLite a copy of the file, on PostgreSQL the statements of ``pg_dump``. The name holds a digest of every migration
of ours and of the versions of all packages, so that a changed migration is run. Of several processes that need it at
once the first makes it.
"""

import fcntl
import hashlib
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.core import management
from django.core.management import call_command
from django.db import connection

from tests.postgres import ROLE, find_programs

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "test-results"
TABLES = ROOT / "src" / "gemensam" / "foundation" / "tables.py"  # how the migrations make them


@cache
def _digest() -> str:
    """Of all that decides what the migrations make."""
    digest = hashlib.sha256((ROOT / "uv.lock").read_bytes())
    for file in [TABLES, *sorted((ROOT / "src").glob("**/migrations/*.py"))]:
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def migrate(**options: Any) -> None:
    """Make the tables of the empty database that Django is connected to."""
    on_file = connection.vendor == "sqlite"
    kept = FOLDER / f"migrated-{_digest()}.{'sqlite3' if on_file else 'sql'}"
    bring, keep = (_copy_file, _keep_file) if on_file else (_run_statements, _keep_statements)
    connection.ensure_connection()
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{kept.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            call_command("migrate", **options)
            half = kept.with_suffix(f".{os.getpid()}")
            keep(half)
            half.replace(kept)
            return
    bring(kept)


def _copy_file(kept: Path) -> None:
    with closing(sqlite3.connect(f"file:{kept}?mode=ro", uri=True)) as source:
        source.backup(connection.connection)


def _keep_file(half: Path) -> None:
    with closing(sqlite3.connect(half)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _run_statements(kept: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(kept.read_text(encoding="utf-8"))
    connection.close()  # the statements set the session's search path and more


def _keep_statements(half: Path) -> None:
    """Everything as statements, without the commands of psql that some versions put around them."""
    programs = find_programs()
    assert programs is not None
    settings = connection.settings_dict
    host = settings["HOST"] or os.environ["PGHOST"]
    command = [programs / "pg_dump", "--inserts", "--no-owner", "-h", host, "-U", ROLE, settings["NAME"]]
    dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [line for line in dumped.splitlines() if not line.startswith("\\")]
    half.write_text("\n".join(lines) + "\n", encoding="utf-8")


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
