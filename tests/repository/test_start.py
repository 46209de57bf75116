"""start.py and tools/: how a bare machine gets its uv, its environment and its demo."""

import ast
import hashlib
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import start
from tests import conftest
from tests.repository import tree
from tools import demo, run_checks, run_tests

SOURCE = (tree.ROOT / "start.py").read_text(encoding="utf-8")
SETTINGS = (
    "UV_DEFAULT_INDEX",
    "UV_INDEX_URL",
    "PIP_INDEX_URL",
    "PIP_CONFIG_FILE",
    "SSL_CERT_FILE",
    "PIP_CERT",
    "REQUESTS_CA_BUNDLE",
    "APPDATA",
)


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """No settings of pip or uv but those that the test makes; ``tmp_path`` is home."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    real = Path.is_file
    monkeypatch.setattr(Path, "is_file", lambda path: path != Path("/etc/pip.conf") and real(path))
    return tmp_path


def outside_standard_library(module: ast.Module) -> list[str]:
    """Imports of what a bare Python lacks."""
    names = [alias.name for node in ast.walk(module) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    return [name for name in names if name.partition(".")[0] not in sys.stdlib_module_names]


def test_start_uses_the_standard_library_only():
    assert outside_standard_library(ast.parse(SOURCE)) == []
    assert outside_standard_library(ast.parse("import numpy.linalg\nimport os")) == ["numpy.linalg"]


def test_start_is_read_by_an_old_python():
    assert isinstance(ast.parse(SOURCE, feature_version=(3, 7)), ast.Module)
    with pytest.raises(SyntaxError):
        ast.parse("match x:\n    case 1: pass", feature_version=(3, 7))


def test_main_on_an_old_python_tells_so_in_both_languages(monkeypatch):
    monkeypatch.setattr(start.sys, "version_info", (3, 8, 10))
    with pytest.raises(SystemExit) as stopped:
        start.main(["demo"])
    assert "behöver Python 3.11" in str(stopped.value)
    assert "needs Python 3.11" in str(stopped.value)


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--help"], 0), (["dance"], 2)])
def test_main_without_a_known_command_shows_the_help(arguments, code, capsys):
    with pytest.raises(SystemExit) as stopped:
        start.main(arguments)
    assert stopped.value.code == code
    assert "start.py demo" in capsys.readouterr().out


def test_wheels_have_whole_checksums():
    for tag, checksum in start.UV_WHEELS.values():
        assert (len(checksum), set(checksum) <= set("0123456789abcdef")) == (64, True), tag


def test_index_address_without_settings_is_the_public_one(bare):
    assert start.index_address() == start.PUBLIC_INDEX


def test_index_address_from_environment_comes_before_pips_file(bare, monkeypatch):
    (bare / ".pip").mkdir()
    (bare / ".pip" / "pip.conf").write_text("[global]\nindex-url = https://file.example.invalid/simple/\n")
    assert start.index_address() == "https://file.example.invalid/simple"
    monkeypatch.setenv("PIP_INDEX_URL", "https://pip.example.invalid/simple/")
    assert start.index_address() == "https://pip.example.invalid/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "inside=https://uv.example.invalid/simple")
    assert start.index_address() == "https://uv.example.invalid/simple"


def test_certificates_named_by_pip_are_used_when_the_file_exists(bare, monkeypatch):
    monkeypatch.setenv("PIP_CERT", str(bare / "gone.pem"))
    assert start.certificates() == ""
    (bare / "gone.pem").write_text("")
    assert start.certificates() == str(bare / "gone.pem")


def test_wheel_address_reads_json_and_html_pages():
    index, name = "https://index.example.invalid/simple", "uv-1.whl"
    page = json.dumps({"files": [{"filename": name, "url": "../../files/uv-1.whl"}]}).encode()
    expected = "https://index.example.invalid/files/uv-1.whl"
    assert start.wheel_address(page, index, name) == expected
    assert start.wheel_address(b'<a href="../../files/uv-1.whl#sha256=0">uv</a>', index, name) == expected
    with pytest.raises(start.Halt):
        start.wheel_address(b"<html></html>", index, name)


def wheel() -> bytes:
    """A wheel that holds a program called uv."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(f"uv-{start.UV_VERSION}.data/scripts/uv", "#!/bin/sh\n")
    return content.getvalue()


@pytest.fixture
def index(bare, monkeypatch):
    """An index that serves the wheel above; the test chooses which checksum start.py expects."""
    key = start.platform_key()
    tag = start.UV_WHEELS[key][0]
    file_name = f"uv-{start.UV_VERSION}-py3-none-{tag}.whl"
    page = json.dumps({"files": [{"filename": file_name, "url": "https://files.example.invalid/uv.whl"}]})
    answers = {f"{start.PUBLIC_INDEX}/uv/": page.encode(), "https://files.example.invalid/uv.whl": wheel()}
    monkeypatch.setattr(start, "fetch", lambda address, accept="": answers[address])
    return lambda checksum: monkeypatch.setitem(start.UV_WHEELS, key, (tag, checksum))


def test_fetch_uv_with_the_right_checksum_unpacks_the_program(index, tmp_path):
    index(hashlib.sha256(wheel()).hexdigest())
    start.fetch_uv(tmp_path / "own" / "uv")
    assert (tmp_path / "own" / "uv").read_text() == "#!/bin/sh\n"
    assert os.access(tmp_path / "own" / "uv", os.X_OK)


def test_fetch_uv_with_another_checksum_keeps_nothing(index, tmp_path):
    index("0" * 64)
    with pytest.raises(start.Halt, match="kontrollsumma"):
        start.fetch_uv(tmp_path / "own" / "uv")
    assert not (tmp_path / "own").exists()


def test_lock_digest_changes_with_the_lock_and_not_with_tool_settings(tmp_path, monkeypatch):
    monkeypatch.setattr(start, "ROOT", tmp_path)
    (tmp_path / "uv.lock").write_text("one")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n[tool.ruff]\nline-length = 1\n")
    first = start.lock_digest()
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n[tool.ruff]\nline-length = 2\n")
    assert start.lock_digest() == first
    (tmp_path / "uv.lock").write_text("two")
    assert start.lock_digest() != first


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """A folder where prepare() can be watched; gives the list of installations that it asks for."""
    asked = []
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(start, "find_uv", lambda: "uv")
    monkeypatch.setattr(start, "install", lambda uv, env, groups: asked.append(groups))
    return asked


def test_prepare_twice_installs_once(environment):
    start.prepare()
    start.prepare()
    assert environment == [()]


def test_prepare_with_more_groups_keeps_those_installed(environment):
    start.prepare("test", "lint")
    start.prepare("test")
    start.prepare()
    assert environment == [("lint", "test")]


def test_prepare_after_a_changed_lock_installs_again(environment, monkeypatch):
    start.prepare("test")
    monkeypatch.setattr(start, "lock_digest", lambda: "another")
    start.prepare()
    assert environment == [("test",), ("test",)]


def test_choose_port_takes_the_next_when_the_first_is_taken(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(demo, "FIRST_PORT", port)
        assert demo.choose_port(None) > port
        with pytest.raises(start.Halt):
            demo.choose_port(port)
    assert demo.choose_port(port) == port


def test_remove_leaves_only_the_mark(tmp_path):
    (tmp_path / demo.MARK).touch()
    (tmp_path / "gemensam.sqlite3").touch()
    (tmp_path / "log").mkdir()
    demo.remove(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [demo.MARK]


def test_demo_in_a_folder_of_something_else_is_refused(tmp_path, monkeypatch):
    (tmp_path / "thesis.odt").touch()
    monkeypatch.setenv("GEMENSAM_DATA", str(tmp_path))
    with pytest.raises(start.Halt, match="inte demolänets mapp"):
        demo.demo(["--reset"])
    assert (tmp_path / "thesis.odt").exists()


def test_only_one_demo_at_a_time_works_on_the_data(tmp_path):
    with demo.only_one(tmp_path), pytest.raises(start.Halt, match="körs redan"), demo.only_one(tmp_path):
        pass
    with demo.only_one(tmp_path):
        pass


def test_watch_with_a_program_that_keeps_ending_says_so_and_gives_up(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(demo.time, "sleep", lambda seconds: time.monotonic())
    service = demo.Service(
        "Jobbköraren", [sys.executable, "-c", "print('slut'); exit(3)"], tmp_path / "log", {}
    )
    service.start()
    with pytest.raises(start.Halt, match="startas inte igen"):
        demo.watch([service])
    assert capsys.readouterr().out.count("Jobbköraren slutade oväntat (kod 3)") == demo.RESTARTS + 1
    assert (tmp_path / "log").read_text().split() == ["slut"] * (demo.RESTARTS + 1)


GUARDED = """
import sys, time
import signal
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)  # whoever runs the tests may ignore it
sys.path.insert(0, sys.argv[1])
import start
def action(arguments):
    start.spawn([sys.executable, "-c", sys.argv[2], *sys.argv[3:]])
    time.sleep(60)
start.guard(action, [])
"""
CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1], sys.argv[2]])"
GRANDCHILD = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(60)"


def is_running(process_id: int) -> bool:
    """Whether the process is there and not merely waiting for someone to read its exit code."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.slow
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_guard_when_told_to_stop_ends_grandchildren_too(sign, tmp_path):
    mark = tmp_path / "pid"
    process = subprocess.Popen([sys.executable, "-c", GUARDED, str(tree.ROOT), CHILD, GRANDCHILD, str(mark)])
    deadline = time.monotonic() + 20
    while not (mark.exists() and mark.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    grandchild = int(mark.read_text())
    assert is_running(grandchild)  # the control
    process.send_signal(sign)
    assert process.wait(timeout=20) == 130
    assert not is_running(grandchild)


def test_files_with_a_mark_are_those_that_name_it():
    assert "tests/crash/test_killed_jobs.py" in run_tests.files_with(("crash",))
    assert "tests/journeys/test_every_page.py" in run_tests.files_with(("journey",))
    assert "tests/foundation/audit/test_many_writers.py" in run_tests.files_with(("crash", "postgres"))
    assert run_tests.files_with(("no_such_mark_",)) == []


def test_mark_that_its_file_does_not_name_is_refused():
    class Marked:
        path = tree.ROOT / "tests/repository/sweep.py"

        def get_closest_marker(self, name):
            return name == "crash"

    with pytest.raises(pytest.UsageError, match="with crash in that file"):
        conftest.refuse_lost_marks([Marked()])


@pytest.mark.parametrize(
    ("marker", "fixtures", "expected"),
    [("", (), False), ("", ("tmp_path",), False), ("", ("tmp_path", "db"), True), ("django_db", (), True),
     ("postgres", (), True), ("slow", (), False)],
)  # fmt: skip
def test_only_tests_that_use_a_database_run_on_postgresql(marker, fixtures, expected):
    class Item:
        fixturenames = fixtures

        def get_closest_marker(self, name):
            return name == marker

    assert conftest.uses_database(Item()) is expected


def test_judge_a_part_that_ran_nothing_fails():
    part = run_tests.PARTS[0]
    assert run_tests.judge(part, run_tests.Outcome(0, 0, 0), 5, ci=False) == ["no test was run"]
    assert run_tests.judge(part, run_tests.Outcome(9, 0, 1), 0, ci=True) == []


def test_judge_skipped_journeys_fail_in_ci_only():
    journeys = next(part for part in run_tests.PARTS if "journey" in part.named)
    outcome = run_tests.Outcome(0, 0, 12)
    assert run_tests.judge(journeys, outcome, 0, ci=False) == []
    assert run_tests.judge(journeys, outcome, 0, ci=True) == ["12 skipped, which CI does not accept here"]


def test_count_reads_a_report(tmp_path):
    report = tmp_path / "r.xml"
    report.write_text(
        "<testsuites><testsuite><testcase/><testcase><failure/></testcase>"
        "<testcase><skipped/></testcase><testcase/></testsuite></testsuites>"
    )
    assert run_tests.count(report) == run_tests.Outcome(2, 1, 1)
    assert run_tests.count(tmp_path / "none.xml") == run_tests.Outcome(0, 1, 0)


def test_checks_with_an_unknown_name_are_refused():
    with pytest.raises(start.Halt, match="No such check: dance"):
        run_checks.check(["dance"])


def test_ci_runs_the_whole_suite():
    script = tree.ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "CI=true exec python3 start.py test\n" in script.read_text(encoding="utf-8")
