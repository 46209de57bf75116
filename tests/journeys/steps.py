"""What people do in the journeys, in their own words: log in, load a file, run, approve."""

import io
from typing import TYPE_CHECKING

import xlsxwriter

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Work in the background may take long on a busy machine.
JOB_PATIENCE = 90_000
SUBJECTS = ("BL", "EN", "HKK", "IDH", "MA", "MU", "BI", "FY", "KE", "GE", "HI", "RE", "SH", "SL", "SV", "TK")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def enter(visit: OpenPage, role: Role, *, name: str = "", **how: object) -> "Page":
    """Open a browser and log in as the role, or as the one with the name, with the demo's role picker."""
    page = visit("/demo/", **how)
    page.set_default_timeout(30_000)
    page.get_by_role("button", name=name or f"Namn {role.value}").click()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_url(lambda url: "/demo/" not in url)
    return page


def workbook(rows: list[list[object]]) -> bytes:
    """The rows as an Excel file."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Betyg")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def grades_file(civic_no: str, grade: str = "A", registered: str = "2027-06-21") -> bytes:
    """A grade file with one pupil who has the same grade in every subject."""
    titles = ["Personnummer", "Registrerat", *SUBJECTS]
    return workbook([titles, [civic_no, registered, *([grade] * len(SUBJECTS))]])


def upload(page: "Page", content: bytes, *, name: str = "betyg.xlsx", media_type: str = EXCEL) -> None:
    """Give the file to the upload page; what comes next is the page of columns, or the same page with errors."""
    page.goto("/inlasning/ny/")
    page.get_by_label("Betyg", exact=True).check()
    if page.get_by_label("Avsändare").locator("option").count() > 1:
        page.get_by_label("Avsändare").select_option(label="Åskolan")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": media_type, "buffer": content}
    )
    page.get_by_role("button", name="Ladda upp").click()


def check(page: "Page") -> None:
    """Accept the columns as matched, and wait for the check."""
    page.get_by_role("heading", name="Matcha kolumner").wait_for()
    page.get_by_role("button", name="Kontrollera filen").click()
    settle(page)


def settle(page: "Page") -> None:
    """Wait until nothing is going on on the page."""
    page.wait_for_load_state()
    page.get_by_role("progressbar").first.wait_for(state="detached", timeout=JOB_PATIENCE)
    page.wait_for_load_state()


def commit(page: "Page") -> None:
    """Confirm the totals, and wait until the file is in."""
    page.get_by_label("Summorna stämmer med vårt eget system.").check()
    page.get_by_role("button", name="Bekräfta och läs in").click()
    page.get_by_text("Inläst", exact=True).wait_for(timeout=JOB_PATIENCE)


def wait_for_text(page: "Page", path: str, text: str) -> None:
    """Look at the page again until it says the text."""
    for _attempt in range(JOB_PATIENCE // 1000):
        page.goto(path)
        if page.get_by_text(text).count():
            return
        page.wait_for_timeout(1000)
    raise AssertionError(f"{path} never said {text!r}")


def run_round(page: "Page", round_id: str) -> None:
    """Run and verify, and wait for the result."""
    page.goto(f"/antagning/{round_id}/")
    page.get_by_role("button", name="Kör och kontrollera").click()
    page.get_by_role("button", name="Godkänn resultatet").wait_for(timeout=JOB_PATIENCE)


def approve(page: "Page", round_id: str) -> None:
    """Approve what is shown."""
    page.goto(f"/antagning/{round_id}/")
    page.get_by_label("Jag har granskat utfallet och godkänner det.").check()
    page.get_by_role("button", name="Godkänn resultatet").click()
    page.get_by_text("Ditt godkännande är sparat.").wait_for()
