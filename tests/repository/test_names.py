"""Names say what is inside: no drawers for odds and ends."""

from pathlib import Path

from tests.repository import tree

REFUSED = {"utils", "util", "helpers", "helper", "common", "misc", "base", "manager", "managers", "stuff"}
LAYOUT_FRAME = "src/gemensam/interfaces/web/layout/base.html"  # the page frame that Django's words call base


def drawers(paths: list[str]) -> list[str]:
    """Paths of which a folder or the file itself has a name that says nothing."""
    return [
        path
        for path in paths
        if path != LAYOUT_FRAME and REFUSED & {Path(part).stem for part in Path(path).parts}
    ]


def test_no_file_or_folder_is_a_drawer():
    assert drawers([tree.name(path) for path in tree.files(".py", ".html", ".js", ".css", ".md")]) == []


def test_drawers_with_a_utils_file_or_folder_finds_them():
    bad = ["src/gemensam/rules/utils.py", "src/gemensam/common/x.py", "tests/helpers.py"]
    assert drawers([*bad, "src/gemensam/rules/terms.py"]) == bad


def exceptions_without_reason(name: str, text: str) -> list[str]:
    """Lines that set a rule aside without saying why."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for mark in ("# noqa", "# type: ignore", "# pragma: no cover", "# mypy: ", "# djlint:off"):
            _, mark_found, after = line.partition(mark)
            reason = after.partition(" - ")[2] or after.partition("# ")[2]
            if mark_found and len(reason.strip()) < 8:
                found.append(f"{name}:{number} {mark}")
        stripped = line.strip()
        skips = ("@pytest.mark.skip", "@pytest.mark.xfail", "pytest.mark.skipif(")
        if stripped.startswith(skips) and "reason=" not in stripped and not stripped.endswith("("):
            found.append(f"{name}:{number} {stripped.split('(')[0]}")
        if stripped in ("pytest.skip()", "pytest.xfail()"):
            found.append(f"{name}:{number} {stripped}")
    return found


def test_every_exception_to_a_rule_has_a_reason():
    found = [
        finding
        for path in tree.python_files()
        if path != Path(__file__)
        for finding in exceptions_without_reason(tree.name(path), path.read_text(encoding="utf-8"))
    ]
    assert found == [], "\n".join(found)


def test_exceptions_without_reason_with_bare_marks_finds_them():
    text = "import x  # noqa: F401\ny = 1  # type: ignore[misc]\n@pytest.mark.skip\npytest.skip()\n"
    assert exceptions_without_reason("a.py", text) == [
        "a.py:1 # noqa",
        "a.py:2 # type: ignore",
        "a.py:3 @pytest.mark.skip",
        "a.py:4 pytest.skip()",
    ]


def test_exceptions_without_reason_with_reasons_finds_nothing():
    text = "import x  # noqa: F401 - registers the handlers\ny = 1  # type: ignore[misc]  # stubs lack this\n"
    assert exceptions_without_reason("a.py", text) == []


def commented_out(name: str, text: str) -> list[str]:
    """Notes of work not done: a tree holds no promises."""
    marks = ("TODO", "FIXME", "XXX", "HACK")
    return [
        f"{name}:{number} {mark}"
        for number, line in enumerate(text.splitlines(), 1)
        for mark in marks
        if f"# {mark}" in line or f"{mark}:" in line
    ]


def test_nothing_is_left_to_do():
    found = [
        finding
        for path in tree.files(".py", ".html", ".js", ".md")
        if path != Path(__file__)
        for finding in commented_out(tree.name(path), path.read_text(encoding="utf-8"))
    ]
    assert found == [], "\n".join(found)


def test_commented_out_with_a_todo_finds_it():
    assert commented_out("a.py", "x = 1  # TODO later\n") == ["a.py:1 TODO"]
