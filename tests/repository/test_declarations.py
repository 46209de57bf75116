"""What every model, migration, dependency and domain must declare."""

import ast
import re
import tomllib

from tests.repository import tree

PROJECT = (tree.ROOT / "pyproject.toml").read_text(encoding="utf-8")
MODEL_FOLDERS = [
    path for band in ("domains", "foundation") for path in (tree.PACKAGE / band).glob("*/models")
]


def model_classes(module: ast.Module) -> list[ast.ClassDef]:
    """Classes that Django makes tables of: a base ends in Model, and no Meta says abstract."""
    found = []
    for node in module.body:
        bases = [ast.unparse(base) for base in node.bases] if isinstance(node, ast.ClassDef) else []
        if any(base.endswith("Model") for base in bases) and "abstract = True" not in ast.unparse(node):
            found.append(node)
    return found


def without_privacy(name: str, module: ast.Module) -> list[str]:
    """Models that do not say what is personal in them, with a docstring that says why or what for."""
    found = []
    for model in model_classes(module):
        privacy = next((n for n in model.body if isinstance(n, ast.ClassDef) and n.name == "Privacy"), None)
        assigned = {
            ast.unparse(getattr(n, "target", None) or n.targets[0])
            for n in (privacy.body if privacy else [])
            if isinstance(n, ast.Assign | ast.AnnAssign)
        }
        if privacy is None or "personal" not in assigned or not ast.get_docstring(privacy):
            found.append(f"{name}: {model.name}")
    return found


def test_every_model_declares_privacy():
    found = [
        finding
        for folder in MODEL_FOLDERS
        for path in tree.python_files(folder)
        for finding in without_privacy(tree.name(path), tree.parse(path))
    ]
    assert found == [], "\n".join(found)


def test_without_privacy_with_a_silent_model_finds_it():
    silent = ast.parse("class Person(models.Model):\n    name = 1\n")
    told = ast.parse(
        'class P(models.Model):\n    class Privacy:\n        """None."""\n        personal = ()\n'
    )
    assert without_privacy("m.py", silent) == ["m.py: Person"]
    assert without_privacy("m.py", told) == []


def migration_faults(name: str, text: str) -> list[str]:
    """A migration named by the machine, or one that imports the application's own moving parts."""
    found = []
    if "_auto_" in name:
        found.append(f"{name}: named by the machine")
    allowed = ("gemensam.foundation.fields", "gemensam.foundation.tables")  # part of a table's definition
    for line in text.splitlines():
        match = re.match(r"\s*(?:from|import) (gemensam[\w.]*)", line)
        if match and not match.group(1).startswith(allowed):
            found.append(f"{name}: imports {match.group(1)}")
    return found


def test_migrations_are_named_and_stand_alone():
    found = [
        finding
        for path in tree.python_files(tree.PACKAGE)
        if tree.is_migration(path)
        for finding in migration_faults(tree.name(path), path.read_text(encoding="utf-8"))
    ]
    assert found == [], "\n".join(found)


def test_migration_faults_with_auto_name_or_app_import_finds_them():
    assert migration_faults("0002_auto_20270101.py", "") == ["0002_auto_20270101.py: named by the machine"]
    text = "from gemensam.domains.catalogue.models import Offering\nimport gemensam.foundation.fields\n"
    assert migration_faults("0002_x.py", text) == ["0002_x.py: imports gemensam.domains.catalogue.models"]


def dependencies_without_reason(text: str) -> list[str]:
    """Lines of a dependency list that do not say why the dependency is there."""
    found, inside = [], False
    for line in text.splitlines():
        if re.match(r"(dependencies|test|lint|\w+) = \[$", line) or line == "requires = [":
            inside = line.split(" ")[0] in ("dependencies", "test", "lint")
        elif line.startswith("]"):
            inside = False
        elif inside and not line.lstrip().startswith("#") and len(line.partition("# ")[2]) < 10:
            found.append(line.strip())
    return found


def test_every_dependency_has_a_reason():
    assert dependencies_without_reason(PROJECT) == []
    assert set(tomllib.loads(PROJECT)["dependency-groups"]) == {"test", "lint"}


def test_dependencies_without_reason_with_a_bare_line_finds_it():
    text = 'dependencies = [\n    "django",  # the web framework\n    "polars",\n]\n'
    assert dependencies_without_reason(text) == ['"polars",']


def domains_without_contract(domains: list[str], contracts: list[dict]) -> list[str]:
    """Domains with models that no contract keeps private."""
    kept = {module for contract in contracts for module in contract.get("protected_modules", [])}
    return [domain for domain in domains if f"gemensam.domains.{domain}.models" not in kept]


def test_every_domain_with_models_keeps_them_private():
    domains = [path.parent.name for path in (tree.PACKAGE / "domains").glob("*/models")]
    contracts = tomllib.loads(PROJECT)["tool"]["importlinter"]["contracts"]
    assert domains != []
    assert domains_without_contract(domains, contracts) == []


def test_domains_without_contract_with_a_new_domain_finds_it():
    contracts = [{"protected_modules": ["gemensam.domains.catalogue.models"]}]
    assert domains_without_contract(["catalogue", "planning"], contracts) == ["planning"]
