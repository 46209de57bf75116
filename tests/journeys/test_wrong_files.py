"""Files as people make them when something is wrong: a clear answer with row and column, and nothing is changed."""

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage, assert_stands
from tests.journeys.conftest import Place
from tests.journeys.steps import SUBJECTS, check, enter, upload, workbook

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]
CSV = "text/csv"
GRADES = ["A"] * len(SUBJECTS)


def rows_of_faults(page: object) -> list[str]:
    """The table of faults, one line a row."""
    table = page.get_by_role("table", name="Fel i filen")
    return [" | ".join(row.locator("td, th").all_inner_texts()) for row in table.locator("tbody tr").all()]


def test_wrong_files_get_an_answer_in_swedish_and_change_nothing(visit: OpenPage, county: Place):
    # given an officer and the register as it is
    officer = enter(visit, Role.OFFICE_OFFICER)
    before = county.count("SELECT count(*) FROM admissions_grade")
    number = county.facts["changed_civic_no"]
    titles = ["Personnummer", "Registrerat", *SUBJECTS]

    # when an empty file is given, then the same page says so
    upload(officer, b"", name="tom.csv", media_type=CSV)
    assert officer.get_by_text("Filen är tom. Välj en fil med rubriker och rader.").first.is_visible()
    assert_stands(officer)

    # when something that is not a list is given
    upload(officer, b"\x00\x01\x02" * 200, name="bild.xlsx")
    assert officer.get_by_role("heading", name="Läs in en fil").is_visible()
    assert (
        officer.locator("main [role=alert], main .ds-error-summary, main .ds-validation-message").count() > 0
    )

    # when the personal number is wrong, a grade is a number, and someone is unknown
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    upload(
        officer,
        workbook([
            titles,
            [wrong, "2027-06-21", *GRADES],
            [number, "2027-06-21", 7, *GRADES[1:]],
            ["201001012389", "i våras", *GRADES],
        ]),
    )  # fmt: skip
    check(officer)
    assert officer.get_by_role("heading", name="fel i filen. Inget är inläst.").is_visible()
    found = rows_of_faults(officer)
    assert any(line.startswith("2 |") and "Personnumret stämmer inte" in line for line in found), found
    assert any(line.startswith("3 | BL") and "”7” är inte ett betyg" in line for line in found), found
    assert any(line.startswith("4 |") and "är inte ett datum" in line for line in found), found
    assert_stands(officer)

    # when the column is missing, the page of columns asks for it
    upload(officer, workbook([["Namn", "Bild", "Engelska"], ["Någon", "A", "B"]]))
    officer.get_by_role("button", name="Kontrollera filen").click()
    assert officer.get_by_text("Välj kolumnen för personnummer.").first.is_visible()
    assert_stands(officer)

    # then nothing has been written
    assert county.count("SELECT count(*) FROM admissions_grade") == before


def test_file_with_byte_order_mark_and_semicolons_is_read(visit: OpenPage, county: Place):
    # given a file as Excel in Sweden saves it
    officer = enter(visit, Role.OFFICE_OFFICER)
    lines = [
        ["Personnummer", "Registrerat", *SUBJECTS],
        [county.facts["changed_civic_no"], "2027-06-21", *GRADES],
    ]
    content = "\r\n".join(";".join(line) for line in lines).encode("utf-8-sig")
    # when it is loaded
    upload(officer, content, name="betyg.csv", media_type=CSV)
    check(officer)
    # then its totals are shown: one pupil, 16 × 20
    totals = officer.locator("section.g-card", has=officer.get_by_role("heading", name="Kontrollsummor"))
    assert "320" in totals.inner_text()
    assert_stands(officer)
