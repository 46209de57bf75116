"""Writes docs/permissions.md: who holds which permission, and where each is asked for.

Run it after a change of roles, permissions or pages: ``python tools/permissions_doc.py``. A test compares.
"""

import ast
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "gemensam"
PAGE = ROOT / "docs" / "permissions.md"
HEAD = """# Permissions

Who may do what. Generated from `foundation/access/roles.py`, the pages' own declarations and the code that
asks; run `python tools/permissions_doc.py` after a change. A test compares, so a change of access shows in
review as a changed line here.

A permission says what. Where it holds is decided by the organisation of the grant, in each part's `policies.py`.
Protected identity is decided by the directory's policy alone: only `person_protected.read` opens it.
"""


def roles_table() -> Iterator[str]:
    """Each role with its Swedish name, its sentence, and whether it needs a second factor."""
    from gemensam.foundation.access.roles import ROLES

    yield "\n## Roles\n"
    yield "| Code | Name | What for | Second factor |"
    yield "|---|---|---|---|"
    for role, definition in ROLES.items():
        need = "yes" if definition.is_staff else "no"
        yield f"| `{role}` | {definition.name} | {definition.sentence} | {need} |"


def matrix() -> Iterator[str]:
    """Permission by role."""
    from gemensam.foundation.access.permissions import Permission
    from gemensam.foundation.access.roles import ROLES

    yield "\n## Role × permission\n"
    yield "| Permission | " + " | ".join(f"`{role}`" for role in ROLES) + " |"
    yield "|---|" + ":-:|" * len(ROLES)
    for permission in Permission:
        cells = ["●" if permission in definition.permissions else "" for definition in ROLES.values()]
        yield f"| `{permission}` | " + " | ".join(cells) + " |"


def pages() -> tuple[dict[str, list[str]], list[str], list[str]]:
    """Addresses by permission; addresses for everyone logged in; addresses for everyone. Only our own."""
    from django.urls import URLResolver, get_resolver

    by_permission: dict[str, list[str]] = defaultdict(list)
    signed_in: list[str] = []
    everyone: list[str] = []

    def walk(patterns: list, prefix: str) -> None:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
                continue
            declaration = getattr(pattern.callback, "access", None)
            if declaration is None:
                continue
            line = f"`/{route}`" if "GET" in declaration.methods else f"`/{route}` (send)"
            lists = {"everyone": everyone, "signed_in": signed_in}
            if declaration.audience in lists:
                lists[declaration.audience].append(line)
            for permission in declaration.permissions:
                by_permission[permission].append(line)

    walk(get_resolver().url_patterns, "")
    return by_permission, signed_in, everyone


def askers() -> dict[str, list[str]]:
    """Modules of services, queries and policies that name a permission, by the permission's member name."""
    found: dict[str, set[str]] = defaultdict(set)
    for band in ("domains", "foundation"):
        for path in sorted((SOURCE / band).rglob("*.py")):
            if path.parent.name == "access":
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Permission":
                    found[node.attr].add(str(path.relative_to(SOURCE)))
    return {name: sorted(paths) for name, paths in found.items()}


def usage() -> Iterator[str]:
    """Where each permission is asked for."""
    from gemensam.foundation.access.permissions import Permission

    by_permission, signed_in, everyone = pages()
    modules = askers()
    yield "\n## Where each is asked for\n"
    for permission in Permission:
        yield f"### `{permission}`\n"
        lines = sorted(by_permission.get(permission, [])) + [
            f"`{path}`" for path in modules.get(permission.name, [])
        ]
        yield from (f"- {line}" for line in lines)
        yield "" if lines else "- nowhere yet\n"
    yield "## Pages for everyone who is logged in\n"
    yield from (f"- {line}" for line in sorted(signed_in))
    yield "\n## Pages for everyone\n"
    yield from (f"- {line}" for line in sorted(everyone))


def text() -> str:
    """The whole page. Django must be set up."""
    return HEAD + "\n".join([*roles_table(), *matrix(), *usage()]) + "\n"


def main() -> int:
    """Write the page."""
    sys.path.insert(0, str(ROOT / "src"))
    os.environ["GEMENSAM_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gemensam.config.settings_test")
    import django

    django.setup()
    PAGE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
