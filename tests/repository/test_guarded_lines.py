"""The tables of guarded lines are true to the code: what they name is there, once, and breaking it gives Python."""

import ast
from dataclasses import replace

import pytest

from tests.guarded_lines import ROOT, GuardedLine, broken, guarded_lines

LINES = guarded_lines()


def faults(line: GuardedLine) -> list[str]:
    """What is wrong with a row."""
    found = []
    try:
        text = broken((ROOT / line.file).read_text(encoding="utf-8"), line)
        if line.file.endswith(".py"):
            ast.parse(text)
    except (OSError, ValueError, SyntaxError) as error:
        found.append(f"{line.claim}: {error}")
    if line.text == line.instead or not line.tests:
        found.append(f"{line.claim}: breaks nothing, or names no test")
    for test in line.tests:
        file, _, name = test.partition("::")
        path = ROOT / file
        if not path.is_file() or f"def {name}(" not in path.read_text(encoding="utf-8"):
            found.append(f"{line.claim}: no such test: {test}")
    return found


def test_guarded_lines_are_there_once_and_their_tests_exist():
    assert [fault for line in LINES for fault in faults(line)] == []


def test_guarded_lines_have_claims_of_their_own():
    claims = [(line.part, line.claim) for line in LINES]
    assert sorted(set(claims)) == sorted(claims)
    assert len(claims) > 20


@pytest.mark.parametrize(
    "change",
    [
        {"text": "a text that nobody wrote"},
        {"text": "import"},
        {"file": "src/gone.py"},
        {"instead": "]]"},
        {"tests": ()},
        {"tests": ("tests/repository/test_guarded_lines.py::test_gone",)},
    ],
)
def test_guarded_line_that_has_rotted_is_found(change):
    good = next(line for line in LINES if line.file.endswith(".py"))
    assert faults(good) == []
    assert faults(replace(good, **change)) != []
