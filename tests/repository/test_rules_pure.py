"""The rules band: only arguments in, only results out, and the law cited where it is applied."""

import ast
import re
import sys

from tests.repository import tree

RULES = tree.PACKAGE / "rules"
ALLOWED_EXTERNAL = {"numpy", "gemensam_kernel"}  # both take arrays and give arrays: ADR 7
BUILTINS_REFUSED = {
    "open",
    "input",
    "print",
    "eval",
    "exec",
    "__import__",
    "breakpoint",
    "id",
    "hash",
    "globals",
}
STANDARD_REFUSED = {
    "random",
    "secrets",
    "time",
    "os",
    "pathlib",
    "logging",
    "subprocess",
    "socket",
    "uuid",
    "io",
}
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today")}
LAW = re.compile(
    r"\b(SL|GF|SFS|SkolL|FL|KL|OSL)\s*\d|skollagen|gymnasieförordningen|förordning|\bkap\.|§|"
    r"agreement|samverkansavtal|praxis|practice|SKOLFS|Prop\.|format|policy|Policy",
    re.IGNORECASE,
)


def impure(name: str, module: ast.Module) -> list[str]:
    """Uses of a clock, dice, files or the terminal; imports of anything but numpy and ourselves."""
    found = []
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in BUILTINS_REFUSED
        ):
            found.append(f"{name}:{node.lineno} {node.func.id}()")
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
            if (owner, node.attr) in CLOCKS or (owner, node.attr) == ("np", "random"):
                found.append(f"{name}:{node.lineno} {owner}.{node.attr}")
        for imported in imported_modules(node):
            top = imported.partition(".")[0]
            own = imported.startswith("gemensam.rules") or top in ALLOWED_EXTERNAL
            if (top in STANDARD_REFUSED or top not in sys.stdlib_module_names) and not own:
                found.append(f"{name}:{node.lineno} import {imported}")
    return found


def imported_modules(node: ast.AST) -> list[str]:
    """What an import statement names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def floats(name: str, module: ast.Module) -> list[str]:
    """Float literals and ``float(…)``: exact numbers only."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            found.append(f"{name}:{node.lineno} {node.value}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            found.append(f"{name}:{node.lineno} float()")
    return found


def uncited(name: str, module: ast.Module) -> list[str]:
    """Public functions whose docstring, and whose module's, names neither law nor agreement."""
    head = ast.get_docstring(module) or ""
    found = []
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            own = ast.get_docstring(node)
            if not own:
                found.append(f"{name}:{node.lineno} {node.name} has no docstring")
            elif not LAW.search(own) and not LAW.search(head):
                found.append(f"{name}:{node.lineno} {node.name} cites nothing")
    return found


def on_rules(check) -> list[str]:
    """The findings of a check over all rule files."""
    return [
        finding for path in tree.python_files(RULES) for finding in check(tree.name(path), tree.parse(path))
    ]


def test_rules_have_no_clock_dice_or_files():
    found = on_rules(impure)
    assert found == [], "\n".join(found)


def test_rules_are_exact():
    found = on_rules(floats)
    assert found == [], "\n".join(found)


def test_rules_cite_their_source():
    found = on_rules(uncited)
    assert found == [], "\n".join(found)


def test_impure_with_clock_dice_file_and_framework_finds_each():
    text = (
        "import random\nfrom datetime import date\nimport polars\nimport numpy as np\n"
        "date.today()\nopen('x')\nnp.random.default_rng()\n"
    )
    assert [finding.partition(" ")[2] for finding in impure("r.py", ast.parse(text))] == [
        "import random",
        "import polars",
        "open()",
        "date.today",
        "np.random",
    ]


def test_impure_with_pure_code_finds_nothing():
    text = "from fractions import Fraction\nimport numpy as np\nfrom gemensam.rules.terms import GRADES\n"
    assert impure("r.py", ast.parse(text)) == []


def test_floats_with_a_float_finds_it():
    assert floats("r.py", ast.parse("a = 0.5\nb = float(a)\nc = 1\n")) == ["r.py:1 0.5", "r.py:2 float()"]


def test_uncited_without_law_finds_the_function():
    text = '"""Merit."""\ndef merit():\n    """Sum it."""\n'
    assert uncited("r.py", ast.parse(text)) == ["r.py:2 merit cites nothing"]
    assert uncited("r.py", ast.parse(text.replace("Sum it", "Sum it (GF 7:4)"))) == []
