"""The files of the demo's story: what schools and the office send between spring grades and the final run.

Laid out as schools lay them out; the content is what would be read next, so nothing in them is a bundle.
Protected pupils are in none of them: their grades are handled by hand.
"""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from gemensam.interfaces.commands.demo_county import moments, schools
from gemensam.interfaces.commands.demo_county.grade_sheets import COMPULSORY
from gemensam.interfaces.commands.demo_county.model import Applicant, County, Grade
from gemensam.rules.deadlines import late_choices

CHANGED_GRADES = "betyg-kvarnbacksskolan-2027-06-23.xlsx"
FAULTY_GRADES = "betyg-laxstegens-skola-2027-06-23.csv"
LATE_CHOICES = "sena-val-2027-06-18.csv"
CHANGED_SCHOOL, FAULTY_SCHOOL = "Kvarnbäcksskolan", "Laxstegens skola"
CHANGES = 25  # grades that differ in the file; RESCUED of them were missing or F
RESCUED = 14
LATE_LISTS = 6
CHANGED_AT = moments.summer(2027, 6, 23, 14)
_CREATED = datetime(2027, 6, 23, 14)  # noqa: DTZ001 - a workbook's own time has no zone
_SUBJECTS = (*COMPULSORY[: COMPULSORY.index("SV") + 1], "SVA", *COMPULSORY[COMPULSORY.index("SV") + 1 :])
_LANGUAGES = ("M1", "M2", "ML")
_HEADER = (
    "Personnummer", "Namn", "Klass", "Skolenhetskod", "Betygsdatum", *_SUBJECTS,
    *(title for subject in _LANGUAGES for title in (subject, f"{subject} språk")),
)  # fmt: skip
_BETTER = {"-": "E", "F": "E", "E": "D", "D": "C", "C": "B", "B": "A"}


def unit_named(name: str) -> str:
    """The school unit code of a year-9 school."""
    fact = next(fact for fact in schools.FEEDERS if fact.name == name)
    return schools.unit_code(fact.municipality, fact.serial)


def _swedish(name: str) -> str:
    """The name so that Å, Ä, Ö come last, as in a class list."""
    return name.casefold().translate(str.maketrans("åäö", "{|}"))


def pupils_of(county: County, school: str) -> list[Applicant]:
    """The school's applicants as it would list them: by class and name, without the protected."""
    unit = unit_named(school)
    return sorted(
        (
            one
            for one in county.applicants
            if one.feeder_unit == unit and one.person.security_marking == "none" and one.spring
        ),
        key=lambda one: (one.class_name, _swedish(one.person.family_name), _swedish(one.person.given_name)),
    )


def current_grades(applicant: Applicant) -> dict[tuple[str, str], Grade]:
    """Subject and language → the grade that stands on the day the file is made."""
    rows = (row for row in (*applicant.spring, *applicant.supplements) if row.registered_at <= CHANGED_AT)
    return {(row.subject, row.language): row for row in rows}


def changed_grades(county: County) -> dict[tuple[str, str], str]:
    """(applicant, subject) → the new grade, for the 25 that differ in the school's file.

    First what those who are not eligible lack, then a step up for others after examination.
    """
    pupils = pupils_of(county, CHANGED_SCHOOL)
    changes: dict[tuple[str, str], str] = {}
    for wanted, most in ((("-", "F"), RESCUED), (("E", "D", "C", "B"), CHANGES)):
        for number, applicant in enumerate(pupils):
            grades = current_grades(applicant)
            for subject in ("MA", "EN", "SV", "SVA") if number % 2 else ("EN", "MA", "HI", "FY"):
                row = grades.get((subject, ""))
                if len(changes) == most:
                    break
                if row and row.grade in wanted and (wanted[0] == "-" or number % 6 == 0):
                    changes[applicant.applicant_id, subject] = _BETTER[row.grade]
                    break
    return changes


def _formatted(civic_number: str) -> str:
    return f"{civic_number[:8]}-{civic_number[8:]}"


def _school_row(applicant: Applicant, changes: dict[tuple[str, str], str]) -> list[str]:
    """One pupil's row but for the date, which the file's own form decides."""
    person, grades = applicant.person, current_grades(applicant)
    marks = [
        changes.get((applicant.applicant_id, subject)) or _mark(grades.get((subject, "")))
        for subject in _SUBJECTS
    ]
    for subject in _LANGUAGES:
        row = next((row for (name, _), row in grades.items() if name == subject), None)
        marks += [_mark(row), row.language if row else ""]
    name = f"{person.family_name}, {person.given_name}"
    return [_formatted(person.civic_number), name, applicant.class_name, applicant.feeder_unit, *marks]


def _mark(row: Grade | None) -> str:
    return row.grade if row else ""


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """An .xlsx with a frozen heading and real dates; the same rows give the same bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": "Betyg årskurs 9", "created": _CREATED})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Betyg åk 9")
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, 1, 24)
    sheet.write_row(0, 0, _HEADER, bold)
    date_column = _HEADER.index("Betygsdatum")
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            sheet.write_string(number, column if column < date_column else column + 1, value)
        sheet.write_datetime(number, date_column, CHANGED_AT.replace(tzinfo=None), day)
    book.close()
    return target.getvalue()


def _changed_file(county: County) -> bytes:
    changes = changed_grades(county)
    return _workbook([_school_row(one, changes) for one in pupils_of(county, CHANGED_SCHOOL)])


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return target.getvalue()


def _faulty_file(county: County) -> bytes:
    """A semicolon file in Windows' old character set, with a grade and a number that cannot be right."""
    rows = []
    for applicant in pupils_of(county, FAULTY_SCHOOL):
        row = _school_row(applicant, {})
        date_column = _HEADER.index("Betygsdatum")
        rows.append([*row[:date_column], f"{CHANGED_AT:%Y-%m-%d}", *row[date_column:]])
    rows[3][_HEADER.index("MA")] = "H"
    number = rows[7][0]
    rows[7][0] = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    text = _csv(_HEADER, [row for row in rows if _fits_windows(row)])
    return text.encode("cp1252")


def _fits_windows(row: Sequence[str]) -> bool:
    """Whether the old character set has all letters of the row: such a system cannot write the others."""
    try:
        "".join(row).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def late_lists(county: County) -> dict[str, tuple[str, ...]]:
    """Applicant → a new order of choices, asked for after the re-choice period: the second one first."""
    pupils = [
        one
        for one in pupils_of(county, CHANGED_SCHOOL)
        if len(one.final_choices) >= 4 and not any(choice.late for choice in one.final_choices)
    ][:LATE_LISTS]
    lists = {}
    for one in pupils:
        first, second, *rest = [choice.offering_id for choice in one.final_choices]
        lists[one.applicant_id] = (second, first, *rest)
    return lists


def _choices_file(county: County) -> bytes:
    header = ("Personnummer", "Namn", "Val", "Utbildningskod", "Sent val", "Provpoäng", "Godkänt prov")
    by_id = {one.applicant_id: one for one in county.applicants}
    rows = []
    for applicant_id, ranked in late_lists(county).items():
        applicant = by_id[applicant_id]
        before = {choice.offering_id: choice for choice in applicant.final_choices}
        late = late_choices(tuple(before), ranked)
        for rank, offering_id in enumerate(ranked, start=1):
            points, passed = before[offering_id].test_points, before[offering_id].test_passed
            rows.append(
                [
                    _formatted(applicant.person.civic_number),
                    f"{applicant.person.family_name}, {applicant.person.given_name}",
                    str(rank),
                    offering_id,
                    "ja" if offering_id in late else "nej",
                    "" if points is None else str(points).replace(".", ","),
                    "ja" if passed else "",
                ]
            )
    return _csv(header, rows).encode("utf-8-sig")


def demo_files(county: County) -> dict[str, bytes]:
    """File name → content: changed grades (.xlsx), a file with two faults (cp1252), late choices (UTF-8, BOM)."""
    return {
        CHANGED_GRADES: _changed_file(county),
        FAULTY_GRADES: _faulty_file(county),
        LATE_CHOICES: _choices_file(county),
    }
