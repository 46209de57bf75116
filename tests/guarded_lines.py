"""The lines that claims about the engine rest on, each with the tests that must fail when it is broken.

One TOML file per part of the engine lies in tests/proofs/guarded_lines. tools/break_guarded_lines.py breaks every
line in turn; tests/repository/test_guarded_lines.py sees to it that the tables stay true to the code.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT / "tests" / "proofs" / "guarded_lines"


@dataclass(frozen=True, slots=True)
class GuardedLine:
    """A claim, the text in a file that makes it true, what breaks it, and the tests that then fail.

    tests: each by itself must fail; file::function, all of its parameters.
    """

    part: str
    claim: str
    file: str
    text: str
    instead: str
    tests: tuple[str, ...]


def guarded_lines() -> list[GuardedLine]:
    """All lines, table by table in the order of their names."""
    return [
        GuardedLine(table.stem, row["claim"], row["file"], row["text"], row["instead"], tuple(row["tests"]))
        for table in sorted(TABLES.glob("*.toml"))
        for row in tomllib.loads(table.read_text(encoding="utf-8"))["line"]
    ]


def broken(text: str, line: GuardedLine) -> str:
    """A file's text with the line broken. ValueError where the guarded text is not there exactly once."""
    if text.count(line.text) != 1:
        raise ValueError(f"{line.file}: found {text.count(line.text)} times: {line.text!r}")
    return text.replace(line.text, line.instead)
