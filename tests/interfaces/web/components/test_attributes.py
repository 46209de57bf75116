"""Pages give components only what components take."""

import re
from pathlib import Path

from gemensam.interfaces.web.gallery.views import COMPONENTS

WEB = COMPONENTS.parent
# attributes may hold template tags with quotes of the other kind
_ATTRIBUTE = r"""[:\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>/]+))?"""
USE = re.compile(rf"<c-([a-z][a-z-]*)((?:\s+(?:{_ATTRIBUTE}|\{{%.*?%\}}))*)\s*/?>", re.DOTALL)
SLOT = re.compile(r"<c-slot\s+name=\"([\w-]+)\"")


def declared(component: str) -> tuple[set[str], bool]:
    """A component's attributes, and whether it passes unknown ones on to its element."""
    text = (COMPONENTS / component.replace("-", "_") / "index.html").read_text(encoding="utf-8")
    names = re.search(r"<c-vars(.*?)/>", text, re.DOTALL).group(1)
    return set(
        re.findall(r"(?<!\S):?([\w-]+)(?==|\s|$)", re.sub(r"\"[^\"]*\"", '""', names))
    ), "{{ attrs }}" in text


def unknown(text: str) -> list[str]:
    """Attributes in a template that the component neither declares nor passes on."""
    found = []
    for component, attributes in USE.findall(text):
        if component in {"slot", "vars"}:
            continue
        names, passes_on = declared(component)
        given = re.sub(r"\"[^\"]*\"|'[^']*'", "", re.sub(r"\{%.*?%\}", "", attributes, flags=re.DOTALL))
        for name in re.findall(r"(?<!\S):?([\w-]+)", given):
            if name not in names and not passes_on:
                found.append(f"c-{component}: {name}")
    return found


def test_templates_give_no_unknown_attribute():
    found = {
        path.relative_to(WEB).as_posix(): unknown(path.read_text(encoding="utf-8"))
        for path in sorted(WEB.rglob("*.html"))
    }
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_unknown_finds_a_misspelt_attribute():
    text = '<c-page-header titel="{% translate \'Hej\' %}" lead="Text" :wide="x" />'
    assert unknown(text) == ["c-page-header: titel", "c-page-header: wide"]


def test_unknown_lets_through_what_a_component_passes_on():
    assert unknown('<c-button hx-get="/x" disabled>Spara</c-button>') == []


def test_every_component_used_exists():
    used = {name for path in WEB.rglob("*.html") for name, _ in USE.findall(path.read_text(encoding="utf-8"))}
    folders = {path.name.replace("_", "-") for path in COMPONENTS.iterdir() if path.is_dir()}
    assert used - folders - {"slot", "vars"} == set()


def test_every_named_slot_is_one_that_some_component_has():
    texts = [path.read_text(encoding="utf-8") for path in WEB.rglob("*.html")]
    used = {name for text in texts for name in SLOT.findall(text)}
    known = {name for path in COMPONENTS.iterdir() if path.is_dir() for name in declared(path.name)[0]}
    assert used - known == set()


def test_every_component_is_in_the_guide():
    guide = (Path(__file__).resolve().parents[4] / "docs" / "components.md").read_text(encoding="utf-8")
    names = [f"c-{path.name.replace('_', '-')}" for path in COMPONENTS.iterdir() if path.is_dir()]
    assert [name for name in sorted(names) if name not in guide] == []
