"""Every component in a real browser: accessible, within the window, nothing blocked."""

import pytest

from gemensam.interfaces.web.gallery.views import names
from tests.browser import (
    DESKTOP,
    PHONE,
    OpenPage,
    assert_accessible,
    assert_focus_is_visible,
    assert_no_overflow,
    assert_page_in_order,
    focused,
    tab_to,
    wait_until,
)

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("width", "scheme", "theme"),
    [(DESKTOP, "light", "lan"), (DESKTOP, "dark", "2283"), (PHONE, "light", "2281"), (PHONE, "dark", "lan")],
)
def test_gallery_is_accessible_and_fits(open_page: OpenPage, width: int, scheme: str, theme: str):
    page = open_page("/komponenter/", width=width, scheme=scheme, theme=theme)
    figures = page.locator("[data-figure]")
    for number in range(figures.count()):  # a figure draws when it comes near the window
        figures.nth(number).scroll_into_view_if_needed()
        wait_until(page, f"document.querySelectorAll('[data-figure]')[{number}].hasAttribute('data-drawn')")
    assert page.locator("[data-component]").count() == len(names())
    assert_page_in_order(page)
    assert_no_overflow(page)
    assert_accessible(page, styles=True)


def test_gallery_without_scripts_shows_the_tables_of_figures(open_page: OpenPage):
    page = open_page("/komponenter/chart", scripts=False)
    page.get_by_text("Visa som tabell").first.click()
    page.get_by_role("cell", name="1,26").wait_for()


def test_figure_under_the_pointer_tells_its_value_without_breaking_the_policy(open_page: OpenPage):
    page = open_page("/komponenter/chart")
    page.wait_for_selector('[data-figure="stapel-data"][data-drawn]')
    page.locator('[data-figure="stapel-data"]').hover(position={"x": 80, "y": 180})
    page.wait_for_timeout(200)
    assert page.locator('[data-figure="stapel-data"] svg text', has_text="NA").count() >= 1


def test_confirm_by_keyboard_opens_takes_the_focus_and_gives_it_back(open_page: OpenPage):
    page = open_page("/komponenter/confirm")
    tab_to(page, "Stoppa antagningen")
    assert_focus_is_visible(page)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Stoppa antagningen?")
    dialog.wait_for()
    assert_accessible(page)
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    assert "Stoppa antagningen" in focused(page)


def test_error_summary_when_shown_takes_the_focus_and_leads_to_the_field(open_page: OpenPage):
    page = open_page("/komponenter/error_summary")
    assert page.evaluate("document.activeElement.tagName") == "DS-ERROR-SUMMARY"
    page.get_by_role("link", name="E-postadress: Fyll i en giltig e-postadress.").click()
    assert page.evaluate("document.activeElement.id") == "id_fel_email"


def test_field_with_an_error_is_described_by_hint_and_error(open_page: OpenPage):
    page = open_page("/komponenter/error_summary")
    field = page.locator("#id_fel_email")
    described = field.get_attribute("aria-describedby").split()
    told = [page.locator(f"[id='{name}']").inner_text() for name in described]
    assert field.get_attribute("aria-invalid") == "true"
    assert told == [
        "Vi skickar ett meddelande hit när beskedet finns.",
        "Fel:\nFyll i en giltig e-postadress.",
    ]


def test_table_on_a_phone_names_every_cell(open_page: OpenPage):
    page = open_page("/komponenter/table", width=PHONE)
    label = page.locator("td[data-label]").nth(4).evaluate("e => getComputedStyle(e, '::before').content")
    assert label == '"Antagningsgräns"'
    assert page.locator("thead").bounding_box()["height"] <= 1


def test_table_that_fits_keeps_its_head_in_sight(open_page: OpenPage):
    page = open_page("/komponenter/table")
    page.set_viewport_size({"width": DESKTOP, "height": 300})
    page.wait_for_selector(".g-table-region[data-fits]")
    page.get_by_text("Försäljnings- och serviceprogrammet").scroll_into_view_if_needed()
    head = page.get_by_role("columnheader").first.bounding_box()
    assert page.evaluate("scrollY") > 100
    assert -1 <= head["y"] <= 300


def test_table_too_wide_scrolls_within_itself_by_keyboard(open_page: OpenPage):
    page = open_page("/komponenter/table", width=760)
    region = page.locator(".g-table-region").first
    assert region.get_attribute("tabindex") == "0"
    region.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.querySelector('.g-table-region').scrollLeft > 0")
    assert_no_overflow(page)


def test_table_on_a_desk_has_headings(open_page: OpenPage):
    page = open_page("/komponenter/table", width=DESKTOP)
    assert page.get_by_role("columnheader").count() == 7
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Utbildning"
