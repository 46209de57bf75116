"""The import contracts hold, and each of fourteen kinds of breach makes them fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import tree

PROGRAM = Path(sys.executable).with_name("lint-imports")
DOMAINS = "src/gemensam/domains"

# name -> (file to add to, line to add, contract that must break)
BREACHES = {
    "django in rules": ("src/gemensam/rules/merit/__init__.py", "import django", "pure-rules"),
    "dice in rules": ("src/gemensam/rules/selection/__init__.py", "import random", "pure-rules"),
    "rule family from another": (
        "src/gemensam/rules/pricing/__init__.py",
        "import gemensam.rules.merit",
        "rule-families",
    ),
    "verifier from rules": ("src/gemensam_verifier/__init__.py", "import gemensam.rules", "verifier-apart"),
    "rules from the compiled kernel": (
        "src/gemensam_kernel/__init__.py",
        "import gemensam.rules",
        "kernel-apart",
    ),
    "the compiled kernel from elsewhere": (
        "src/gemensam/interfaces/web/__init__.py",
        "import gemensam_kernel",
        "kernel-behind-allocation",
    ),
    "audit from access": (
        "src/gemensam/foundation/access/actors.py",
        "import gemensam.foundation.audit",
        "foundation-order",
    ),
    "domain from foundation": (
        "src/gemensam/foundation/directory/__init__.py",
        "import gemensam.domains.catalogue",
        "bands",
    ),
    "service from query": (
        f"{DOMAINS}/admissions/queries/__init__.py",
        "import gemensam.domains.admissions.services",
        "inside-a-domain",
    ),
    "admissions from catalogue": (
        f"{DOMAINS}/catalogue/policies.py",
        "import gemensam.domains.admissions",
        "domain-order",
    ),
    "another domain's models": (
        f"{DOMAINS}/quality/__init__.py",
        "import gemensam.domains.admissions.models",
        "private-models-admissions",
    ),
    "model in a view": (
        "src/gemensam/interfaces/web/__init__.py",
        "import gemensam.domains.catalogue.models",
        "thin-interfaces",
    ),
    "web from api": (
        "src/gemensam/interfaces/api/__init__.py",
        "import gemensam.interfaces.web",
        "interfaces-apart",
    ),
    "a sixth folder": ("src/gemensam/utils/__init__.py", "", "bands"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of a folder that holds pyproject.toml and src/, without a cache."""
    return subprocess.run(
        [PROGRAM, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code, to break."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(
        tree.ROOT / "src",
        folder / "src",
        ignore=shutil.ignore_patterns("__pycache__", "static", "*.html", "*.css"),
    )
    shutil.copy(tree.ROOT / "pyproject.toml", folder)
    return folder


def names_of_broken(output: str) -> list[str]:
    """Names of the contracts that the report calls broken; it may add how many imports are ignored."""
    return [line.partition(" BROKEN")[0] for line in output.splitlines() if " BROKEN" in line]


def name_of(contract: str) -> str:
    """The name of the contract with the id."""
    import tomllib

    settings = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(one["name"] for one in contracts if one["id"] == contract)


@pytest.mark.slow
def test_contracts_of_the_tree_hold(copy):
    done = lint(copy)
    assert (done.returncode, names_of_broken(done.stdout)) == (0, []), done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("breach", BREACHES)
def test_contracts_with_a_breach_fail(copy, breach):
    path, line, contract = BREACHES[breach]
    file = copy / path
    before = file.read_text(encoding="utf-8") if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        done = lint(copy)
    finally:
        if before is None:
            shutil.rmtree(file.parent)
        else:
            file.write_text(before, encoding="utf-8")
    assert done.returncode == 1
    assert name_of(contract) in names_of_broken(done.stdout), done.stdout
