"""Break every guarded line of the engine, one at a time, and see that its tests notice.

    .venv/bin/python tools/break_guarded_lines.py             all of them
    .venv/bin/python tools/break_guarded_lines.py pool held   those whose part or claim holds one of the words
    .venv/bin/python tools/break_guarded_lines.py --markdown  the table for docs/engine.md

Works in a copy of the tree, with this Python and its packages. First every named test must pass unbroken. Then each
test of each line must fail by itself. Ends with 1 where a broken line is not noticed, and says which.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.guarded_lines import GuardedLine, broken, guarded_lines  # noqa: E402 - the tree is found first

NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".uv", "node_modules", "__pycache__", "var", "test-results", ".*_cache", ".hypothesis"
)
ALL_PASSED, SOME_FAILED = 0, 1  # exit codes of pytest
PATIENCE = 600  # seconds for one test
WITHOUT_DATABASE = {f"tests/{name}" for name in ("rules", "bundle", "kernel", "proofs", "verifier")}
PLAIN = "plain.ini"  # settings of pytest for these
PLAIN_SETTINGS = "[pytest]\naddopts = --import-mode=importlib -p no:cacheprovider --timeout=300\n"


def main(arguments: Sequence[str]) -> int:
    """Break the lines that are asked for; 0 where all were noticed."""
    options = _parser().parse_args(arguments)
    lines = [line for line in guarded_lines() if _is_asked_for(line, options.words)]
    if not lines:
        print("No guarded line holds these words.")
        return 1
    with tempfile.TemporaryDirectory(prefix="broken-lines-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=NOT_COPIED)
        (tree / PLAIN).write_text(PLAIN_SETTINGS, encoding="utf-8")
        if not options.unchecked and not _passes_unbroken(tree, lines):
            return 1
        survivors = _break_all(tree, lines, markdown=options.markdown)
    print(f"\n{len(lines) - len(survivors)} of {len(lines)} broken lines noticed.")
    for what in survivors:
        print(f"NOT NOTICED  {what}")
    return 1 if survivors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--markdown", action="store_true", help="print the rows of a Markdown table")
    parser.add_argument("--unchecked", action="store_true", help="do not run the tests unbroken first")
    return parser


def _is_asked_for(line: GuardedLine, words: Sequence[str]) -> bool:
    about = f"{line.part} {line.claim} {line.file}".lower()
    return not words or any(word.lower() in about for word in words)


def _passes_unbroken(tree: Path, lines: Sequence[GuardedLine]) -> bool:
    """The control: a test that fails anyway notices nothing."""
    tests = sorted({test for line in lines for test in line.tests})
    code, output = _pytest(tree, *tests, patience=PATIENCE * 4)
    if code != ALL_PASSED:
        print(output[-4000:])
        print("These tests do not pass as they are; nothing was broken.")
    return code == ALL_PASSED


def _break_all(tree: Path, lines: Sequence[GuardedLine], *, markdown: bool) -> list[str]:
    """Each line in turn, mended again before the next. Returns what was not noticed."""
    survivors = []
    for line in lines:
        path = tree / line.file
        whole = path.read_text(encoding="utf-8")
        try:
            _write(path, broken(whole, line))
            started = time.monotonic()
            quiet = [test for test in line.tests if _pytest(tree, test)[0] != SOME_FAILED]
        finally:
            _write(path, whole)
        survivors += [f"{line.claim} ({line.file}): {test}" for test in quiet]
        print(
            _row(line, noticed=not quiet, seconds=time.monotonic() - started, markdown=markdown), flush=True
        )
    return survivors


def _row(line: GuardedLine, *, noticed: bool, seconds: float, markdown: bool) -> str:
    names = [test.rpartition("::")[2] for test in line.tests]
    if markdown:
        told = "yes" if noticed else "**no**"
        tests = ", ".join(f"`{name}`" for name in names)
        return f"| {line.part} | {line.claim} | {told} | {tests} |"
    told = "noticed" if noticed else "SURVIVED"
    return f"{told:<9}{seconds:6.1f} s  {line.part:<10}{line.claim}  [{', '.join(names)}]"


def _write(path: Path, text: str) -> None:
    """Compiled code is told apart by time and size alone, so it is thrown away."""
    path.write_text(text, encoding="utf-8")
    if path.suffix == ".py":
        Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def _pytest(tree: Path, *tests: str, patience: int = PATIENCE) -> tuple[int, str]:
    """Run tests of the copy; its packages go before the installed ones.

    Those that need no database are run without the web framework, which takes longer to start than they do.
    """
    code, output = ALL_PASSED, ""
    for folder in sorted({"/".join(test.split("/")[:2]) for test in tests}):
        chosen = [test for test in tests if test.startswith(f"{folder}/")]
        bare = ["-c", PLAIN, "--confcutdir", folder, "-p", "no:django"] if folder in WITHOUT_DATABASE else []
        command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", "--tb=line", *bare, *chosen]
        environment = os.environ | {"PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}"}
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=patience, check=False
        )
        code, output = max(code, done.returncode), output + done.stdout + done.stderr
    return code, output


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
