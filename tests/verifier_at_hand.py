"""The verifier within the process of the tests: a program of its own takes longer to start than to judge a small round.

For all the tests that need a verified round as a beginning. What is about the program itself takes the fixture
``verifier_program``; the journeys, and tests of the command line, start it in any case.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

Run = Callable[[Path, Path], tuple[int, bytes]]


def _judge_here(folder: Path, out: Path) -> tuple[int, bytes]:
    """What the program does, with the same answer."""
    from gemensam_verifier.__main__ import main

    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(io.StringIO()):
        code = main([str(folder), str(out), "--json", "--processes", "1"])
    return code, printed.getvalue().encode()


@pytest.fixture(autouse=True, scope="session")
def verifier_at_hand() -> Iterator[Run]:
    """For the whole run; gives what it stands for."""
    from gemensam.domains.admissions.services import verify_run

    program = verify_run._run_program
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify_run, "_run_program", _judge_here)
        yield program


@pytest.fixture
def verifier_program(verifier_at_hand: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The separate program, as in production."""
    from gemensam.domains.admissions.services import verify_run

    monkeypatch.setattr(verify_run, "_run_program", verifier_at_hand)
