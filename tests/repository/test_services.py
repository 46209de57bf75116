"""One use case = one file = one public keyword-only function that asks for permission and leaves a trace.

A service that rightly does without one of them says so in a line of its own:
``# without permission: <reason>`` or ``# without audit: <reason>``.
"""

import ast
from pathlib import Path

from tests.repository import tree

DUTIES = {
    "require": "permission",
    "record": "audit",
}  # the call that fulfils it -> what the exception line says


def called_names(node: ast.AST) -> set[str]:
    """The last part of everything that is called: ``policies.require(…)`` gives ``require``."""
    names = set()
    for call in (found for found in ast.walk(node) if isinstance(found, ast.Call)):
        if isinstance(call.func, ast.Attribute):
            names.add(call.func.attr)
        elif isinstance(call.func, ast.Name):
            names.add(call.func.id)
    return names


def used_siblings(module: ast.Module, siblings: dict[str, ast.Module]) -> list[ast.AST]:
    """Functions and classes of sibling modules (``_transition.py`` …) that the module imports and calls."""
    called = called_names(module)
    found: list[ast.AST] = []
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and ".services." in node.module:
            sibling = siblings.get(node.module.rpartition(".")[2], ast.Module([], []))
            wanted = {alias.name for alias in node.names if (alias.asname or alias.name) in called}
            found += [one for one in sibling.body if getattr(one, "name", None) in wanted]
    return found


def faults(name: str, text: str, siblings: dict[str, ast.Module] | None = None) -> list[str]:
    """What a service file lacks."""
    module = ast.parse(text)
    public = [
        node for node in module.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    if len(public) != 1:
        return [f"{name}: {len(public)} public functions"]
    found = []
    if public[0].args.args or public[0].args.posonlyargs or public[0].args.vararg:
        found.append(f"{name}: {public[0].name} takes positional arguments")
    if not ast.get_docstring(public[0]):
        found.append(f"{name}: {public[0].name} has no docstring")
    called = called_names(module)
    for function in used_siblings(module, siblings or {}):
        called |= called_names(function)
    for call, duty in DUTIES.items():
        marks = (line.partition(f"# without {duty}: ")[2] for line in text.splitlines())
        if not any(name.startswith(call) for name in called) and not any(
            len(reason) >= 12 for reason in marks
        ):
            found.append(f"{name}: no {duty}")
    return found


def service_folders() -> list[Path]:
    """Every ``services`` folder of the domains and of foundation."""
    return [
        path
        for band in ("domains", "foundation")
        for path in sorted((tree.PACKAGE / band).glob("*/services"))
    ]


def test_every_service_is_one_function_that_requires_and_records():
    found = []
    for folder in service_folders():
        siblings = {path.stem: tree.parse(path) for path in folder.rglob("*.py")}
        for path in sorted(folder.rglob("*.py")):
            if not path.name.startswith("_"):
                found += faults(tree.name(path), path.read_text(encoding="utf-8"), siblings)
    assert found == [], "\n".join(found)


GOOD = '''
def admit(*, actor):
    """Admit."""
    policies.require(actor)
    record(actor=actor)
'''


def test_faults_in_a_sound_service_finds_nothing():
    assert faults("admit.py", GOOD) == []


def test_faults_without_permission_or_audit_finds_both():
    assert faults("admit.py", 'def admit(*, actor):\n    """Admit."""\n') == [
        "admit.py: no permission",
        "admit.py: no audit",
    ]


def test_faults_with_positional_arguments_finds_them():
    assert faults("admit.py", GOOD.replace("*, actor", "actor")) == [
        "admit.py: admit takes positional arguments"
    ]


def test_faults_with_two_public_functions_finds_them():
    assert faults("admit.py", GOOD + GOOD.replace("admit", "expel")) == ["admit.py: 2 public functions"]


def test_faults_with_a_stated_reason_accepts_the_exception():
    text = (
        GOOD.replace("    record(actor=actor)\n", "") + "# without audit: changes nothing that anyone sees\n"
    )
    assert faults("admit.py", text) == []
    assert faults("admit.py", text.replace("changes nothing that anyone sees", "no")) == [
        "admit.py: no audit"
    ]


def test_faults_where_a_sibling_does_the_duty_accepts_it():
    text = (
        "from gemensam.domains.x.services._turn import turn\n"
        'def admit(*, actor):\n    """Admit."""\n    turn(actor)\n'
    )
    siblings = {"_turn": ast.parse("def turn(actor):\n    policies.require(actor)\n    record(actor)\n")}
    assert faults("admit.py", text, siblings) == []
    assert faults("admit.py", text, {"_turn": ast.parse("def turn(actor): pass")}) != []
