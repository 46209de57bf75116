"""Cells as people leave them → typed rows, or faults with row and column, all at once."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from gemensam.domains.admissions.inputs.file_fields import (
    FIELDS,
    find_header,
    match_columns,
    required_codes,
    simplified,
)
from gemensam.domains.admissions.inputs.file_parse import ParsedFile, SheetReading, parse_sheet
from gemensam.foundation.documents.tables import Cell, CellKind
from gemensam.interfaces.web.layout.import_texts import fault_sentence
from tests.factories.small_round import civic_number

SWEDEN = ZoneInfo("Europe/Stockholm")
AT = datetime(2027, 6, 20, 9, 0, tzinfo=UTC)
NUMBER = civic_number(0)  # born 1 January 2011
ERROR, FORMULA = Cell(CellKind.ERROR, "#REF!", "#REF!", 0, 0), Cell(CellKind.FORMULA, None, "", 0, 0)
GRADES = ("Personnummer", "Betygsdatum", "Ämne", "Betyg")
CHOICES = ("Personnummer", "Val", "Utbildningskod", "Provpoäng", "Fri kvot")
SUPPLY = (
    "Utbildningskod",
    "Utbildning",
    "Skolenhetskod",
    "Program",
    "Antagningstal",
    "Fri kvot",
    "Pool",
    "Poolplatser",
)
PUPILS = (
    "Personnummer", "Förnamn", "Efternamn", "Hemkommun", "Skolenhetskod", "Skyddade personuppgifter", "E-post",
    "VH 1 personnummer", "VH 1 förnamn", "VH 1 efternamn",
)  # fmt: skip
PUPIL = (NUMBER.value, "Alva", "Ek", "Sundsvall", "99228120", "nej", "", "", "", "")


def cell(value) -> Cell:
    if isinstance(value, Cell):
        return value
    if value is None or value == "":
        return Cell(CellKind.EMPTY, None, "", 0, 0)
    if isinstance(value, datetime):
        return Cell(CellKind.DATETIME, value, value.isoformat(), 0, 0)
    if isinstance(value, date):
        return Cell(CellKind.DATE, value, value.isoformat(), 0, 0)
    kind = CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
    return Cell(kind, value, str(value), 0, 0)


def parsed(kind: str, titles, *rows, above=0, registered_at=None) -> ParsedFile:
    sheet = [tuple(map(cell, row)) for row in (*[("Lista",)] * above, titles, *rows)]
    reading = SheetReading(
        kind=kind, titles=tuple(titles), header_row=above + 1, mapping=match_columns(kind, titles),
        registered_at=registered_at, today=date(2027, 6, 20),
    )  # fmt: skip
    found = parse_sheet(sheet, reading)
    assert all(fault_sentence(fault.code, fault.facts) for fault in found.faults)
    return found


def faults(*arguments, **options) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in parsed(*arguments, **options).faults]


def grade_fault(civic=NUMBER.value, day="2027-06-11", subject="MA", grade="A") -> list[str]:
    return [code for _, _, code in faults("grades", GRADES, (civic, day, subject, grade))]


@pytest.mark.parametrize("kind", FIELDS)
def test_title_of_a_kind_means_one_field_only(kind):
    titles = [simplified(title) for field in FIELDS[kind] for title in (field.code, *field.titles)]
    owners = {title: {field.code for field in FIELDS[kind] if title in map(simplified, (field.code, *field.titles))}
              for title in titles}  # fmt: skip
    assert {title: codes for title, codes in owners.items() if len(codes) > 1} == {}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("Personnummer", "Ämne", "Betyg")], 0),
        ([("Betyg åk 9", "", ""), ("", "", ""), ("PERSONNUMMER ", " ämne", "Betyg:")], 2),
        ([("Personnummer", "", ""), ("Personnummer", "Ämne", "Betyg")], 1),
        ([("Antal", "Summa")], None),
        ([], None),
    ],
)
def test_header_is_the_row_with_most_known_titles(rows, found):
    assert find_header("grades", rows) == found


def test_grade_file_needs_subject_columns_or_subject_and_grade():
    assert required_codes("grades", {"civic_no": 0}) == ("subject", "grade")
    assert required_codes("grades", {"civic_no": 0, "grade:MA": 1}) == ()
    assert required_codes("grades", {}) == ("civic_no", "subject", "grade")


@pytest.mark.parametrize(
    "written",
    [
        NUMBER.value, NUMBER.formatted(), NUMBER.value[2:], f" {NUMBER.value[:8]} – {NUMBER.value[8:]} ",
        Decimal(NUMBER.value), Decimal(NUMBER.value[2:]),
    ],
)  # fmt: skip
def test_civic_number_is_read_however_it_is_written(written):
    (row,) = parsed("grades", GRADES, (written, "2027-06-11", "MA", "A")).rows
    assert row.civic_no.value == NUMBER.value


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "empty"), ("Summa", "civic_no_form"), ("10119801", "civic_no_form"),
        (Decimal("701019806"), "civic_no_form"),
        ("2,01101E+11", "civic_no_form"), ("20111301-1234", "civic_no_date"), ("20350101-1234", "civic_no_future"),
        (f"{NUMBER.value[:-1]}{(int(NUMBER.value[-1]) + 1) % 10}", "civic_no_check_digit"),
        (FORMULA, "formula"), (ERROR, "error_value"),
    ],
)  # fmt: skip
def test_civic_number_that_cannot_be_right_is_a_fault(written, code):
    assert grade_fault(civic=written) == [code]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2027-06-11", datetime(2027, 6, 11, tzinfo=SWEDEN)),
        ("20270611", datetime(2027, 6, 11, tzinfo=SWEDEN)),
        (Decimal(20270611), datetime(2027, 6, 11, tzinfo=SWEDEN)),
        (date(2027, 6, 11), datetime(2027, 6, 11, tzinfo=SWEDEN)),
        (datetime(2027, 6, 11, 8, 30), datetime(2027, 6, 11, 8, 30, tzinfo=SWEDEN)),  # noqa: DTZ001 - as in a cell
        ("2027-06-11 08:30", datetime(2027, 6, 11, 8, 30, tzinfo=SWEDEN)),
        ("2027-06-11T06:30:00+00:00", datetime(2027, 6, 11, 6, 30, tzinfo=UTC)),
    ],
)
def test_date_is_read_as_swedish_time(written, moment):
    (row,) = parsed("grades", GRADES, (NUMBER.value, written, "MA", "A")).rows
    assert row.registered_at == moment


@pytest.mark.parametrize("written", ["11/6", "2027-02-30", "fredag", Decimal(46560), "06/11/2027"])
def test_date_that_can_be_misread_is_a_fault(written):
    assert grade_fault(day=written) == ["not_a_date"]


def test_missing_date_is_a_fault_unless_the_sender_says_when():
    assert grade_fault(day="") == ["no_registration_time"]
    row = (NUMBER.value, "", "MA", "A")
    assert parsed("grades", GRADES, row, registered_at=AT).rows[0].registered_at == AT


@pytest.mark.parametrize(
    ("written", "grade"), [("a", "A"), (" E ", "E"), ("–", "-"), ("streck", "-"), ("mvg", "MVG")]
)
def test_grade_is_read_however_it_is_written(written, grade):
    (row,) = parsed("grades", GRADES, (NUMBER.value, "2027-06-11", "ma", written)).rows
    assert (row.subject, row.grade) == ("MA", grade)


@pytest.mark.parametrize(
    ("subject", "grade", "code"),
    [("MA", "H", "grade"), ("MA", "", "empty"), ("MA", Decimal(3), "grade"), ("XX", "A", "subject"), ("", "A", "empty"),
     ("MA", FORMULA, "formula"), ("MA", ERROR, "error_value")],
)  # fmt: skip
def test_grade_that_cannot_be_right_is_a_fault(subject, grade, code):
    assert grade_fault(subject=subject, grade=grade) == [code]


def test_every_fault_comes_at_once_with_row_and_column():
    other = civic_number(1).value
    found = faults(
        "grades", GRADES,
        (NUMBER.value, "2027-06-11", "MA", "H"),
        ("", "", "", ""),
        (other, "i går", "XX", "A"),
        (" ", "", " ", ""),
        ("Summa", "", "", Decimal(3)),
        (other, "2027-06-11", "EN", "A"),
        (other, "2027-06-11", "EN", "B"),
        above=2,
    )  # fmt: skip
    assert found == [
        (4, "Betyg", "grade"),
        (6, "Betygsdatum", "not_a_date"),
        (6, "Ämne", "subject"),
        (8, "Personnummer", "civic_no_form"),
        (10, "Personnummer", "repeated"),
    ]


def test_row_order_and_blank_rows_change_no_rows():
    rows = [(civic_number(number).value, "2027-06-11", "MA", "A") for number in range(4)]
    blanks = [rows[0], ("", "", "", ""), *rows[1:], (" ", "", "", "")]
    keys = {(row.civic_no.value, row.grade) for row in parsed("grades", GRADES, *rows).rows}
    again = parsed("grades", GRADES, *reversed(blanks))
    assert ({(row.civic_no.value, row.grade) for row in again.rows}, again.lines) == (keys, 4)


def test_file_without_rows_is_a_fault():
    assert faults("grades", GRADES) == [(0, "", "no_rows")]
    assert faults("grades", GRADES, ("", "", "", "")) == [(0, "", "no_rows")]


def test_wide_grade_row_is_one_grade_a_subject():
    titles = ("Personnummer", "Betygsdatum", "MA", "Engelska", "Moderna språk", "M2 språk", "Namn")
    rows = parsed(
        "grades", titles, (NUMBER.value, date(2027, 6, 11), "A", "b", "C", "fre", "Ek, Alva"),
        (civic_number(1).value, date(2027, 6, 11), "", "–", "", "", "Al, Bo"),
    ).rows  # fmt: skip
    assert [(row.subject, row.language, row.grade) for row in sorted(rows, key=lambda row: (row.row, row.subject))] == [
        ("EN", "", "B"), ("M2", "FRE", "C"), ("MA", "", "A"), ("EN", "", "-"),
    ]  # fmt: skip


def test_choice_is_read_with_numbers_as_text_and_comma():
    (row,) = parsed("choices", CHOICES, (NUMBER.value, "1", "NA-1", "104,5", "x")).rows
    assert (row.rank, row.offering_code, row.test_points, row.free_quota) == (
        1,
        "NA-1",
        Decimal("104.5"),
        True,
    )
    assert (row.late, "test_passed" in row.given, "test_points" in row.given) == (None, False, True)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("ett", "NA-1", "", ""), [("Val", "not_whole")]),
        ((Decimal("1.5"), "NA-1", "", ""), [("Val", "not_whole")]),
        ((Decimal(0), "NA-1", "", ""), [("Val", "out_of_range")]),
        (("", "NA-1", "", ""), [("Val", "empty")]),
        ((Decimal(1), "NA 1", "", ""), [("Utbildningskod", "has_space")]),
        ((Decimal(1), "NA-1", "-1", ""), [("Provpoäng", "not_decimal")]),
        ((Decimal(1), "NA-1", "", "kanske"), [("Fri kvot", "not_yes_or_no")]),
    ],
)
def test_choice_that_cannot_be_right_is_a_fault(row, found):
    assert [(column, code) for _, column, code in faults("choices", CHOICES, (NUMBER.value, *row))] == found


def test_choice_said_twice_is_a_fault():
    rows = [(NUMBER.value, rank, code, "", "") for rank, code in ((1, "NA-1"), (1, "SA-1"), (2, "NA-1"))]
    assert faults("choices", CHOICES, *rows) == [
        (3, "Val", "repeated"),
        (4, "Utbildningskod", "offering_twice"),
    ]


def test_supply_that_does_not_add_up_is_a_fault():
    good = ("NA-9", "Natur", "99228101", "na25", Decimal(30), "", "", "")
    (row,) = parsed("supply", SUPPLY, good).rows
    assert (row.programme, row.seats, row.planned_seats, "planned_seats" in row.given) == (
        "NA25",
        30,
        30,
        False,
    )
    bad = [
        ("NA-1", "Natur", "99228101", "NA25", Decimal(2), Decimal(3), "", ""),
        ("NA-2", "Natur", "99228101", "ZZ", Decimal(2), "", "", ""),
        ("NA-3", "Natur", "9922810", "NA25", Decimal(2), "", "", ""),
        ("NA-4", "Natur", "99228101", "NA25", Decimal(2), "", "P1", ""),
        ("NA-5", "", "99228101", "NA25", "", "", "", ""),
    ]
    assert faults("supply", SUPPLY, *bad) == [
        (2, "Antagningstal", "quotas_over_seats"),
        (3, "Program", "programme"),
        (4, "Skolenhetskod", "school_unit_code"),
        (5, "Poolplatser", "pool_incomplete"),
        (6, "Utbildning", "empty"),
        (6, "Antagningstal", "empty"),
    ]


@pytest.mark.parametrize(
    ("written", "marking"),
    [("", "none"), ("Nej", "none"), ("Sekretessmarkering", "confidential"), ("ja", "confidential"),
     ("Skyddad folkbokföring", "protected_registration"), ("kvarskrivning", "protected_registration")],
)  # fmt: skip
def test_protection_is_read(written, marking):
    (row,) = parsed("pupils", PUPILS, (*PUPIL[:5], written, *PUPIL[6:])).rows
    assert row.security_marking == marking


def test_protection_that_is_not_understood_is_a_fault():
    assert faults("pupils", PUPILS, (*PUPIL[:5], "kod 3", *PUPIL[6:])) == [
        (2, "Skyddade personuppgifter", "security_marking")
    ]


@pytest.mark.parametrize(
    ("email", "guardian", "found"),
    [
        ("alva@exempel.se", (civic_number(9).value, "Bo", "Ek"), []),
        ("alva", ("", "", ""), [("E-post", "email")]),
        ("", (NUMBER.value, "Bo", "Ek"), [("VH 1 personnummer", "guardian_twice")]),
        ("", (civic_number(9).value, "Bo", ""), [("VH 1 efternamn", "guardian_name")]),
    ],
)
def test_addresses_and_guardians_are_checked(email, guardian, found):
    row = (*PUPIL[:6], email, *guardian)
    assert [(column, code) for _, column, code in faults("pupils", PUPILS, row)] == found


def test_text_longer_than_the_register_takes_is_a_fault():
    row = (*PUPIL[:1], "A" * 101, *PUPIL[2:])
    assert faults("pupils", PUPILS, row) == [(2, "Förnamn", "too_long")]


def test_titles_that_name_the_merit_of_a_cut_off_are_recognised():
    titles = ("År", "Skolenhetskod", "Studievägskod", "Lägsta meritvärde", "Median meritvärde")
    found = match_columns("cut_offs", titles)
    assert (found["lowest"], found["median"]) == (3, 4)
