"""Whether the squashed migrations make the same database as those they replace, on SQLite and on PostgreSQL.

    .venv/bin/python tools/compare_schemas.py                  the squashed against the replaced, one by one
    .venv/bin/python tools/compare_schemas.py --before SRC     against what another source tree's migrations make

For whoever squashes migrations, or writes a squashed one anew. Takes about half a minute. Prints the statements that
differ, and ends with 1 if there are any. PostgreSQL is left out, and said so, where there is none.
"""

import argparse
import difflib
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.postgres import DATABASE, ROLE, Postgres  # noqa: E402 - the tree is found first

ONE_BY_ONE = "--one-by-one"


def main(arguments: Sequence[str]) -> int:
    """Make the databases and compare; 0 where they are the same."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--before", type=Path, help="a folder src with other migrations")
    parser.add_argument(ONE_BY_ONE, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one_by_one:
        return _migrate_one_by_one()
    source, mode = (options.before, "") if options.before else (ROOT / "src", ONE_BY_ONE)
    differing = _compare("SQLite", [_on_sqlite(ROOT / "src"), _on_sqlite(source, mode)])
    if Postgres().programs is None:
        print("PostgreSQL: there is none on this machine, not compared")
    else:
        differing += _compare("PostgreSQL", [_on_postgres(ROOT / "src"), _on_postgres(source, mode)])
    return 1 if differing else 0


def _compare(name: str, schemas: list[list[str]]) -> int:
    """Print how the second differs from the first; the number of lines that do."""
    now, before = schemas
    found = list(difflib.unified_diff(before, now, "before", "squashed", lineterm="", n=1))
    print(f"{name}: {len(now)} lines, {'the same' if not found else 'DIFFERENT'}")
    print("\n".join(found), end="\n" if found else "")
    return len(found)


def _migrate(source: Path, mode: str, env: dict[str, str]) -> None:
    env = dict(os.environ, DJANGO_SETTINGS_MODULE="gemensam.config.settings", GEMENSAM_DEMO="1", **env)
    env["PYTHONPATH"] = str(source.resolve())
    plain = ["-m", "django", "migrate", "-v0", "--skip-checks"]
    subprocess.run([sys.executable, *([__file__, mode] if mode else plain)], check=True, env=env, cwd=ROOT)


def _migrate_one_by_one() -> int:
    """Migrate as if there were no squashed migrations of ours."""
    import django
    from django.core.management import call_command
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    read = MigrationLoader.load_disk

    def load_disk(self: MigrationLoader) -> None:
        read(self)
        for key, migration in list(self.disk_migrations.items()):
            if migration.replaces and type(migration).__module__.startswith("gemensam."):
                _take_away(self.disk_migrations, key)

    MigrationLoader.load_disk = load_disk  # type: ignore[method-assign]  # in this process only
    call_command("migrate", verbosity=0, interactive=False)
    return 0


def _take_away(migrations: dict[Any, Any], squashed: tuple[str, str]) -> None:
    """Without the squashed one; what depends on it depends on the last that it replaces."""
    last = migrations.pop(squashed).replaces[-1]
    for migration in migrations.values():
        migration.dependencies = [last if key == squashed else key for key in migration.dependencies]


def _on_sqlite(source: Path, mode: str = "") -> list[str]:
    """Every table, index and trigger, a column or a constraint a line.

    Columns are sorted: each time Django remakes a table here, references to the table itself move to the end.
    """
    with tempfile.TemporaryDirectory() as folder:
        _migrate(source, mode, {"GEMENSAM_DATA": folder, "DATABASE_URL": f"sqlite:///{folder}/made.sqlite3"})
        with closing(sqlite3.connect(f"{folder}/made.sqlite3")) as made:
            rows = made.execute(
                "SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
            )
            statements = [(kind, re.sub(r"\s+", " ", statement).strip()) for kind, statement in rows]
    lines = []
    for kind, statement in statements:
        if kind != "table":
            lines.append(statement)
            continue
        head, _, body = statement.partition("(")
        lines += [head, *sorted(_parts(body.rpartition(")")[0]))]
    return lines


def _parts(body: str) -> list[str]:
    """What commas part, outside parentheses."""
    parts, depth = [""], 0
    for character in body:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [f"    {part.strip()}" for part in parts]


def _on_postgres(source: Path, mode: str = "") -> list[str]:
    """What ``pg_dump`` tells of the schema."""
    server = Postgres().start()
    try:
        _migrate(source, mode, server.environment)
        assert server.programs is not None
        dump: list[str | Path] = [
            server.programs / "pg_dump",
            "--schema-only",
            "--no-owner",
            "-h",
            server.folder,
            "-U",
            ROLE,
            DATABASE,
        ]
        dumped = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
    finally:
        server.stop()
    return [
        line for line in dumped.splitlines() if line and not line.startswith("\\")
    ]  # a new mark in each dump


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
