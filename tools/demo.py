"""The demo county: prepare its database, start a web server and a worker, and watch over them.

Runs on the environment's Python, started by ``python3 start.py demo``. Everything that the demo makes is in
one folder, var/demo/ (or GEMENSAM_DATA), so that ``--reset`` can remove it and nothing else.
"""

import argparse
import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import start

FIRST_PORT = 8000
PORTS_TO_TRY = 50
RESTARTS = 3  # of one program, before we give up
MARK = "gemensam-demo"  # a folder without this file is never removed
FILES = "skolfiler"  # what schools send: to read in
GEMENSAM = start.BIN / "gemensam"


@dataclass
class Service:
    """A program that must go on: how it is started, and what it is called in Swedish."""

    name: str
    command: list[str]
    log: Path
    env: dict[str, str]
    child: subprocess.Popen | None = None
    starts: int = field(default=0)

    def start(self) -> None:
        """Start it (again); what it says is added to its log."""
        with self.log.open("ab") as log:
            self.child = start.spawn(self.command, self.env, log)
        self.starts += 1

    def exit_code(self) -> int | None:
        """None while it runs."""
        return self.child.poll() if self.child else None


def options(arguments: list[str]) -> argparse.Namespace:
    """Read what stands after ``demo``."""
    parser = argparse.ArgumentParser(prog="start.py demo", description="Startar demolänet.", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="visa den här hjälpen")
    parser.add_argument("--port", type=int, help=f"porten (annars {FIRST_PORT} eller nästa lediga)")
    parser.add_argument("--reset", action="store_true", help="ta bort demolänet och börja om")
    return parser.parse_args(arguments)


def is_free(port: int) -> bool:
    """Whether a server could listen on the port of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose_port(wanted: int | None) -> int:
    """The port asked for, or the first free one from 8000. Raises start.Halt when there is none."""
    if wanted is not None:
        if not 0 < wanted < 65536 or not is_free(wanted):
            raise start.Halt(f"Port {wanted} går inte att använda: den är upptagen eller inte tillåten.")
        return wanted
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TO_TRY):
        if is_free(port):
            return port
    raise start.Halt(f"Ingen ledig port från {FIRST_PORT}. Välj en med --port.")


@contextlib.contextmanager
def only_one(data: Path):
    """Hold the demo's lock, so that two never work on the same data; it is let go however we end."""
    data.mkdir(parents=True, exist_ok=True)
    mark = data / MARK
    with mark.open("a+", encoding="utf-8") as lock:
        if os.name != "nt":
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise start.Halt(
                    f"Demolänet i {data} körs redan. Stoppa det först (Ctrl-C där det körs)."
                ) from None
        yield


def remove(data: Path) -> None:
    """Empty the demo's folder, all but the lock. Raises start.Halt for a folder that no demo has made."""
    for entry in data.iterdir():
        if entry.name == MARK:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def environment(data: Path, port: int) -> dict[str, str]:
    """What the demo's programs get: their own data folder and keys that are for the demo only."""
    env = dict(os.environ, GEMENSAM_DEMO="1", GEMENSAM_DATA=str(data))
    env.update(PYTHONUNBUFFERED="1", PYTHONIOENCODING="utf-8")
    env["GEMENSAM_PUBLIC_ADDRESS"] = f"http://127.0.0.1:{port}"
    return env


def source_digest() -> str:
    """Changes when any file of the application does: then the database and the static files are looked over."""
    lines = []
    for path in sorted((start.ROOT / "src").rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            seen = path.stat()
            lines.append(f"{path} {seen.st_size} {seen.st_mtime_ns}")
    return hashlib.sha256("\n".join([start.lock_digest(), *lines]).encode()).hexdigest()


def prepare(env: dict[str, str], data: Path) -> str:
    """Have a filled database and static files; quick when nothing has changed. Returns the table of log-ins."""
    ready, digest = data / "ready.txt", source_digest()
    if ready.exists() and (data / "gemensam.sqlite3").exists() and "DATABASE_URL" not in env:
        before, _, logins = ready.read_text(encoding="utf-8").partition("\n")
        if before == digest:
            return logins
    start.step("Skapar databasen", [GEMENSAM, "django", "migrate", "--noinput", "-v0", "--skip-checks"], env)
    start.step("Samlar statiska filer", [GEMENSAM, "django", "collectstatic", "--noinput", "-v0"], env)
    start.step("Fyller demolänet", [GEMENSAM, "seed-demo"], env, quiet=False)
    if not (data / FILES).exists():
        round_and_files = ["--out", data / "omgang", "--school-files", data / FILES]
        start.step("Lägger fram filer att läsa in", [GEMENSAM, "demo-data", *round_and_files], env)
    command = [str(GEMENSAM), "demo-logins"]
    logins = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    ready.write_text(f"{digest}\n{logins}", encoding="utf-8")
    return logins


def services(env: dict[str, str], data: Path, port: int) -> list[Service]:
    """The two programs of the demo."""
    logs = data / "log"
    logs.mkdir(exist_ok=True)
    web = [str(start.BIN / "gunicorn"), "gemensam.config.wsgi", "-c", "python:gemensam.config.web_server"]
    web += ["--bind", f"127.0.0.1:{port}"]
    if os.name == "nt":  # gunicorn needs a Unix
        web = [str(GEMENSAM), "django", "runserver", f"127.0.0.1:{port}", "--noreload", "--insecure"]
    letters = data / "mail"
    return [
        Service("Webbservern", web, logs / "web.log", with_mail(env, letters / "inloggning")),
        Service(
            "Jobbköraren", [str(GEMENSAM), "worker"], logs / "worker.log", with_mail(env, letters / "besked")
        ),
    ]


def with_mail(env: dict[str, str], folder: Path) -> dict[str, str]:
    """The same environment, where e-mail becomes files in the folder unless it already goes somewhere."""
    folder.mkdir(parents=True, exist_ok=True)
    return {"GEMENSAM_EMAIL_URL": f"filemail:///{folder}", **env}


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log, for a message about what went wrong."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])


def wait_until_it_answers(web: Service, port: int, patience: float = 60) -> None:
    """Return when the first page comes. Raises start.Halt when the server ends or does not answer in time."""
    deadline = time.monotonic() + patience
    answer = "inget svar"
    while time.monotonic() < deadline and web.exit_code() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20):
                return
        except urllib.error.HTTPError as fault:
            answer = f"svaret {fault.code}"
            break
        except OSError:
            time.sleep(0.2)
    raise start.Halt(f"Webbservern startade inte ({answer}).\n{last_lines(web.log)}")


def watch(running: list[Service]) -> None:
    """Say when a program ends by itself and start it again; give up when it keeps ending. Ends by Ctrl-C."""
    while True:
        time.sleep(0.5)
        for service in running:
            code = service.exit_code()
            if code is None:
                continue
            print(f"\n{service.name} slutade oväntat (kod {code}). Se {service.log}", flush=True)
            start.signal_child(service.child, start.signal.SIGTERM)  # what it may have left behind
            start.children.remove(service.child)
            if service.starts > RESTARTS:
                raise start.Halt(f"{service.name} startas inte igen.\n{last_lines(service.log)}")
            service.start()
            print(f"{service.name} är startad igen.", flush=True)


def say_where(address: str, logins: str, data: Path) -> None:
    """The address, and how to log in as whom."""
    print(f"\nGemensam är igång: {address}/\n")
    print(f"Välj vem du vill vara på {address}/demo/ eller logga in med en adress:\n")
    print(logins)
    print(f"Filer att läsa in ligger i {data / FILES}.")
    print(f"Koden för inloggning kommer som e-post, som här blir filer i {data / 'mail'}.")
    print("Avsluta med Ctrl-C.", flush=True)


def demo(arguments: list[str]) -> None:
    """Prepare, start, say where to go, and watch until someone stops us."""
    chosen = options(arguments)
    data = Path(os.environ.get("GEMENSAM_DATA") or start.ROOT / "var" / "demo").resolve()
    if data.exists() and any(data.iterdir()) and not (data / MARK).exists():
        raise start.Halt(f"{data} är inte demolänets mapp. Välj en tom mapp med GEMENSAM_DATA.")
    with only_one(data):
        if chosen.reset:
            if os.environ.get("DATABASE_URL"):
                raise start.Halt(
                    "Databasen i DATABASE_URL töms inte härifrån. Töm den själv och starta utan --reset."
                )
            remove(data)
        port = choose_port(chosen.port)
        print("Förbereder demolänet.", flush=True)
        env = environment(data, port)
        logins = prepare(env, data)
        running = services(env, data, port)
        for service in running:
            service.start()
        wait_until_it_answers(running[0], port)
        say_where(f"http://127.0.0.1:{port}", logins, data)
        try:
            watch(running)
        finally:
            print("\nStoppar …", flush=True)
            start.stop_children()
            print("Allt är stoppat. Demolänet finns kvar till nästa gång.", flush=True)


if __name__ == "__main__":
    start.guard(demo, sys.argv[1:])
