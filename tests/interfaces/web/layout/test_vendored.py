"""Vendored files are those that VENDOR.json names; our own style sheet is gathered from its parts."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from gemensam.interfaces.web.layout import stylesheet
from gemensam.interfaces.web.layout.themes import THEMES

STATIC = stylesheet.WEB / "static" / "gemensam"
FRONTEND = Path(__file__).resolve().parents[4] / "frontend"
ENTRIES = json.loads((STATIC / "VENDOR.json").read_text(encoding="utf-8"))


PDF_FONTS = stylesheet.WEB.parents[1] / "foundation" / "documents" / "fonts"
PDF_ENTRIES = json.loads((PDF_FONTS / "VENDOR.json").read_text(encoding="utf-8"))


def changed(entries: list[dict], folder: Path) -> list[str]:
    """Files whose content is not what VENDOR.json says."""
    return [
        entry["file"]
        for entry in entries
        if hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest() != entry["sha256"]
    ]


def test_vendored_files_are_unchanged():
    assert changed(ENTRIES, STATIC / "vendor") == []
    assert changed(PDF_ENTRIES, PDF_FONTS) == []


def test_changed_finds_a_touched_file(tmp_path: Path):
    (tmp_path / "a.js").write_text("touched")
    digest = hashlib.sha256(b"original").hexdigest()
    assert changed([{"file": "a.js", "sha256": digest}], tmp_path) == ["a.js"]


def test_every_vendored_file_is_named():
    found = {path.relative_to(STATIC / "vendor").as_posix() for path in (STATIC / "vendor").rglob("*.*")}
    assert found == {entry["file"] for entry in ENTRIES}
    assert {path.name for path in PDF_FONTS.glob("*.ttf")} == {entry["file"] for entry in PDF_ENTRIES}


def test_every_vendored_package_is_locked_with_the_same_integrity():
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for entry in (*ENTRIES, *PDF_ENTRIES):
        for package in entry["packages"]:
            locked = lock[f"node_modules/{package['package']}"]
            assert (package["version"], package["integrity"]) == (locked["version"], locked["integrity"])


def test_every_vendored_package_brings_its_licence():
    for entry in (*ENTRIES, *PDF_ENTRIES):
        for package in entry["packages"]:
            folder = STATIC / "licences" / package["package"].replace("@", "").replace("/", "__")
            assert list(folder.glob("LICEN*")), package["package"]


def test_lock_file_names_no_registry():
    assert '"resolved"' not in (FRONTEND / "package-lock.json").read_text(encoding="utf-8")


def test_every_theme_is_built():
    assert sorted(path.stem for path in (STATIC / "vendor" / "themes").glob("*.css")) == sorted(THEMES)


def test_site_css_is_gathered_from_its_parts():
    assert stylesheet.TARGET.read_text(encoding="utf-8") == stylesheet.gathered(), (
        "run python -m gemensam.interfaces.web.layout.stylesheet"
    )


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    texts = [path.read_text(encoding="utf-8") for path in stylesheet.WEB.rglob("*.html")]
    named = {name for text in texts for name in re.findall(r'(?:<c-icon name|\bicon)="([a-z-]+)"', text)}
    assert named - drawn == set()


@pytest.mark.parametrize("theme", THEMES)
def test_ordinary_page_weighs_at_most_80_kb(theme: str):
    """Everything but the page's own text: gzip 9 for text, as it is for the font."""
    import django_htmx

    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    texts = ["vendor/designsystemet.css", f"vendor/themes/{theme}.css", "site.css", "site.js", "icons.svg"]
    texts += ["vendor/designsystemet.js"]
    weight = sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in texts)
    weight += len(gzip.compress(htmx.read_bytes(), 9)) + len((STATIC / "vendor" / "inter.woff2").read_bytes())
    assert weight <= 80 * 1024, weight
