"""The merit simulator on a phone: by tapping, by keyboard, and without scripts."""

import pytest

from tests.browser import PHONE, OpenPage, assert_page_in_order, assert_stands, wait_until

pytestmark = [pytest.mark.journey, pytest.mark.slow]


def shown(page) -> str:
    return page.locator("#meritrad strong").inner_text()


def grows_to(page, value: str) -> None:
    wait_until(page, f"document.querySelector('#meritrad strong').innerText === '{value}'")


def test_merit_grows_with_every_grade_by_tap_and_by_key(open_page: OpenPage):
    # given an empty sheet on a phone
    page = open_page("/om/", width=PHONE)
    page.set_default_timeout(60_000)  # the first page that works out anything loads the engine
    page.goto("/meritvarde/")
    assert shown(page) == "0,00"
    assert_page_in_order(page)
    # when a grade is tapped
    page.get_by_role("group", name="Matematik").get_by_role("radio", name="A").check()
    # then the merit grows, and the address holds the grade
    grows_to(page, "20,00")
    assert "MA=A" in page.url
    # when the arrow key is pressed in the same subject, the next grade is chosen
    page.keyboard.press("ArrowRight")
    grows_to(page, "17,50")
    # then the page stands every test with its result, and what is missing is told
    assert "engelska saknas" in page.locator("#resultat").inner_text()
    assert_stands(page)


def test_merit_without_scripts_is_worked_out_by_the_button(open_page: OpenPage):
    page = open_page("/meritvarde/", width=PHONE, scripts=False)
    page.get_by_role("group", name="Matematik").get_by_role("radio", name="A").check()
    page.get_by_role("group", name="Engelska").get_by_role("radio", name="C").check()
    page.get_by_role("button", name="Räkna ut").click()
    assert shown(page) == "35,00"
