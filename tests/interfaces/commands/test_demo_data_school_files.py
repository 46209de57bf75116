"""The files of the demo's story, read back as the schools' recipients would."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from gemensam.foundation.directory.civic_number import CivicNumber, CivicNumberError
from gemensam.interfaces.commands.demo_county import school_files
from gemensam.interfaces.commands.demo_county.build import build_county

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county():
    return build_county()


@pytest.fixture(scope="module")
def files(county):
    return school_files.demo_files(county)


def table(content: bytes, encoding: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(encoding)), delimiter=";"))


def test_demo_files_made_twice_are_the_same_bytes(county, files):
    assert school_files.demo_files(county) == files


def test_demo_files_changed_grades_differ_in_twenty_five_cells(county, files):
    sheet = openpyxl.load_workbook(io.BytesIO(files[school_files.CHANGED_GRADES])).active
    heading, *lines = sheet.iter_rows(values_only=True)
    by_number = {
        f"{one.person.civic_number[:8]}-{one.person.civic_number[8:]}": school_files.current_grades(one)
        for one in county.applicants
    }
    changed = []
    for line in lines:
        row = dict(zip(heading, line, strict=True))
        grades = by_number[row["Personnummer"]]
        changed += [
            (subject, grades[subject, ""].grade, row[subject])
            for subject, language in grades
            if not language and grades[subject, ""].grade != row[subject]
        ]

    assert len(changed) == 25
    assert sum(before in "-F" for _, before, _ in changed) == 14
    assert [after for _, before, after in changed if before < after and before != "-"] == []


def test_demo_files_changed_grades_have_real_dates(files):
    sheet = openpyxl.load_workbook(io.BytesIO(files[school_files.CHANGED_GRADES])).active
    column = [cell.value for cell in sheet[1]].index("Betygsdatum") + 1

    assert sheet.cell(2, column).value.isoformat() == "2027-06-23T14:00:00"
    assert sheet.cell(2, column).number_format == "yyyy-mm-dd"


def test_demo_files_faulty_grades_have_one_wrong_number_and_one_wrong_grade(files):
    lines = table(files[school_files.FAULTY_GRADES], "cp1252")
    wrong = []
    for line in lines:
        try:
            CivicNumber.parse(line["Personnummer"], today=date(2027, 6, 23))
        except CivicNumberError as error:
            wrong.append(error.code)

    assert wrong == ["check_digit"]
    assert [line["MA"] for line in lines if line["MA"] not in "ABCDEF-"] == ["H"]


def test_demo_files_faulty_grades_are_in_the_old_character_set(files):
    with pytest.raises(UnicodeDecodeError):
        files[school_files.FAULTY_GRADES].decode("utf-8")


def test_demo_files_late_choices_mark_what_overtook(files):
    lines = table(files[school_files.LATE_CHOICES], "utf-8-sig")
    first = [line["Sent val"] for line in lines if line["Val"] == "1"]
    rest = [line["Sent val"] for line in lines if line["Val"] != "1"]

    assert first == ["ja"] * school_files.LATE_LISTS
    assert set(rest) == {"nej"}


def test_demo_files_no_protected_person_is_in_any(county, files):
    sheet = openpyxl.load_workbook(io.BytesIO(files[school_files.CHANGED_GRADES])).active
    texts = [str(cell) for line in sheet.iter_rows(values_only=True) for cell in line]
    texts += [files[school_files.FAULTY_GRADES].decode("cp1252"), files[school_files.LATE_CHOICES].decode()]

    assert [text for text in texts if "kanariefågel" in text.casefold()] == []


def test_pupils_of_school_with_a_protected_pupil_leaves_the_pupil_out(county):
    hidden = [one for one in county.applicants if one.person.security_marking != "none"]
    school = next(unit.name for unit in county.school_units if unit.code == hidden[0].feeder_unit)

    assert hidden[0] not in school_files.pupils_of(county, school)
    assert len(school_files.pupils_of(county, school)) > 20
