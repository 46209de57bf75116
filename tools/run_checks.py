"""Every check that is not a test of behaviour, one line each. Started by ``python3 start.py check``.

All steps are run whatever the ones before gave; what a step printed is shown when it fails.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import start

PYTHON = str(start.BIN / "python")
CODE = ["src", "tests", "tools", "benchmarks", "start.py"]
CHECKS = {
    "format": [str(start.BIN / "ruff"), "format", "--check", *CODE],
    "lint": [str(start.BIN / "ruff"), "check", *CODE],
    "types": [str(start.BIN / "mypy"), "src", "tools"],
    "contracts": [str(start.BIN / "lint-imports")],
    "migrations": [str(start.BIN / "gemensam"), "django", "makemigrations", "--check", "--dry-run"],
    "templates": [str(start.BIN / "djlint"), "src/gemensam/interfaces/web", "--lint", "--quiet"],
    "house rules": [PYTHON, "-m", "pytest", "-q", "-m", "not slow", "tests/repository"],
    "licences": [str(start.BIN / "reuse"), "lint", "--lines"],
}


def run(name: str) -> bool:
    """Run one step and print its line; whether it passed."""
    env = dict(os.environ, GEMENSAM_DEMO="1", DJANGO_SETTINGS_MODULE="gemensam.config.settings_test")
    began = time.monotonic()
    done = subprocess.run(
        CHECKS[name], cwd=start.ROOT, env=env, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    verdict = "ok" if done.returncode == 0 else "FAILED"
    print(f"{name:<12} {verdict:<7} {time.monotonic() - began:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout.decode("utf-8", "replace").rstrip(), flush=True)
    return done.returncode == 0


def check(arguments: list[str]) -> None:
    """Run the steps named, else all."""
    unknown = sorted(set(arguments) - set(CHECKS))
    if unknown:
        raise start.Halt(f"No such check: {', '.join(unknown)}. There are: {', '.join(CHECKS)}.")
    passed = [run(name) for name in CHECKS if not arguments or name in arguments]
    raise SystemExit(0 if all(passed) else 1)


if __name__ == "__main__":
    start.guard(check, sys.argv[1:])
