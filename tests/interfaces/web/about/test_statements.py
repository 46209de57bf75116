"""The accessibility statement and the page of cookies: made of what is so, not of what was once written."""

import json
import re
from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver, path

from gemensam.foundation.access.roles import Role
from gemensam.interfaces.web.about.findings import (
    REPORT,
    AccessibilityReport,
    CheckedPage,
    accessibility_report,
)
from gemensam.interfaces.web.layout.cookies import COOKIES, ONLY_IN_DEMO
from gemensam.interfaces.web.layout.page import public_page
from tests.factories.small_county import account
from tests.repository import tree
from tests.repository.sweep import addresses

DECLARED = {cookie.name for cookie in COOKIES} | ONLY_IN_DEMO
CALL = re.compile(r"\.set_(?:signed_)?cookie\(")
SETTERS = {"interfaces/web/layout/choices.py", "interfaces/web/gallery/views.py"}


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_accessibility_report_is_whole():
    content = json.loads(REPORT.read_text(encoding="utf-8"))
    assert sorted(content) == ["made", "pages", "tool", "version", "widths"]
    found = accessibility_report()
    assert len(found.pages) >= 20
    assert (found.tool.startswith("axe-core 4"), found.widths) == (True, (1280, 390, 320))


def test_accessibility_report_names_the_pages_with_findings():
    good, bad = CheckedPage("/", "Start", ()), CheckedPage("/om/", "Om", ("color-contrast (serious): …",))
    report = AccessibilityReport(date(2027, 1, 1), "1", "axe-core 4", (1280,), (good, bad))
    assert report.faulty == (bad,)


def test_accessibility_statement_says_what_the_law_asks_for(db):
    text = text_of(Client(), "/tillganglighetsredogorelse")
    for part in (
        "lagen (2018:1937)", "delvis förenlig", "Innehåll som inte är tillgängligt", "Om du hittar en brist",
        "digg.se/tdosanmalan", f"{len(accessibility_report().pages)} sidor", "axe-core",
    ):  # fmt: skip
        assert part in text, part


def test_cookie_page_tells_of_every_cookie(db):
    text = text_of(Client(), "/om/kakor")
    assert [cookie.name for cookie in COOKIES if f">{cookie.name}</th>" not in text] == []


def undeclared(client: Client, paths: list[str]) -> set[str]:
    """Names of cookies that pages set and the page of cookies does not tell of."""
    found: set[str] = set()
    for one in paths:
        found |= set(client.get(one).cookies) - DECLARED
    return found


def pages() -> list[str]:
    return [f"/{one.route}" for one in addresses(get_resolver().url_patterns) if one.ours and not one.parts]


@pytest.mark.slow
@pytest.mark.parametrize("role", [None, Role.PUPIL, Role.OFFICE_OFFICER], ids=str)
def test_no_page_sets_a_cookie_that_is_not_told_of(db, role):
    client = Client(headers={"host": "localhost"})
    if role:
        client.force_login(account(role, None))
    assert undeclared(client, pages()) == set()


def test_cookies_are_set_in_the_known_places_only():
    """Two views of ours; what remains is the framework's session, forms and messages."""
    setting = {
        tree.name(one).removeprefix("src/gemensam/")
        for one in tree.python_files(tree.PACKAGE)
        if CALL.search(one.read_text(encoding="utf-8"))
    }
    assert setting == SETTERS


@public_page
def tracking(request: HttpRequest) -> HttpResponse:
    """A page that follows its visitors."""
    response = HttpResponse("x")
    response.set_cookie("spar", "1")
    return response


urlpatterns = [path("spar/", tracking)]


@override_settings(ROOT_URLCONF=__name__)
def test_undeclared_with_a_page_that_tracks_finds_its_cookie(db):
    assert undeclared(Client(), ["/spar/"]) == {"spar"}
