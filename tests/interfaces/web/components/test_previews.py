"""Previews by the test client: each alone, and the gallery only where it belongs."""

from pathlib import Path

import pytest
from django.test import Client

from gemensam.interfaces.web.gallery import urls as gallery_urls
from gemensam.interfaces.web.gallery.views import COMPONENTS, names

LOCAL = {"host": "localhost"}


@pytest.mark.parametrize("name", names())
def test_preview_alone_renders_every_component(name: str):
    response = Client(headers=LOCAL).get(f"/komponenter/{name}")
    assert response.status_code == 200
    assert "<c-" not in response.content.decode()


def test_preview_of_an_unknown_component_is_not_found():
    assert Client(headers=LOCAL).get("/komponenter/finns-inte").status_code == 404


def test_gallery_in_a_real_installation_has_no_address(settings):
    settings.DEMO = settings.DEBUG = False
    namespace: dict[str, object] = {}
    exec(Path(gallery_urls.__file__).read_text(encoding="utf-8"), namespace)
    assert namespace["urlpatterns"] == []


def test_names_are_those_of_folders_with_a_preview():
    assert names() == sorted(path.name for path in COMPONENTS.iterdir() if (path / "preview.html").exists())


def test_theme_chosen_in_the_gallery_dresses_the_next_page():
    client = Client(headers=LOCAL)
    client.post("/komponenter/tema", {"theme": "2282"})
    assert 'data-theme="2282"' in client.get("/om/").content.decode()


def test_theme_that_does_not_exist_changes_nothing():
    client = Client(headers=LOCAL)
    client.post("/komponenter/tema", {"theme": "../9999"})
    assert 'data-theme="lan"' in client.get("/om/").content.decode()
