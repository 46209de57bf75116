#!/usr/bin/env python3
"""Start Gemensam on a machine that has Python and nothing else.

    python3 start.py demo            the demo county in a browser (--reset starts afresh, --port N)
    python3 start.py test            the whole test suite; anything after "test" goes to pytest
    python3 start.py check           format, lint, types, contracts, templates, house rules, licences
    python3 start.py run             the web server alone, for real use; anything after "run" goes to gunicorn
    python3 start.py gemensam ARGS   the command line, for example: gemensam admit FOLDER --out RESULT

Standard library only. The one thing it fetches itself is uv, at a fixed version whose SHA-256 stands below;
uv then installs exactly what uv.lock names into .venv/. After the first time no network is needed.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / ".gemensam-stamp"
OLDEST_PYTHON = (3, 11)
PUBLIC_INDEX = "https://pypi.org/simple"
UV_VERSION = "0.13.9"
UV_WHEELS = {  # (system, machine, C library) -> platform tag of the wheel, its SHA-256
    ("linux", "x86_64", "glibc"): (
        "manylinux_2_17_x86_64.manylinux2014_x86_64",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("linux", "x86_64", "musl"): (
        "musllinux_1_1_x86_64",
        "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25",
    ),
    ("linux", "aarch64", ""): (
        "manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64",
        "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe",
    ),
    ("darwin", "x86_64", ""): (
        "macosx_10_12_x86_64",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
    ("darwin", "arm64", ""): (
        "macosx_11_0_arm64",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
    ("win32", "amd64", ""): (
        "win_amd64",
        "6a44b2ed8111d2f60d2b92627c5dccda3f7ed7570b18ce115e569cd68c28246b",
    ),
}
TOO_OLD = (
    "Gemensam behöver Python 3.11 eller nyare; här finns {found}. Installera en nyare Python.\n"
    "Gemensam needs Python 3.11 or newer; this is {found}. Install a newer Python."
)
STOP_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
children: list = []  # processes that we started and must not leave behind
group_leaders: set = set()  # ids of those that lead a process group of their own


class Halt(Exception):
    """Stop with a message for the person at the terminal."""


# --- Programs that we start, and stop again --------------------------------------------------------------


def spawn(command, env=None, log=None, own_group=True):
    """Start a program in a process group of its own, so that it and all that it starts can be stopped."""
    import subprocess

    child = subprocess.Popen(
        [str(part) for part in command],
        cwd=str(ROOT),
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT if log else None,
        start_new_session=own_group,  # means nothing on Windows, where Ctrl-C reaches every program
    )
    children.append(child)
    if own_group and os.name != "nt":
        group_leaders.add(child.pid)
    return child


def signal_child(child, sign) -> None:
    """Send a signal to the program and everything it started."""
    try:
        if child.pid in group_leaders:
            os.killpg(child.pid, sign)
        elif child.poll() is None:
            child.send_signal(sign)
    except (ProcessLookupError, PermissionError):
        pass  # already gone


def stop_children(patience: float = 10) -> None:
    """Ask every program to stop, wait, and then end what is left. A second Ctrl-C does not interrupt this."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        signal_child(child, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while any(child.poll() is None for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        signal_child(child, getattr(signal, "SIGKILL", signal.SIGTERM))
        child.wait()
    children.clear()


def guard(action, arguments: list) -> None:
    """Do the action; whatever ends it (done, a fault, Ctrl-C, SIGTERM), leave nothing running behind."""

    def on_signal(_number, _frame):
        raise KeyboardInterrupt

    for number in STOP_SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:  # nohup stays nohup
            signal.signal(number, on_signal)
    try:
        action(arguments)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Halt as halt:
        raise SystemExit(f"\n{halt}") from None
    finally:
        stop_children()


def step(text: str, command, env=None, quiet: bool = True) -> None:
    """Run one step to its end, say how long it took, and show what it printed only if it failed."""
    import tempfile

    began = time.monotonic()
    print(f"  {text} …", end="" if quiet else "\n", flush=True)
    with tempfile.TemporaryFile() as output:
        child = spawn(command, env=env, log=output if quiet else None)
        code = child.wait()
        children.remove(child)
        output.seek(0)
        if code:
            print(" det gick inte.", flush=True)
            sys.stdout.buffer.write(output.read())
            sys.stdout.flush()
            raise Halt(f"Steget ”{text}” avslutades med kod {code}.")
    print(f"{'' if quiet else '  …'} klart, {time.monotonic() - began:.1f} s", flush=True)


# --- uv: the one thing that we fetch ourselves -----------------------------------------------------------


def platform_key() -> tuple:
    """(system, machine, C library) as in UV_WHEELS; one wheel serves both libraries on aarch64."""
    import platform

    machine = platform.machine().lower().replace("amd64", "x86_64").replace("arm64", "aarch64")
    if sys.platform == "darwin":
        return ("darwin", "arm64" if machine == "aarch64" else machine, "")
    if sys.platform == "win32":
        return ("win32", "amd64" if machine == "x86_64" else machine, "")
    library = "glibc" if platform.libc_ver()[0] == "glibc" else "musl"
    return ("linux", machine, library if machine == "x86_64" else "")


def pip_setting(name: str) -> str:
    """A setting out of pip's own files, which organisations with a mirror have set; the last file wins."""
    import configparser

    home = Path.home()
    files = [
        Path("/etc/pip.conf"),
        home / ".pip" / "pip.conf",
        home / ".config" / "pip" / "pip.conf",
        home / "Library" / "Application Support" / "pip" / "pip.conf",
        Path(os.environ.get("APPDATA") or home) / "pip" / "pip.ini",
        Path(os.environ.get("PIP_CONFIG_FILE") or os.devnull),
    ]
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read([str(file) for file in files if file.is_file()], encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        return ""  # pip would not understand the file either
    return parser.get("global", name, fallback="").strip()


def index_address() -> str:
    """The package index that the environment or pip's settings name, else the public one; no slash last."""
    named = [os.environ.get(name, "") for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")]
    address = next(filter(None, [*named, pip_setting("index-url")]), PUBLIC_INDEX)
    start = max(address.find("http://"), address.find("https://"), 0)  # uv allows "name=address"
    return address[start:].rstrip("/")


def certificates() -> str:
    """The file of certificates to trust, where one is named; else the system's own are used."""
    named = [os.environ.get(name, "") for name in ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")]
    return next((file for file in [*named, pip_setting("cert")] if file and Path(file).is_file()), "")


def fetch(address: str, accept: str = "*/*") -> bytes:
    """Read an address, with three tries; a name and password in the address are sent as a header."""
    import base64
    import ssl
    from urllib.parse import unquote, urlsplit, urlunsplit
    from urllib.request import Request, urlopen

    parts = urlsplit(address)
    request = Request(
        urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])), headers={"Accept": accept}
    )
    if parts.username:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        request.add_header("Authorization", "Basic " + base64.b64encode(login.encode()).decode())
    context = ssl.create_default_context(cafile=certificates() or None)
    for attempt in (1, 2, 3):
        try:
            with urlopen(request, timeout=60, context=context) as answer:
                return answer.read()
        except OSError as fault:
            if attempt == 3 or getattr(fault, "code", 500) < 500:
                where = urlsplit(request.full_url).netloc
                raise Halt(f"Kunde inte hämta från paketindexet {where}: {fault}") from fault
            time.sleep(attempt)
    raise AssertionError("the loop returns or raises")


def wheel_address(page: bytes, index: str, file_name: str) -> str:
    """Find the file's address on an index page, which is JSON (PEP 691) or HTML (PEP 503)."""
    import json
    import re
    from urllib.parse import urljoin

    try:
        found = {entry["filename"]: entry["url"] for entry in json.loads(page)["files"]}.get(file_name)
    except ValueError:
        pattern = f'href="([^"#]*/{re.escape(file_name)})[#"]'
        match = re.search(pattern, page.decode("utf-8", "replace"))
        found = match.group(1) if match else None
    if not found:
        raise Halt(f"Paketindexet har inte {file_name}.")
    return urljoin(f"{index}/uv/", found)


def fetch_uv(target: Path) -> None:
    """Fetch uv's wheel, check it against the SHA-256 above, and unpack the program."""
    import io
    import zipfile

    key = platform_key()
    if key not in UV_WHEELS:
        raise Halt(f"Installera uv {UV_VERSION} själv: det finns ingen känd fil för {' '.join(key)}.")
    tag, expected = UV_WHEELS[key]
    index, file_name = index_address(), f"uv-{UV_VERSION}-py3-none-{tag}.whl"
    page = fetch(f"{index}/uv/", "application/vnd.pypi.simple.v1+json, text/html;q=0.5")
    wheel = fetch(wheel_address(page, index, file_name))
    if hashlib.sha256(wheel).hexdigest() != expected:
        raise Halt(f"{file_name} har inte den kontrollsumma som står i start.py. Filen används inte.")
    member = f"uv-{UV_VERSION}.data/scripts/{target.name}"
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    partial.write_bytes(zipfile.ZipFile(io.BytesIO(wheel)).read(member))
    partial.chmod(0o755)
    partial.replace(target)


def find_uv() -> str:
    """The uv on PATH if it is of our series, else our own, fetched when missing."""
    import shutil
    import subprocess

    own = ROOT / ".uv" / UV_VERSION / ("uv.exe" if os.name == "nt" else "uv")
    on_path = shutil.which("uv")
    if on_path and not own.exists():
        answer = subprocess.run(
            [on_path, "--version"], capture_output=True, text=True, check=False
        ).stdout.split()
        number = answer[1].split(".") if len(answer) > 1 else []
        wanted = UV_VERSION.split(".")
        if number[:2] == wanted[:2] and number[2].isdigit() and int(number[2]) >= int(wanted[2]):
            return on_path
    if not own.exists():
        print(f"  Hämtar uv {UV_VERSION} …", flush=True)
        fetch_uv(own)
    return str(own)


# --- The environment -------------------------------------------------------------------------------------


def lock_digest() -> str:
    """Changes when what is to be installed changes: the lock and the project's own table."""
    project = (ROOT / "pyproject.toml").read_bytes().split(b"\n[tool.", 1)[0]
    return hashlib.sha256((ROOT / "uv.lock").read_bytes() + project).hexdigest()


def prepare(*groups: str) -> None:
    """Make .venv hold what uv.lock says, for running and for the groups named. Quick when nothing changed."""
    digest, installed = lock_digest(), []
    if STAMP.exists():
        before, *installed = STAMP.read_text(encoding="utf-8").split()
        if before == digest and set(groups) <= set(installed):
            return
    groups = tuple(sorted({*groups, *installed}))
    env = {"UV_SYSTEM_CERTS": "true", "UV_HTTP_TIMEOUT": "180", **os.environ}
    env.update(UV_PROJECT_ENVIRONMENT=str(VENV), VIRTUAL_ENV=str(VENV))
    if certificates():
        env["SSL_CERT_FILE"] = certificates()
    if not VENV.exists() and sys.version_info >= OLDEST_PYTHON:
        env.setdefault("UV_PYTHON", sys.executable)
    print("Förbereder miljön i .venv (första gången hämtas omkring 200 MB).", flush=True)
    uv = find_uv()
    try:
        install(uv, env, groups)
    except Halt:
        if sys.version_info < OLDEST_PYTHON:
            raise Halt(TOO_OLD.format(found=sys.version.split()[0])) from None
        raise
    STAMP.write_text("\n".join([digest, *groups]) + "\n", encoding="utf-8")


def install(uv: str, env: dict, groups: tuple) -> None:
    """Install with uv; through the organisation's own index where one is named, with the lock's checksums."""
    chosen = [part for group in groups for part in ("--group", group)]
    quiet = not sys.stdout.isatty()  # at a terminal, uv shows its own progress
    if index_address() == PUBLIC_INDEX:
        sync = [uv, "sync", "--frozen", "--inexact", "--no-default-groups", *chosen]
        step("Installerar paket", sync, env, quiet)
        return
    env["UV_DEFAULT_INDEX"] = index_address()
    listed = ROOT / ".uv" / "requirements.txt"
    listed.parent.mkdir(exist_ok=True)
    export = [uv, "export", "--frozen", "--no-emit-project", "--no-default-groups", *chosen, "-o", listed]
    step("Läser låsfilen", export, env)
    step("Skapar miljön", [uv, "venv", "--allow-existing", VENV], env)
    step(
        "Installerar paket", [uv, "pip", "install", "--require-hashes", "-r", listed, "-p", VENV], env, quiet
    )
    step("Installerar Gemensam", [uv, "pip", "install", "--no-deps", "-p", VENV, "-e", ROOT], env)


def become(program: str, *arguments: str) -> None:
    """Hand over to a program of the environment; its exit code is ours."""
    command = [str(BIN / program), *arguments]
    if os.name == "nt":
        raise SystemExit(spawn(command, own_group=False).wait())
    os.execv(command[0], command)


# --- Commands --------------------------------------------------------------------------------------------


def gemensam(arguments: list) -> None:
    """Pass the arguments on to the command line."""
    prepare()
    become("gemensam", *arguments)


def run(arguments: list) -> None:
    """Start the web server alone, with settings from the environment (docs/operations.md)."""
    prepare()
    step("Samlar statiska filer", [BIN / "gemensam", "django", "collectstatic", "--noinput", "-v0"])
    become("gunicorn", "gemensam.config.wsgi", "-c", "python:gemensam.config.web_server", *arguments)


def tool(name: str, *groups: str):
    """Return a command that lives in tools/, because it runs on the environment's own Python."""

    def command(arguments: list) -> None:
        prepare(*groups)
        become("python", str(ROOT / "tools" / name), *arguments)

    return command


COMMANDS = {
    "demo": tool("demo.py"),
    "test": tool("run_tests.py", "test", "lint"),
    "check": tool("run_checks.py", "test", "lint"),
    "run": run,
    "gemensam": gemensam,
}


def main(arguments: list) -> None:
    """Choose the command and hand the rest of the arguments to it."""
    if sys.version_info < (3, 9):
        raise SystemExit(TOO_OLD.format(found=sys.version.split()[0]))
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        raise SystemExit(0 if arguments[:1] in ([], ["--help"], ["-h"]) else 2)
    guard(COMMANDS[arguments[0]], arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
