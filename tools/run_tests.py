"""The whole test suite: everyday, PostgreSQL, programs and browser. Started by ``python3 start.py test``.

With arguments, they go to pytest as they are and only that is run. Without, a browser is found or installed
first, every part is run whatever the ones before it gave, and the last line counts them all. Where CI=true, a
part that cannot run (no browser, no PostgreSQL) is a failure; elsewhere its tests are skipped and counted so.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import start

PYTHON = start.BIN / "python"
RESULTS = start.ROOT / "test-results"
BROWSER_VARIABLE = "GEMENSAM_TEST_CHROMIUM"
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
DOWNLOAD_PATIENCE = 300  # seconds for Playwright's own download


@dataclass(frozen=True)
class Part:
    """A part of the suite: its title, which tests it holds, and whether they may be skipped in CI.

    With ``named``, only files that name one of the marks are collected: to read them all takes longer than some parts.
    """

    name: str
    title: str
    marks: str
    named: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    may_skip_in_ci: bool = False


CORES = os.cpu_count() or 2
ON_ALL_CORES = ("-n", str(CORES), "--dist", "worksteal")
PARTS = (
    Part(
        "everyday",
        "Everyday tests",
        "not journey and not crash and not postgres",
        may_skip_in_ci=True,
    ),
    Part(
        "postgres",
        "Data layer and services on PostgreSQL",
        "not journey and not crash and not postgres",
        # A process that waits for its server leaves a core idle: half as many again use it.
        options=("tests/foundation", "tests/domains", "-n", str(CORES + CORES // 2)),
        environment=(("GEMENSAM_TEST_DATABASE", "postgres"),),
    ),
    Part(
        "programs",
        "Programs on PostgreSQL, crashes, journeys in a browser",
        "journey or crash or postgres",
        ("journey", "crash", "postgres"),
    ),
)


@dataclass(frozen=True)
class Outcome:
    """How many tests of a part passed, failed (or could not run) and were skipped."""

    passed: int
    failed: int
    skipped: int


def in_ci() -> bool:
    """Whether we run where everything must be there."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def works(program: str | None) -> bool:
    """Whether the browser starts: one without its system libraries does not."""
    if not program or not Path(program).exists():
        return False
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


def browser_on_system() -> str | None:
    """A Chromium that is already here."""
    named = os.environ.get(BROWSER_VARIABLE)
    found = [named, *map(shutil.which, BROWSER_NAMES)]
    return next((program for program in found if works(program)), None)


def browser_by_playwright() -> str | None:
    """Playwright's own download, where the network allows it."""
    command = [str(PYTHON), "-m", "playwright", "install", "chromium"]
    ask = "from playwright.sync_api import sync_playwright as s\n"
    ask += "with s() as playwright: print(playwright.chromium.executable_path)"
    try:
        subprocess.run(command, check=True, timeout=DOWNLOAD_PATIENCE, capture_output=True)
        answer = subprocess.run([str(PYTHON), "-c", ask], check=True, capture_output=True, text=True)
    except (subprocess.SubprocessError, OSError):
        return None
    return answer.stdout.strip() if works(answer.stdout.strip()) else None


def driver_works() -> bool:
    """Whether Playwright's own program starts; on a bare Debian it lacks a library."""
    command = [str(PYTHON), "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def apt_install(*packages: str) -> None:
    """Install Debian's packages, where we may; what they print is of no use here."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-q", *command], env=env, check=False, capture_output=True)


def browser_by_apt() -> str | None:
    """Debian's package, with letters to draw."""
    apt_install("chromium", "fonts-liberation")
    return browser_on_system()


def find_browser() -> str | None:
    """The system's Chromium, else Playwright's, else apt's; and what drives it."""
    if not driver_works():
        print("Playwright's driver does not start here; installing the library that it lacks.", flush=True)
        apt_install("libatomic1")
    for way, text in (
        (browser_on_system, ""),
        (browser_by_playwright, "No Chromium here; trying Playwright's own download."),
        (browser_by_apt, "Trying apt."),
    ):
        if text:
            print(text, flush=True)
        if found := way():
            return found
    return None


def count(report: Path) -> Outcome:
    """Count the tests of a JUnit report; a report that is not there counts as one failure."""
    if not report.exists():
        return Outcome(0, 1, 0)
    passed = failed = skipped = 0
    for case in ElementTree.parse(report).iter("testcase"):
        kinds = {child.tag for child in case}
        if kinds & {"failure", "error"}:
            failed += 1
        elif "skipped" in kinds:
            skipped += 1
        else:
            passed += 1
    return Outcome(passed, failed, skipped)


def judge(part: Part, outcome: Outcome, code: int, ci: bool) -> list[str]:
    """Why the part does not pass; nothing when it does."""
    reasons = []
    if code not in (0, 5) or outcome.failed:
        reasons.append(f"{outcome.failed} failed (pytest's exit code {code})")
    if code == 5 or outcome.passed + outcome.failed + outcome.skipped == 0:
        reasons.append("no test was run")
    if ci and outcome.skipped and not part.may_skip_in_ci:
        reasons.append(f"{outcome.skipped} skipped, which CI does not accept here")
    return reasons


def files_with(marks: tuple[str, ...]) -> list[str]:
    """The test files that name a mark (tests/conftest.py sees to it that a marked test is in such a file)."""
    files = sorted((start.ROOT / "tests").rglob("test_*.py"))
    texts = ((file, file.read_text(encoding="utf-8")) for file in files)
    named = [file for file, text in texts if any(f"mark.{mark}" in text for mark in marks)]
    return [str(file.relative_to(start.ROOT)) for file in named]


def pytest(arguments: list[str], extra: tuple[tuple[str, str], ...] = ()) -> int:
    """Run pytest in the foreground, with these variables more; its exit code."""
    env = {**os.environ, **dict(extra)}
    # Some machines forbid it, and then each of the many processes that the tests start compiles all it imports.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    child = start.spawn([PYTHON, "-m", "pytest", *arguments], env, own_group=False)
    code = child.wait()
    start.children.remove(child)
    return code


def run_part(part: Part) -> tuple[Outcome, list[str]]:
    """Run one part; how it went and why it does not pass."""
    report = RESULTS / f"{part.name}.xml"
    report.unlink(missing_ok=True)
    print(f"\n=== {part.title} ===", flush=True)
    chosen = [*ON_ALL_CORES, *part.options, *(files_with(part.named) if part.named else ())]
    code = pytest(["-q", "-m", part.marks, *chosen, f"--junit-xml={report}"], part.environment)
    outcome = count(report)
    return outcome, judge(part, outcome, code, in_ci())


def test(arguments: list[str]) -> None:
    """Run what was asked for, else everything."""
    if arguments:
        raise SystemExit(pytest(arguments))
    browser = find_browser()
    if browser:
        os.environ[BROWSER_VARIABLE] = browser
    else:
        print("No Chromium could be found or installed: the journeys cannot be driven.", flush=True)
    RESULTS.mkdir(exist_ok=True)
    lines, total, sound = [], Outcome(0, 0, 0), True
    for part in PARTS:
        began = time.monotonic()
        outcome, reasons = run_part(part)
        sound = sound and not reasons
        total = Outcome(
            total.passed + outcome.passed, total.failed + outcome.failed, total.skipped + outcome.skipped
        )
        verdict = "; ".join(reasons) or "passed"
        lines.append(
            f"{part.title:<56} {time.monotonic() - began:6.0f} s  {outcome.passed:5} tests  {verdict}"
        )
    print("\n" + "\n".join(lines))
    print(f"\n{total.passed} passed, {total.failed} failed, {total.skipped} skipped", flush=True)
    raise SystemExit(0 if sound else 1)


if __name__ == "__main__":
    start.guard(test, sys.argv[1:])
