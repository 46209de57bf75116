"""Every template compiles and is used; every component is used and shows itself in a preview."""

import re
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.repository import tree

COMPONENTS = tree.WEB / "components"
# Templates that a library asks for by a name of its own.
BY_NAME = re.compile(
    r"(^|/)(account|mfa|socialaccount|allauth|django/forms|admin)/|(^|/)(40[034]|500)\.html$"
)
INLINE = re.compile(r'<script(?![^>]*\b(?:src=|type="application/json"))|<style[ >]|\sstyle="|\son\w+="')
FOUND_BY_LOADER = ("preview.html",)  # the gallery looks for these in every component's folder


def template_name(path: Path) -> str:
    """The name by which pages ask for it: its path from interfaces/web."""
    return path.relative_to(tree.WEB).as_posix()


def templates() -> list[Path]:
    """Every template of ours."""
    found = tree.files(".html", ".txt", under=tree.WEB)
    return [path for path in found if "static" not in path.parts]


def unused(names: list[str], texts: dict[str, str]) -> list[str]:
    """Templates that no other file names."""
    found = []
    for name in names:
        if BY_NAME.search(name) or name.endswith(FOUND_BY_LOADER) or name.startswith("components/"):
            continue
        if not any(
            f'"{name}' in text or f"'{name}" in text for where, text in texts.items() if where != name
        ):
            found.append(name)
    return found


def unused_components(names: list[str], texts: dict[str, str]) -> list[str]:
    """Components that no template but their own uses as ``<c-name``."""
    found = []
    for name in names:
        use = re.compile(rf"<c-{name.replace('_', '-')}[\s/>]")
        if not any(use.search(text) for where, text in texts.items() if f"components/{name}/" not in where):
            found.append(name)
    return found


def shown_components() -> set[str]:
    """Components that a preview shows, and those that these are made of."""
    texts = [path.read_text(encoding="utf-8") for path in COMPONENTS.glob("*/preview.html")]
    shown: set[str] = set()
    while texts:
        names = {name.replace("-", "_") for name in re.findall(r"<c-([a-z-]+)", texts.pop())} - shown
        shown |= names
        indexes = [COMPONENTS / name / "index.html" for name in names]
        texts += [index.read_text(encoding="utf-8") for index in indexes if index.exists()]
    return shown


def all_texts() -> dict[str, str]:
    """Text of every template and Python file of ours, by name."""
    code = {tree.name(path): path.read_text(encoding="utf-8") for path in tree.python_files(tree.PACKAGE)}
    return code | {template_name(path): path.read_text(encoding="utf-8") for path in templates()}


@pytest.mark.parametrize("name", [template_name(path) for path in templates()])
def test_template_compiles(name):
    assert get_template(name) is not None


def test_get_template_with_an_unknown_name_fails():
    with pytest.raises(TemplateDoesNotExist):
        get_template("no/such/page.html")


def test_every_template_is_used():
    found = unused([template_name(path) for path in templates()], all_texts())
    assert found == [], "\n".join(found)


def test_every_component_is_used():
    names = [path.name for path in COMPONENTS.iterdir() if path.is_dir()]
    found = unused_components(names, all_texts())
    assert found == [], "\n".join(found)


def test_every_component_has_a_preview_and_declares_its_attributes():
    found = []
    shown = shown_components()
    for folder in filter(Path.is_dir, sorted(COMPONENTS.iterdir())):
        index = folder / "index.html"
        if not index.exists() or "<c-vars" not in index.read_text(encoding="utf-8"):
            found.append(f"{folder.name}: no <c-vars>")
        if folder.name not in shown:
            found.append(f"{folder.name}: in no preview")
    assert found == [], "\n".join(found)


def test_unused_with_a_lonely_template_finds_it():
    texts = {"a/views.py": 'render(request, "a/templates/x.html")', "a/templates/y.html": "text"}
    assert unused(["a/templates/x.html", "a/templates/y.html"], texts) == ["a/templates/y.html"]


def test_unused_components_with_a_lonely_component_finds_it():
    texts = {"a/templates/x.html": '<c-alert type="x">', "components/card/preview.html": "<c-card />"}
    assert unused_components(["alert", "card"], texts) == ["card"]


def test_no_template_has_inline_code():
    found = [
        f"{template_name(path)}:{number}"
        for path in templates()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(
            r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style[ >]|\sstyle=\"|\son\w+=\"", line
        )
    ]
    assert found == [], "\n".join(found)


def twice(files: list[str]) -> set[str]:
    """Filters and tags that two of the texts register: templates would meet whichever is loaded last."""
    registered = r"@register\.(?:filter|simple_tag|inclusion_tag)\b[^\n]*\n(?:@[^\n]*\n)*def (\w+)"
    names = [name for text in files for name in re.findall(registered, text)]
    return {name for name in names if names.count(name) > 1}


def test_filters_that_every_template_has_are_called_differently():
    found = [path.read_text(encoding="utf-8") for path in tree.python_files(tree.WEB)]
    assert twice(found) == set()
    assert twice(["@register.filter\ndef a(x):", "@register.filter\ndef a(y):"]) == {"a"}
