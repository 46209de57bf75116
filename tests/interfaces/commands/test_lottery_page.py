"""docs/lottery.md: its files, its answer and its code are what the program gives."""

import argparse
import hashlib
import re
from pathlib import Path

import pytest

from gemensam.interfaces.commands import cli
from gemensam.interfaces.commands.lottery import add_arguments
from gemensam.rules.selection.lottery_proof import CLOCKS

PAGE = (Path(__file__).parents[3] / "docs" / "lottery.md").read_text(encoding="utf-8")


def blocks(language):
    """The code blocks in a language, in order; the empty text for those that name none."""
    found = re.findall(r"^```(\w*)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [text for name, text in found if name == language]


@pytest.fixture
def files(tmp_path):
    """The worked example's two files."""
    paths = tmp_path / "commitment.json", tmp_path / "reveal.json"
    for path, text in zip(paths, blocks("json"), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_page_worked_example_is_checked_and_printed_as_shown(files, capsys):
    command = ["lottery", "check", *map(str, files), "--applicant", "a1", "--applicant", "a2"]
    assert cli.main(command) == 0
    assert capsys.readouterr().out in blocks("")


def test_page_worked_example_with_another_value_is_wrong(files, capsys):
    """The negative control: the check looks."""
    files[1].write_text(files[1].read_text().replace("31 35", "31 34"))
    assert cli.main(["lottery", "check", *map(str, files)]) == 1
    assert "fröet följer inte" in capsys.readouterr().out


def test_page_code_gives_the_numbers_that_are_shown():
    (code,) = blocks("python")
    found = {}
    exec(compile(code, "docs/lottery.md", "exec"), found)
    assert f'"commitment": "{found["commitment"]}"' in PAGE
    assert f"Frö: {found['seed']}\na1: lottnummer {found['number_of_a1']}\n" in PAGE


def test_page_code_for_the_shell_gives_the_number(tmp_path):
    assert "printf '%s' 'FRÖ:DITT-ID' | sha256sum | cut -c1-16" in PAGE
    seed = re.search(r"Frö: ([0-9a-f]{64})", PAGE)[1]
    number = int(re.search(r"a1: lottnummer (\d+)", PAGE)[1])
    assert hashlib.sha256(f"{seed}:a1".encode()).hexdigest()[:16] == f"{number:016x}"


def test_page_names_every_option_and_source():
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    steps = parser._subparsers._group_actions[0].choices  # the only way to list subcommands
    options = {
        option for step in steps.values() for action in step._actions for option in action.option_strings
    }
    assert {one for one in options if one.startswith("--") and one != "--help" and one not in PAGE} == set()
    assert all(source in PAGE for source in CLOCKS)
