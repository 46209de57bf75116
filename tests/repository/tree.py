"""The files of the project as the repository tests see them: written here, not left behind by tools."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "gemensam"
WEB = PACKAGE / "interfaces" / "web"
FOLDERS = ("src", "tests", "tools", "benchmarks", "docs", "frontend", ".ci")
LEFT_BEHIND = {
    ".git",
    "__pycache__",
    "node_modules",
    "build",
    ".ruff_cache",
    ".mypy_cache",
    ".pytest_cache",
    "vendor",
}


def files(*suffixes: str, under: Path | None = None) -> Iterator[Path]:
    """Files with one of the suffixes (all when none is given), in a fixed order."""
    starts = [under] if under else [ROOT / folder for folder in FOLDERS]
    found = [path for start in starts if start.exists() for path in start.rglob("*")]
    if under is None:
        found += ROOT.iterdir()
    for path in sorted(set(found)):
        inside = path.relative_to(ROOT).parts
        if (
            path.is_file()
            and not LEFT_BEHIND.intersection(inside)
            and (path.suffix in suffixes or not suffixes)
        ):
            yield path


def python_files(under: Path | None = None) -> Iterator[Path]:
    """Python files, migrations too."""
    return files(".py", under=under)


def parse(path: Path) -> ast.Module:
    """The file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """The path as findings name it."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def is_migration(path: Path) -> bool:
    """Whether the file is a database migration."""
    return path.parent.name == "migrations" and path.name != "__init__.py"


def functions(module: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, however deep."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
