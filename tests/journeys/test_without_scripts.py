"""Without JavaScript: search, load a file, run, approve."""

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage
from tests.journeys.conftest import Place
from tests.journeys.steps import enter, grades_file, upload, wait_for_text

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]


def test_office_works_without_scripts(visit: OpenPage, county: Place):
    # given an officer whose browser runs no scripts
    officer = enter(visit, Role.OFFICE_OFFICER, scripts=False)

    # when she searches, then the list is narrowed
    officer.goto("/sokande/")
    officer.get_by_label("Sök namn eller ansökningsnummer").fill("elev7")
    officer.locator("main form").first.get_by_role("button").first.click()
    assert officer.locator("tbody th").all_inner_texts() == ["Prov, Elev7"]

    # when she loads a file, then it is checked and committed
    upload(officer, grades_file(county.facts["changed_civic_no"]))
    officer.get_by_role("button", name="Kontrollera filen").click()
    page = officer.url
    wait_for_text(officer, page, "Kontrollsummor")
    officer.get_by_label("Summorna stämmer med vårt eget system.").check()
    officer.get_by_role("button", name="Bekräfta och läs in").click()
    wait_for_text(officer, page, "Ångra inläsningen")

    # when she runs the round and approves, then it is approved once
    officer.goto(county.final)
    officer.get_by_role("button", name="Kör och kontrollera").click()
    wait_for_text(officer, county.final, "Jag har granskat utfallet och godkänner det.")
    officer.get_by_label("Jag har granskat utfallet och godkänner det.").check()
    officer.get_by_role("button", name="Godkänn resultatet").click()
    officer.get_by_text("Ditt godkännande är sparat.").wait_for()
