"""Every hostile file is refused with its code in less than five seconds, and hurts nobody."""

import csv
import os
import resource
import sys
import time

import pytest

from gemensam.foundation.documents import tables
from gemensam.foundation.documents.tables import TableLimits, TableRefused, read_workbook
from tests.foundation.documents import files, hostile
from tests.reader_at_hand import _read_here

pytestmark = pytest.mark.usefixtures("reading_process")
GROUPS = {
    hostile.zips: 18,
    hostile.types: 17,
    hostile.xml: 16,
    hostile.links: 15,
    hostile.sizes: 18,
    hostile.old_and_plain: 20,
}


def _refusal(content: bytes, name: str) -> str:
    try:
        read_workbook(content, name)
    except TableRefused as refusal:
        return refusal.code
    return "read"


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.__name__)
def test_hostile_files_are_refused_each_with_its_code_in_time(group):
    got, expected, slow = {}, {}, {}
    for what, name, content, code in group():
        started = time.monotonic()
        got[what], expected[what] = _refusal(content, name), code
        if time.monotonic() - started > 5:
            slow[what] = time.monotonic() - started
    assert got == expected
    assert slow == {}
    assert len(got) == GROUPS[group]


def test_hostile_files_are_at_least_sixty():
    assert sum(GROUPS.values()) >= 60


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", files.xlsx(hostile.ANNA)),
        ("a.ods", files.ods(f"<table:table-row>{files.ods_cell('Anna')}</table:table-row>")),
        ("a.xls", files.xls(files.xls_label(0, 0, "Anna"))),
        ("a.csv", b"Anna\n"),
    ],
)
def test_the_harmless_file_of_each_kind_is_read(name, content):
    """The control: what is refused above is refused for its fault, not for its form."""
    assert [[cell.text for cell in row] for row in read_workbook(content, name).sheets[0].rows] == [["Anna"]]


@pytest.mark.slow
def test_reading_leaves_the_servers_memory_alone():
    heavy = [case for case in [*hostile.sizes(), *hostile.old_and_plain()] if case[3].startswith("too_")]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _, name, content, code in heavy:
        assert _refusal(content, name) == code
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024  # kilobytes


@pytest.mark.slow
@pytest.mark.parametrize(
    ("program", "limits"),
    [
        ("while True: pass", {"seconds": 1}),
        ("b = bytearray(1 << 40)", {}),
        ("import os; os.kill(os.getpid(), 11)", {}),
    ],
)
def test_a_reader_that_runs_wild_is_stopped(monkeypatch, tmp_path, program, limits):
    """Whatever a reader does, its process ends at the limits and the answer is a refusal."""
    wild = tmp_path / "wild"
    wild.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        "from gemensam.foundation.documents.reading import child\n"
        "child._limit_oneself(child.Limits(**json.loads(sys.argv[-1])))\n"
        f"{program}\n"
    )
    wild.chmod(0o755)
    monkeypatch.setattr(tables.sys, "executable", str(wild))
    started = time.monotonic()
    with pytest.raises(TableRefused) as refusal:
        read_workbook(b"a", "a.csv", TableLimits(**limits))
    assert refusal.value.code in {"too_heavy", "damaged"}
    assert time.monotonic() - started < 5


@pytest.mark.slow
def test_reading_process_has_none_of_our_environment(monkeypatch, tmp_path):
    spy = tmp_path / "spy"
    spy.write_text(
        f"#!{sys.executable}\nimport os, json\nprint(json.dumps({{'refused': ' '.join(os.environ), 'facts': {{}}}}))\n"
    )
    spy.chmod(0o755)
    monkeypatch.setenv("GEMENSAM_DATA_KEYS", "secret")
    monkeypatch.setattr(tables.sys, "executable", str(spy))
    with pytest.raises(TableRefused) as refusal:
        read_workbook(b"a", "a.csv")
    assert "GEMENSAM" not in refusal.value.code
    assert "PYTHONPATH" in refusal.value.code
    assert os.environ["GEMENSAM_DATA_KEYS"] == "secret"


@pytest.mark.parametrize("name", ["fil.csv", "fil.xlsx", "fil.exe"])
def test_reading_at_hand_of_other_tests_answers_as_the_process(name: str):
    longest = csv.field_size_limit()
    answers = [
        read(b"Namn;Tal\n\xc3\x85sa;=1+1\n", name, TableLimits()) for read in (tables._read_apart, _read_here)
    ]
    assert answers[0] == answers[1]
    assert csv.field_size_limit() == longest  # of the tests' own process
    assert set(answers[0]) in ({"sheets"}, {"refused", "facts"})
