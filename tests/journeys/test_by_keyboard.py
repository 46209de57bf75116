"""By keyboard alone: load a file and approve a round."""

from typing import TYPE_CHECKING

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage, assert_focus_is_visible, tab_to
from tests.journeys.conftest import Place
from tests.journeys.steps import EXCEL, JOB_PATIENCE, enter, grades_file

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]


def press(page: "Page", text: str, key: str) -> None:
    """Go to what carries the text by Tab, see where one is, and press the key."""
    tab_to(page, text)
    assert_focus_is_visible(page)
    page.keyboard.press(key)


def test_file_is_loaded_and_round_approved_by_keyboard(visit: OpenPage, county: Place):
    # given an officer who goes by Tab from the start page
    officer = enter(visit, Role.OFFICE_OFFICER)
    officer.goto("/")
    press(officer, "Inläsning", "Enter")
    officer.wait_for_url("**/inlasning/")
    press(officer, "Läs in en fil", "Enter")
    officer.wait_for_url("**/inlasning/ny/")

    # when she chooses what the file holds by the arrows, the sender by its first letters, and the file
    for _press in range(40):
        officer.keyboard.press("Tab")
        if officer.evaluate("document.activeElement.type") == "radio":
            break
    officer.keyboard.press("Space")
    officer.keyboard.press("ArrowDown")
    officer.keyboard.press("ArrowDown")
    assert officer.get_by_label("Betyg", exact=True).is_checked()
    tab_to(officer, "Avsändare")
    officer.keyboard.type("Åsk")
    # the system's own window for choosing a file is outside the page
    content = grades_file(county.facts["changed_civic_no"])
    officer.locator("input[type=file]").set_input_files(
        {"name": "b.xlsx", "mimeType": EXCEL, "buffer": content}
    )
    press(officer, "Ladda upp", "Enter")
    officer.wait_for_url("**/kolumner/")
    press(officer, "Kontrollera filen", "Enter")
    officer.get_by_label("Summorna stämmer").wait_for(timeout=JOB_PATIENCE)
    officer.wait_for_load_state()
    press(officer, "Summorna stämmer", "Space")
    press(officer, "Bekräfta och läs in", "Enter")
    # then the file is in
    officer.get_by_text("Inläst", exact=True).wait_for(timeout=JOB_PATIENCE)

    # when she runs and approves the round
    officer.goto(county.final)
    press(officer, "Kör och kontrollera", "Enter")
    officer.get_by_role("button", name="Godkänn resultatet").wait_for(timeout=JOB_PATIENCE)
    press(officer, "Jag har granskat", "Space")
    press(officer, "Godkänn resultatet", "Enter")
    # then her approval is saved
    officer.get_by_text("Ditt godkännande är sparat.").wait_for()
