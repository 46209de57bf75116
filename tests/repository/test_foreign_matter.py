"""Nothing of a certain machine, of a registry, or of the material beside the project may be in the tree."""

import re
from pathlib import Path

from tests.repository import tree

PUBLIC_INDEX_FILES = {"uv.lock", "start.py"}  # the public package index is named there and nowhere else
BINARY = {".png", ".woff2", ".xlsx", ".xls", ".ods", ".zip", ".ico", ".mo", ".pyc", ".ttf"}
PATTERNS = {
    "a path of a machine": re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users)/\w"),
    "the material beside the project": re.compile(
        r"(?<!\w)(?:\.\./|/)shared/|shared/(?:domain|formats|look)"
    ),
    "a registry": re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org"),
}


def foreign(name: str, text: str) -> list[str]:
    """Lines that hold what does not belong."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in PATTERNS.items():
            if what == "a registry" and name in PUBLIC_INDEX_FILES | {"frontend/package-lock.json"}:
                continue
            if pattern.search(line):
                found.append(f"{name}:{number} {what}")
    return found


def test_tree_holds_nothing_foreign():
    found = [
        finding
        for path in tree.files()
        if path.suffix not in BINARY and path != Path(__file__)
        for finding in foreign(tree.name(path), path.read_text(encoding="utf-8"))
    ]
    assert found == [], "\n".join(found)


def test_foreign_with_path_registry_and_material_finds_each():
    text = 'open("/work/main/x")\n# see shared/domain/admissions.md\nurl = "https://pypi.org/simple"\n"/var/lib"\n'
    assert foreign("a.py", text) == [
        "a.py:1 a path of a machine",
        "a.py:2 the material beside the project",
        "a.py:3 a registry",
    ]


def test_foreign_in_the_lock_allows_the_public_index():
    assert foreign("uv.lock", 'source = { registry = "https://pypi.org/simple" }') == []
