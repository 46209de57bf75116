"""Pressing twice, and coming late: one effect, and a polite word to the page that no longer holds."""

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage
from tests.journeys.conftest import Place
from tests.journeys.steps import JOB_PATIENCE, check, enter, grades_file, run_round, upload

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]
COMMITTED = "SELECT count(*) FROM jobs_job WHERE kind = 'admissions.commit_import'"
APPROVALS = "SELECT count(*) FROM admissions_approval"
STALE_FILE = "Filen har gått vidare sedan du öppnade sidan."
STALE_ROUND = "Du har redan godkänt. Den andra som godkänner måste vara en annan person."


def test_pressing_twice_has_one_effect_and_a_stale_tab_is_told(visit: OpenPage, county: Place):
    # given a file that waits for its confirmation, open in two tabs
    officer = enter(visit, Role.OFFICE_OFFICER)
    upload(officer, grades_file(county.facts["changed_civic_no"]))
    check(officer)
    second = officer.context.new_page()
    second.goto(officer.url)
    # when the first confirms by a double click and the second confirms afterwards
    officer.get_by_label("Summorna stämmer med vårt eget system.").check()
    officer.get_by_role("button", name="Bekräfta och läs in").dblclick()
    officer.get_by_text("Inläst", exact=True).wait_for(timeout=JOB_PATIENCE)
    second.get_by_label("Summorna stämmer med vårt eget system.").check()
    second.get_by_role("button", name="Bekräfta och läs in").click()
    # then the file is in once, and the second is told
    second.get_by_text(STALE_FILE).wait_for()
    assert county.count(COMMITTED) == 1

    # given a round that waits for approval, open in two tabs
    approvals = county.count(APPROVALS)
    run_round(officer, county.facts["final"])
    second.goto(county.final)
    # when both approve, the first by a double click
    for tab in (officer, second):
        tab.get_by_label("Jag har granskat utfallet och godkänner det.").check()
    officer.get_by_role("button", name="Godkänn resultatet").dblclick()
    officer.get_by_text("Ditt godkännande är sparat.").wait_for()
    second.get_by_role("button", name="Godkänn resultatet").click()
    # then there is one approval, and the second is told
    second.get_by_text(STALE_ROUND).wait_for()
    assert county.count(APPROVALS) == approvals + 1
