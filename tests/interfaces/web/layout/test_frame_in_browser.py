"""Header, menus and footer in a real browser: by keyboard, on a phone, without scripts, on paper."""

from datetime import date

import pytest

from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from tests.browser import (
    DESKTOP,
    PHONE,
    OpenPage,
    assert_accessible,
    assert_focus_is_visible,
    assert_no_overflow,
    assert_page_in_order,
    focused,
    log_in,
    tab_to,
)

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def auditor() -> Account:
    """The role with the longest menu, and a name that is long too."""
    account = Account.objects.create(
        email="granskare@example.invalid", display_name="Alexandra Bergström-Wallenqvist"
    )
    RoleGrant.objects.create(account=account, role=str(Role.AUDITOR), starts=date(2020, 1, 1))
    return account


def test_accessibility_check_of_a_page_with_pale_text_finds_it(open_page: OpenPage):
    """Negative control: of the whole page, of a part of it, and of one rule."""
    page = open_page("/om/")
    page.evaluate(
        """() => { const pale = document.createElement("p"); pale.textContent = "svag text";
            pale.style.color = "#eee"; pale.style.background = "#fff"; document.querySelector("main").append(pale); }"""
    )
    for limits in ({}, {"context": "main"}, {"rules": ["color-contrast"]}):
        with pytest.raises(AssertionError, match=r"color-contrast \(serious\).*\n.*svag text"):
            assert_accessible(page, **limits)
    assert_accessible(page, context="header")


def test_accessibility_check_of_styles_that_turn_the_page_finds_it(open_page: OpenPage):
    page = open_page("/om/")
    page.evaluate(
        """document.styleSheets[0].insertRule(
            "@media (orientation: landscape) { html { transform: rotate(90deg); } }")"""
    )
    with pytest.raises(AssertionError, match="css-orientation-lock"):
        assert_accessible(page, rules=["css-orientation-lock"], styles=True)
    assert_accessible(page, rules=["css-orientation-lock"])  # without the styles nobody sees it


@pytest.mark.parametrize("path", ["/", "/om/", "/om/licenser", "/tillganglighetsredogorelse", "/finns-inte"])
def test_public_page_is_accessible_and_fits_a_phone(open_page: OpenPage, path: str):
    page = open_page(path, width=PHONE)
    page.watch.expected = ("404",)
    assert_page_in_order(page)
    assert_no_overflow(page)
    assert_accessible(page)


def test_skip_link_is_the_first_stop_and_leads_past_the_header(open_page: OpenPage):
    page = open_page("/om/")
    page.keyboard.press("Tab")
    assert focused(page) == "Hoppa till innehållet"
    assert_focus_is_visible(page)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "innehall"


@pytest.mark.parametrize("width", [DESKTOP, 1024, PHONE, 320])
def test_header_with_the_longest_menu_fits(open_page: OpenPage, auditor: Account, width: int):
    page = open_page("/", width=width)
    log_in(page, auditor)
    assert_page_in_order(page)
    assert_no_overflow(page)
    assert page.locator("header").bounding_box()["height"] <= 130
    assert_accessible(page)


def test_menu_on_a_phone_opens_by_keyboard_and_closes_on_escape(open_page: OpenPage, auditor: Account):
    page = open_page("/", width=PHONE)
    log_in(page, auditor)
    entry = page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Åtgärdslogg")
    entry.wait_for(state="hidden")
    tab_to(page, "Meny", presses=6)
    while focused(page) != "Meny":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    entry.wait_for()
    assert_no_overflow(page)
    assert_accessible(page)
    page.keyboard.press("Escape")
    entry.wait_for(state="hidden")
    assert focused(page) == "Meny"


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_user_menu_opens_and_logs_out(open_page: OpenPage, auditor: Account, width: int):
    page = open_page("/", width=width)
    log_in(page, auditor)
    page.get_by_role("button", name="Din meny").click()
    menu = page.locator("#anvandarmeny")
    menu.get_by_text("Revisor").wait_for()
    box = menu.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert_accessible(page)
    menu.get_by_role("button", name="Logga ut").click()
    page.get_by_role("link", name="Logga in", exact=True).wait_for()


def test_dark_is_chosen_in_the_footer_and_stays(open_page: OpenPage):
    page = open_page("/om/", scheme="light")
    page.get_by_role("button", name="Mörkt").click()
    page.wait_for_selector('html[data-color-scheme="dark"]')
    assert page.get_by_role("button", name="Mörkt").get_attribute("aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert page.url.endswith("/om/")


def test_language_is_chosen_without_scripts(open_page: OpenPage):
    page = open_page("/om/", scripts=False)
    page.get_by_role("button", name="English").click()
    assert page.locator('html[lang="en"]').count() == 1


def test_page_at_400_per_cent_has_no_sideways_scroll(open_page: OpenPage):
    page = open_page("/", width=320)  # 1280 px at 400 %
    assert_no_overflow(page)


def test_page_on_paper_has_neither_menus_nor_footer(open_page: OpenPage):
    page = open_page("/om/")
    page.emulate_media(media="print")
    page.locator("footer").wait_for(state="hidden")
    page.get_by_role("heading", name="Om tjänsten").wait_for()


def test_form_sent_twice_is_sent_once(open_page: OpenPage):
    page = open_page("/om/")
    page.evaluate(
        """() => { const form = document.querySelector("footer form"); let kept = 0;
            addEventListener("submit", (e) => { kept += !e.defaultPrevented; e.preventDefault(); window.kept = kept; });
            const press = () => form.querySelector("button").click(); press(); press(); }"""
    )
    assert page.evaluate("window.kept") == 1


def test_address_of_the_page_never_reaches_another_site(open_page: OpenPage):
    page = open_page("/")
    origins = page.evaluate(
        "[...document.querySelectorAll('link, script')].map((e) => new URL(e.href || e.src).origin)"
    )
    assert set(origins) == {page.evaluate("location.origin")}
