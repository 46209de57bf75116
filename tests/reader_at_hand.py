"""The reading of tables within the process of the tests: to begin a process takes longer than to read a small file.

For all the tests in which a file is a beginning. What is about the reading itself, in tests/foundation/documents, takes
the fixture ``reading_process``; the journeys' servers have it in any case.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

Read = Callable[..., dict[str, Any]]


def _read_here(content: bytes, name: str, limits: Any) -> dict[str, Any]:
    """What the process does, with the same answer, which comes as JSON."""
    from gemensam.foundation.documents.reading import child
    from gemensam.foundation.documents.reading.found import Limits

    longest = csv.field_size_limit()  # which the process sets for itself
    try:
        answer = child.answer(content, Path(name).suffix.lower()[:10], Limits(**asdict(limits)))
    finally:
        csv.field_size_limit(longest)
    return json.loads(json.dumps(answer))


@pytest.fixture(autouse=True, scope="session")
def reader_at_hand() -> Iterator[Read]:
    """For the whole run; gives what it stands for."""
    from gemensam.foundation.documents import tables

    process = tables._read_apart
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "_read_apart", _read_here)
        yield process


@pytest.fixture
def reading_process(reader_at_hand: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process of its own, as in production."""
    from gemensam.foundation.documents import tables

    monkeypatch.setattr(tables, "_read_apart", reader_at_hand)
