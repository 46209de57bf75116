"""From a changed grade file to a pupil who reads why: every person, every page, a real server and worker."""

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage, assert_stands
from tests.journeys.conftest import Place
from tests.journeys.steps import (
    JOB_PATIENCE,
    approve,
    check,
    commit,
    enter,
    grades_file,
    upload,
    wait_for_text,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]


def test_changed_grades_lead_to_a_published_result_with_its_reasons(visit: OpenPage, county: Place):
    # given an officer who has loaded a changed grade file
    officer = enter(visit, Role.OFFICE_OFFICER)
    load_changed_grades(officer, county)
    # when the round is run, looked at, approved by two and published now
    run_and_come_back(officer, county)
    look_at_outcome_and_comparison(officer, county)
    approve(officer, county.facts["final"])
    officer.get_by_text("En annan person måste också godkänna").wait_for()
    approve(enter(visit, Role.OFFICE_APPROVER), county.facts["final"])
    publish_now(officer, county)
    # then everyone sees what is theirs to see
    pupil_reads_why(enter(visit, Role.PUPIL))
    guardian_reads_the_same(enter(visit, Role.GUARDIAN))
    public_sees_cutoffs_of_large_groups_only(visit, county)
    auditor_verifies_and_downloads(enter(visit, Role.AUDITOR), county)


def load_changed_grades(officer: "Page", county: Place) -> None:
    """One pupil, who had seven E's, now has A in everything: 16 × 20 = 320."""
    upload(officer, grades_file(county.facts["changed_civic_no"]))
    check(officer)
    totals = officer.locator("section.g-card", has=officer.get_by_role("heading", name="Kontrollsummor"))
    assert "320" in totals.inner_text()
    commit(officer)


def run_and_come_back(officer: "Page", county: Place) -> None:
    """The work goes on while one is away."""
    officer.goto(county.final)
    officer.get_by_role("button", name="Kör och kontrollera").click()
    officer.wait_for_load_state()
    officer.goto("/sokande/")
    officer.goto(county.final)
    officer.get_by_role("button", name="Godkänn resultatet").wait_for(timeout=JOB_PATIENCE)
    assert "0 avvikelser" in officer.locator("main").inner_text()
    assert_stands(officer)


def look_at_outcome_and_comparison(officer: "Page", county: Place) -> None:
    """EK-1 is full; the one who changed has gained a place and someone else has lost one."""
    officer.goto(f"{county.final}utfall/")
    assert "6 av 6" in officer.get_by_role("row", name="Program EK-1").inner_text()
    officer.goto(f"{county.final}jamforelse/")
    changes = officer.get_by_role("table", name="Ändringar per sökande")
    raised = changes.get_by_role("row").filter(has_text="Egna betyg")
    what, before, after, cause = raised.get_by_role("cell").all_inner_texts()
    assert (what, cause) == ("Fick något bättre", "Egna betyg")
    assert ("NA-1" in before, "EK-1" in after) == (True, True)
    assert_stands(officer)


def publish_now(officer: "Page", county: Place) -> None:
    """The form proposes now; the worker does the rest."""
    officer.goto(f"{county.final}publicera/")
    assert_stands(officer)
    officer.get_by_role("button", name="Spara tiden").click()
    wait_for_text(officer, county.final, "Beskeden visas nu")


def pupil_reads_why(pupil: "Page") -> None:
    """Applicant 6: six E's and ten A's, 260. First on the reserve list of EK-1 in spring, second now."""
    pupil.goto("/mina-besked/")
    pupil.get_by_role("link", name="Slutlig antagning 2027").first.click()
    text = pupil.locator("main").inner_text()
    assert "Du är antagen" in text
    assert "Ditt meritvärde: 260" in text
    assert "Reserv 2 av 6" in text
    assert "280" in text  # the lowest admitted at EK-1: applicant 4, four E and twelve A
    assert "Elev7" not in text
    assert_stands(pupil)


def guardian_reads_the_same(guardian: "Page") -> None:
    """The same reasons, with whose they are."""
    guardian.goto("/mina-besked/")
    guardian.get_by_role("link", name="Slutlig antagning 2027").first.click()
    assert guardian.locator("h1").inner_text() == "Besked för Elev6"
    assert "Reserv 2 av 6" in guardian.locator("main").inner_text()


def public_sees_cutoffs_of_large_groups_only(visit: OpenPage, county: Place) -> None:
    """Six admitted is shown, two is not."""
    public = visit(f"/utbildningar/{county.facts['shown_offering']}/")
    row = public.get_by_role("row", name="Slutlig antagning 2027")
    assert "280" in row.inner_text()
    public.goto(f"/utbildningar/{county.facts['hidden_offering']}/")
    row = public.get_by_role("row", name="Slutlig antagning 2027")
    assert "2" in row.inner_text()  # the seats
    assert not any(merit in row.inner_text() for merit in ("260", "250", "240"))


def auditor_verifies_and_downloads(auditor: "Page", county: Place) -> None:
    """The separate program says the same again; the bundle names nobody."""
    auditor.goto("/granskning/")
    auditor.locator("tbody a").first.click()
    auditor.get_by_role("button", name="Kontrollera igen").click()
    auditor.get_by_text("Inga avvikelser").first.wait_for(timeout=JOB_PATIENCE)
    auditor.watch.expected = ("underlag.zip",)  # the browser calls a saved file a failed page
    with auditor.expect_download() as download:
        auditor.get_by_role("link", name="Ladda ner underlag och resultat").click()
    with zipfile.ZipFile(BytesIO(download.value.path().read_bytes())) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    text = b"\n".join(parts).decode("utf-8", errors="replace")
    assert county.facts["changed_reference"] in text
    assert [word for word in (county.facts["changed_civic_no"], "Elev7", "Prov,") if word in text] == []
