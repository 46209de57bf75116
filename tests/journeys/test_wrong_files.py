"""Files as people make them when something is wrong, with a clear answer and nothing changed; and a file of another office.

The other office's program is written from docs/office-transfer.md and uses nothing of ours.
"""

import hashlib
import json
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage, assert_stands
from tests.factories.small_round import civic_number
from tests.journeys.conftest import Place
from tests.journeys.steps import SUBJECTS, check, enter, upload, workbook

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
    officer.get_by_text("Filen är tom. Välj en fil med rubriker och rader.").first.wait_for()
    assert_stands(officer)

    # when something that is not a list is given
    upload(officer, b"\x00\x01\x02" * 200, name="bild.xlsx")
    officer.get_by_role("heading", name="Läs in en fil").wait_for()
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
    officer.get_by_role("heading", name="fel i filen. Inget är inläst.").wait_for()
    found = rows_of_faults(officer)
    assert any(line.startswith("2 |") and "Personnumret stämmer inte" in line for line in found), found
    assert any(line.startswith("3 | BL") and "”7” är inte ett betyg" in line for line in found), found
    assert any(line.startswith("4 |") and "är inte ett datum" in line for line in found), found
    assert_stands(officer)

    # when the column is missing, the page of columns asks for it
    upload(officer, workbook([["Namn", "Bild", "Engelska"], ["Någon", "A", "B"]]))
    officer.get_by_role("button", name="Kontrollera filen").click()
    officer.get_by_text("Välj kolumnen för personnummer.").first.wait_for()
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


def transfer(**changed: object) -> bytes:
    """One applicant with one wish and one grade, written as the document says and with nothing of ours."""
    wish = {
        "rank": 1,
        "programme": "Program SA",
        "school": "Skolan",
        "municipality": "Sundsvall",
        "statement": None,
    }
    grade = {
        "subject": "MA",
        "language": "",
        "grade": "A",
        "role": "",
        "registeredAt": "2027-01-10T12:00:00+01:00",
    }
    applicant = {
        "reference": "J-1", "civicNo": civic_number(77).value, "givenName": "Nova", "familyName": "Östlund",
        "homeMunicipality": "2380", "email": "", "phone": "", "school": {"code": "", "name": "", "class": ""},
        "wishes": [wish], "grades": [grade],
    }  # fmt: skip
    document = {
        "format": "gemensam-office-transfer", "formatVersion": 1, "id": "1f9f3f5e-3b0e-4a52-9c3f-0d9f4e1f7a11",
        "version": 1, "year": 2027, "from": "Jämtland", "to": "Västernorrland",
        "preparedAt": "2027-02-02T08:00:00+01:00", "acknowledgeAt": "", "applicants": [applicant],
        "counts": {"applicants": 1, "wishes": 1, "grades": 1, "statements": 0, "withheld": 0}, **changed,
    }  # fmt: skip
    plain = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return json.dumps({**document, "sha256": hashlib.sha256(plain.encode()).hexdigest()}).encode()


def ask(address: str, key: str, content: bytes | None = None) -> tuple[int, dict[str, Any]]:
    """What the office's system answers a program."""
    request = urllib.request.Request(address, content, headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refused:
        return refused.code, json.loads(refused.read())


def add_office(officer: "Page") -> str:
    """The other office, and the key that is shown once."""
    officer.goto("/overforingar/kanslier/nytt/")
    officer.get_by_label("Kansliets namn").fill("Antagningskansliet Jämtland")
    officer.get_by_label("Kommuner").fill("Östersund\nÅre")
    officer.get_by_label("Kontaktpersonens förnamn").fill("Jon")
    officer.get_by_label("Kontaktpersonens efternamn").fill("Fjällstedt")
    officer.get_by_label("E-postadress").fill("jon@jamtland.example.invalid")
    officer.get_by_role("button", name="Spara").click()
    officer.get_by_role("link", name="Antagningskansliet Jämtland").click()
    assert_stands(officer)
    officer.get_by_role("button", name="Gör en ny nyckel").click()
    officer.get_by_role("button", name="Ja, gör en ny").click()
    officer.get_by_role("heading", name="Ny nyckel", exact=True).wait_for()
    assert_stands(officer)
    return officer.locator("code").first.inner_text()


def test_transfer_sent_by_a_program_is_read_in_and_acknowledged(visit: OpenPage, county: Place):
    officer = enter(visit, Role.OFFICE_OFFICER)
    key = add_office(officer)
    address = f"{county.url.rstrip('/')}/utbyte/v1/overforingar"

    # when the other office's program sends it, with a wrong key and with the right one
    assert ask(address, "fel", transfer())[0] == 401
    assert ask(address, key, transfer(year=1999))[1]["errors"][0]["code"] == "other_year"
    status, receipt = ask(address, key, transfer())
    assert (status, receipt["state"], receipt["importedAt"]) == (202, "received", None)

    # then an officer sees what the wish means here, and reads it in
    officer.goto("/overforingar/in/")
    officer.get_by_role("link", name="Antagningskansliet Jämtland").click()
    assert_stands(officer)
    officer.locator("main select").first.select_option(index=1)
    officer.get_by_role("button", name="Läs in och kvittera").click()
    officer.get_by_text("Inläst och kvitterad").first.wait_for()
    assert_stands(officer)
    assert county.count("SELECT count(*) FROM transfers_arrivedperson") == 1

    # and the program that asks is told so
    _status, receipt = ask(f"{address}/1f9f3f5e-3b0e-4a52-9c3f-0d9f4e1f7a11", key)
    assert (receipt["state"], receipt["takenWishes"], receipt["importedAt"] is None) == ("imported", 1, False)
