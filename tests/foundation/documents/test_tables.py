"""Files as people make them come out as clear cells."""

import io
import json
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from gemensam.foundation.documents.reading.child import answer
from gemensam.foundation.documents.reading.found import Limits
from gemensam.foundation.documents.tables import (
    Cell,
    CellKind,
    TableLimits,
    TableRefused,
    Workbook,
    column_letters,
    read_workbook,
    workbook_of,
)
from tests.foundation.documents import files

E, T, N, P, D, M, X, F = (
    CellKind.EMPTY, CellKind.TEXT, CellKind.NUMBER, CellKind.PERCENT, CellKind.DATE, CellKind.DATETIME,
    CellKind.ERROR, CellKind.FORMULA,
)  # fmt: skip


MOMENT = datetime.fromisoformat("2027-06-14T10:30")  # spreadsheets know no time zones


def _read(content: bytes, name: str) -> Workbook:
    """What ``read_workbook`` does, without the process (test_hostile_files has it) so that it is fast."""
    limits = TableLimits()
    found = answer(content, Path(name).suffix.lower(), Limits(**asdict(limits)))
    return workbook_of(json.loads(json.dumps(found)), limits)


def _rows(content: bytes, name: str):
    """Rows of (kind, value) of the first sheet."""
    sheet = _read(content, name).sheets[0]
    return [[(cell.kind, cell.value) for cell in row] for row in sheet.rows]


# --- xlsx -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "kind", "value", "shown"),
    [
        (files.text("A1", "Åsa Öst"), T, "Åsa Öst", "Åsa Öst"),
        (files.text("A1", "O\u0308st"), T, "Öst", "Öst"),
        (files.text("A1", "201102142385"), T, "201102142385", "201102142385"),
        (files.text("A1", " 17,5 "), T, " 17,5 ", " 17,5 "),
        (files.number("A1", "201102142385"), N, Decimal("201102142385"), "201102142385"),
        (files.number("A1", "2.01102142385E+11"), N, Decimal("201102142385"), "201102142385"),
        (files.number("A1", "268.5"), N, Decimal("268.5"), "268.5"),
        (files.number("A1", "17.300000000000001"), N, Decimal("17.3"), "17.3"),
        (files.number("A1", "-0.1"), N, Decimal("-0.1"), "-0.1"),
        (files.number("A1", "1E-7"), N, Decimal("1E-7"), "0.0000001"),
        (files.number("A1", "0.25", files.PERCENT), P, Decimal("0.25"), "25 %"),
        (files.number("A1", "0.255", files.PERCENT_1), P, Decimal("0.255"), "25.5 %"),
        (files.number("A1", "46552", files.DATE), D, date(2027, 6, 14), "2027-06-14"),
        (files.number("A1", "46552", files.ISO_DATE), D, date(2027, 6, 14), "2027-06-14"),
        (files.number("A1", "46552.4375", files.DATETIME), M, MOMENT, "2027-06-14 10:30"),
        (files.number("A1", "59", files.DATE), D, date(1900, 2, 28), "1900-02-28"),
        (files.number("A1", "61", files.DATE), D, date(1900, 3, 1), "1900-03-01"),
        (files.number("A1", "60", files.DATE), N, Decimal(60), "60"),
        (files.number("A1", "9999999", files.DATE), N, Decimal(9999999), "9999999"),
        (files.number("A1", "0.4375", files.TIME), T, "10:30", "10:30"),
        (files.number("A1", "12.5", files.NOT_A_DATE), N, Decimal("12.5"), "12.5"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', X, "#REF!", "#REF!"),
        ('<c r="A1" t="b"><v>1</v></c>', T, "SANT", "SANT"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', F, None, ""),
        ('<c r="A1" t="str"><f>A2</f><v>Anna</v></c>', F, None, ""),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', F, None, ""),
        ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', F, None, ""),
        (files.text("A1", "=1+1"), T, "=1+1", "=1+1"),
        ('<c r="A1" t="s"><v>1</v></c>', T, "Delad", "Delad"),
        (
            '<c r="A1" t="inlineStr"><is><r><t>Fet </t></r><r><t>text</t></r><rPh><t>läs</t></rPh></is></c>',
            T, "Fet text", "Fet text",
        ),
        ('<c r="A1" t="inlineStr"><is><t>rad_x000A_två</t></is></c>', T, "rad\ntvå", "rad\ntvå"),
    ],
)  # fmt: skip
def test_xlsx_cell_comes_out_with_its_kind(cell, kind, value, shown):
    content = files.xlsx(files.sheet_xml(files.row(1, cell)), strings=("Annan", "Delad"))
    assert _read(content, "fil.xlsx").sheets[0].rows[0][0] == Cell(kind, value, shown, 0, 0)


@pytest.mark.parametrize(
    "cell", [files.text("A1", "   "), '<c r="A1" s="4"/>', '<c r="A1"><v></v></c>', files.text("A1", "")]
)
def test_xlsx_cell_that_holds_nothing_leaves_no_row(cell):
    assert _rows(files.xlsx(files.sheet_xml(files.row(1, cell))), "fil.xlsx") == []


def test_xlsx_dates_from_1904_are_read_as_such():
    sheet = files.sheet_xml(files.row(1, files.number("A1", "45090", files.DATE)))
    content = files.xlsx(sheet, book='<workbookPr date1904="1"/>')
    assert _rows(content, "fil.xlsx") == [[(D, date(2027, 6, 14))]]


def test_xlsx_with_blank_rows_and_columns_keeps_every_place():
    sheet = files.sheet_xml(files.row(3, files.text("C3", "Namn")) + files.row(5, files.text("A5", "Anna")))
    read = _read(files.xlsx(sheet), "fil.xlsx").sheets[0]
    assert [[cell.text for cell in row] for row in read.rows] == [
        ["", "", ""], ["", "", ""], ["", "", "Namn"], ["", "", ""], ["Anna", "", ""],
    ]  # fmt: skip
    assert (read.rows[2][2].ref, read.rows[4][0].ref, read.rows[0][1].ref) == ("C3", "A5", "B1")


def test_xlsx_with_a_merged_header_tells_the_range_and_has_the_value_in_its_first_cell():
    cells = files.row(1, files.text("A1", "Elev"), files.text("D1", "Betyg"))
    sheet = files.sheet_xml(cells, '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>')
    read = _read(files.xlsx(sheet), "fil.xlsx").sheets[0]
    assert read.merged == ("A1:C1",)
    assert [cell.text for cell in read.rows[0]] == ["Elev", "", "", "Betyg"]


def test_xlsx_with_several_sheets_gives_them_in_order_with_the_hidden_marked():
    parts = files.xlsx_parts(
        files.sheet_xml(files.row(1, files.text("A1", "ett"))),
        files.sheet_xml(files.row(1, files.text("A1", "två"))),
    )
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('sheetId="2"', 'sheetId="2" state="hidden"')
    read = _read(files.packed(parts), "fil.xlsx").sheets
    assert [(sheet.name, sheet.hidden, sheet.rows[0][0].text) for sheet in read] == [
        ("Blad1", False, "ett"),
        ("Blad2", True, "två"),
    ]


def test_xlsx_with_hyperlinks_is_read():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="mailto:a@example.invalid" TargetMode="External"/></Relationships>'
    )
    sheet = files.sheet_xml(files.row(1, files.text("A1", "Anna")))
    content = files.xlsx(sheet, extra={"xl/worksheets/_rels/sheet1.xml.rels": relations})
    assert _rows(content, "fil.xlsx") == [[(T, "Anna")]]


def test_xlsx_from_an_independent_writer_is_read_alike():
    book = openpyxl.Workbook()
    book.active.append(["Personnummer", "Merit", "Datum", "Andel", None, "Formel"])
    book.active.append(["110214-2385", 268.5, date(2027, 6, 14), 0.5, None, "=1+1"])
    book.active["D2"].number_format = "0%"
    output = io.BytesIO()
    book.save(output)
    assert _rows(output.getvalue(), "Betyg åk 9.XLSX") == [
        [(T, "Personnummer"), (T, "Merit"), (T, "Datum"), (T, "Andel"), (E, None), (T, "Formel")],
        [
            (T, "110214-2385"),
            (N, Decimal("268.5")),
            (D, date(2027, 6, 14)),
            (P, Decimal("0.5")),
            (E, None),
            (F, None),
        ],
    ]


# --- ods --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        (files.ods_cell("Åsa", attributes='office:value-type="string"'), T, "Åsa"),
        (files.ods_cell("Åsa"), T, "Åsa"),
        (files.ods_cell("268,5", attributes='office:value-type="float" office:value="268.5"'), N, Decimal("268.5")),
        (files.ods_cell("25 %", attributes='office:value-type="percentage" office:value="0.25"'), P, Decimal("0.25")),
        (
            files.ods_cell("14/6", attributes='office:value-type="date" office:date-value="2027-06-14"'),
            D, date(2027, 6, 14),
        ),
        (
            files.ods_cell("x", attributes='office:value-type="date" office:date-value="2027-06-14T10:30:00"'),
            M, MOMENT,
        ),
        (files.ods_cell("SANT", attributes='office:value-type="boolean" office:boolean-value="true"'), T, "SANT"),
        (
            files.ods_cell("2", attributes='table:formula="of:=1+1" office:value-type="float" office:value="2"'),
            F, None,
        ),
        (
            "<table:table-cell><text:p>a<text:s text:c='2'/>b</text:p><text:p>c</text:p></table:table-cell>",
            T, "a  b\nc",
        ),
        (
            "<table:table-cell><office:annotation><text:p>kommentar</text:p></office:annotation>"
            "<text:p>värde</text:p></table:table-cell>",
            T, "värde",
        ),
    ],
)  # fmt: skip
def test_ods_cell_comes_out_with_its_kind(cell, kind, value):
    assert _rows(files.ods(f"<table:table-row>{cell}</table:table-row>"), "fil.ods") == [[(kind, value)]]


def test_ods_with_repeated_empty_rows_and_columns_keeps_every_place():
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{files.ods_cell("Namn")}'
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert _rows(files.ods(rows), "fil.ods") == [
        [(E, None)] * 3,
        [(E, None)] * 3,
        [(E, None), (E, None), (T, "Namn")],
    ]


TWICE = 'table:number-columns-repeated="2"'
SPANNING = 'table:number-columns-spanned="2"'


def test_ods_with_repeated_values_repeats_them():
    rows = (
        '<table:table-row table:number-rows-repeated="2">'
        f"{files.ods_cell('A', attributes=TWICE)}</table:table-row>"
    )
    assert _rows(files.ods(rows), "fil.ods") == [[(T, "A")] * 2] * 2


def test_ods_with_a_merged_header_tells_the_range():
    rows = (
        f"<table:table-row>{files.ods_cell('Elev', attributes=SPANNING)}"
        f"<table:covered-table-cell/>{files.ods_cell('Betyg')}</table:table-row>"
    )
    sheet = _read(files.ods(rows), "fil.ods").sheets[0]
    assert (sheet.merged, [cell.text for cell in sheet.rows[0]]) == (("A1:B1",), ["Elev", "", "Betyg"])


# --- xls --------------------------------------------------------------------------------------------------------


def test_xls_cells_come_out_with_their_kinds():
    cells = (
        files.xls_label(0, 0, "Åsa Öst")
        + files.xls_number(0, 1, 268.5)
        + files.xls_number(0, 2, 0.25, style=1)
        + files.xls_number(0, 3, 46552, style=2)
        + files.xls_formula(0, 4, 2)
        + files.xls_error(0, 5, 23)
        + files.xls_number(2, 0, 201102142385)
    )
    assert _rows(files.xls(cells), "gammal.xls") == [
        [
            (T, "Åsa Öst"), (N, Decimal("268.5")), (P, Decimal("0.25")), (D, date(2027, 6, 14)), (F, None),
            (X, "#REF!"),
        ],
        [(E, None)] * 6,
        [(N, Decimal(201102142385)), *[(E, None)] * 5],
    ]  # fmt: skip


# --- csv --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le-bom"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_csv_in_each_encoding_and_delimiter_is_read(encoding, delimiter, end):
    text = end.join([delimiter.join(["Namn", "Skola"]), delimiter.join(["Åsa", "Örskolan"]), ""])
    content = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    assert _rows(content, "elever.csv") == [[(T, "Namn"), (T, "Skola")], [(T, "Åsa"), (T, "Örskolan")]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a;b\n1,5;2,5\n", [["a", "b"], ["1,5", "2,5"]]),
        ('"a;b",c\n"d;e",f\n', [["a;b", "c"], ["d;e", "f"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("ensam", [["ensam"]]),
        ('a;"två\nrader"\n', [["a", "två\nrader"]]),
        ('a;"cit""at"\n', [["a", 'cit"at']]),
        ("sep=;\na;b\n", [["", ""], ["a", "b"]]),
        ("sep=,\na,b;c\n", [["", ""], ["a", "b;c"]]),
        ('="0701";x\n', [["0701", "x"]]),
        ("a;b;c\nd\n", [["a", "b", "c"], ["d", "", ""]]),
        ("-5;+46 70;@a\n", [["-5", "+46 70", "@a"]]),
    ],
)
def test_csv_of_a_form_is_read(text, rows):
    sheet = _read(text.encode(), "fil.csv").sheets[0]
    assert [[cell.text for cell in row] for row in sheet.rows] == rows


def test_csv_cell_that_begins_as_a_formula_is_one():
    assert _rows(b"a;=1+1;=\n", "fil.csv") == [[(T, "a"), (F, None), (T, "=")]]


# --- limits, each with the control that a file just inside is read ---------------------------------------------------


@pytest.mark.parametrize(
    ("content", "limits", "code"),
    [
        (b"a;b\n" * 10, {"file_bytes": 39}, "too_large"),
        (b"a\n" * 11, {"rows": 10}, "too_many_rows"),
        (b";" * 10 + b"a", {"columns": 10}, "too_many_columns"),
        (b"a;b\n" * 10, {"cells": 19}, "too_many_cells"),
        (b"a;\n;b\nc;", {"cells": 5}, "too_many_cells"),
        (b"a" * 11, {"text": 10}, "text_too_long"),
    ],
)
def test_table_over_a_limit_is_refused_and_at_the_limit_is_read(content, limits, code):
    with pytest.raises(TableRefused) as refusal:
        read_workbook(content, "fil.csv", TableLimits(**limits))
    assert refusal.value.code == code
    one_more = {name: value + 1 for name, value in limits.items()}
    assert read_workbook(content, "fil.csv", TableLimits(**one_more)).sheets


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_column_letters_of_a_number(column, letters):
    assert column_letters(column) == letters
