"""Small files, small functions, small templates."""

import ast

from tests.repository import tree

FILE_LINES, FUNCTION_LINES, TEMPLATE_LINES = 400, 50, 150


def too_long(name: str, text: str, limit: int) -> list[str]:
    """The file, when it has more lines than the limit."""
    lines = len(text.splitlines())
    return [f"{name}: {lines} lines, at most {limit}"] if lines > limit else []


def long_functions(name: str, module: ast.Module) -> list[str]:
    """Functions with more lines than the limit, from ``def`` to the last line."""
    return [
        f"{name}:{function.lineno} {function.name}: {function.end_lineno - function.lineno + 1} lines"
        for function in tree.functions(module)
        if function.end_lineno - function.lineno + 1 > FUNCTION_LINES
    ]


def test_python_files_are_short():
    found = [
        finding
        for path in tree.python_files()
        if not tree.is_migration(path)
        for finding in too_long(tree.name(path), path.read_text(encoding="utf-8"), FILE_LINES)
    ]
    assert found == [], "\n".join(found)


def test_functions_are_short():
    found = [
        finding
        for path in tree.python_files()
        if not tree.is_migration(path)
        for finding in long_functions(tree.name(path), tree.parse(path))
    ]
    assert found == [], "\n".join(found)


def test_templates_are_short():
    found = [
        finding
        for path in tree.files(".html")
        for finding in too_long(tree.name(path), path.read_text(encoding="utf-8"), TEMPLATE_LINES)
    ]
    assert found == [], "\n".join(found)


def test_too_long_with_a_line_too_many_finds_the_file():
    assert too_long("a.py", "x\n" * 401, 400) == ["a.py: 401 lines, at most 400"]
    assert too_long("a.py", "x\n" * 400, 400) == []


def test_long_functions_with_fifty_one_lines_finds_the_function():
    body = "    x = 1\n" * 50
    assert long_functions("a.py", ast.parse("def f():\n" + body)) == ["a.py:1 f: 51 lines"]
    assert long_functions("a.py", ast.parse("def f():\n" + body[10:])) == []
