"""docs/engine.md is a notebook: its code runs, in order, and prints what the page shows."""

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gemensam.rules import allocation
from tests.proofs.broken import LEFT_OUT
from tests.proofs.test_best_stable import LARGER

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def run(blocks):
    """What every code block prints, all in one namespace, and what the page says that it prints."""
    names = {}
    printed, shown = [], []
    for number, (language, code) in enumerate(blocks):
        if language == "python":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(code, f"docs/engine.md, block {number}", "exec"), names)
            printed.append(out.getvalue())
            following = blocks[number + 1] if number + 1 < len(blocks) else ("", "")
            shown.append(following[1] if following[0] == "text" else "")
    return printed, shown


def test_page_code_prints_what_the_page_shows():
    printed, shown = run(BLOCKS)
    assert printed == shown
    assert len(printed) > 10


def test_page_with_another_answer_is_noticed():
    """The negative control."""
    printed, shown = run([("python", "print(1)"), ("text", "2\n")])
    assert printed != shown


def test_page_has_no_output_that_nothing_prints():
    languages = [language for language, _ in BLOCKS]
    assert all(
        languages[number - 1] == "python" for number, language in enumerate(languages) if language == "text"
    )
    assert set(languages) == {"python", "text"}


def test_page_tells_the_numbers_of_the_proofs():
    assert f"each of {len(LEFT_OUT)} rules left out" in PAGE
    assert f"and {LARGER} of 6–7 applicants" in PAGE


def tests_that_exist():
    """The names of all tests."""
    files = (ROOT / "tests").rglob("test_*.py")
    return {
        name
        for file in files
        for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.MULTILINE)
    }


def missing(page):
    """Tests that a page names and that are nowhere."""
    return set(re.findall(r"`(test_\w+)`", page)) - tests_that_exist()


def test_page_names_tests_that_exist():
    assert len(re.findall(r"`test_\w+`", PAGE)) > 20
    assert missing(PAGE) == set()
    assert missing("| a claim | `test_that_nobody_has_written` |") == {"test_that_nobody_has_written"}


@pytest.mark.slow
def test_allocation_is_usable_without_the_web_framework():
    code = (
        "import sys\nsys.modules.update(dict.fromkeys(['django', 'polars', 'pydantic']))\n"
        "from gemensam.rules import allocation\n"
        'print(allocation.match(allocation.read_json(\'{"residents": {"a": [1]}, "hospitals": {"1": ["a"]},'
        ' "capacities": {"1": 1}}\')))\n'
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert found.stdout == "{'a': '1'}\n"


def test_page_names_only_what_the_library_has():
    named = set(re.findall(r"\ballocation\.(\w+)", PAGE)) - {"md"}
    assert {name for name in named if not hasattr(allocation, name)} == set()
