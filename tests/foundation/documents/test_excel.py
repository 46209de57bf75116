"""Excel files for people, read back by an independent reader."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet, write_workbook
from gemensam.foundation.documents.tables import CellKind, read_workbook


def _written(kind: ColumnKind, *values: object):
    content = write_workbook([OutSheet("Blad", [OutColumn("Titel", kind)], [[value] for value in values])])
    book = openpyxl.load_workbook(io.BytesIO(content))
    return content, [book.active.cell(row, 1) for row in range(2, len(values) + 2)]


RISKY = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "=HYPERLINK(\"http://127.0.0.1\")",
    "=cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠x", "-", "+46 70 174 06 05", "-12,5", "'=1+1",
]  # fmt: skip


@pytest.mark.parametrize("text", RISKY)
def test_text_that_begins_as_a_formula_is_written_as_text(text):
    content, (cell,) = _written(ColumnKind.TEXT, text)
    assert (cell.data_type, cell.value) == ("s", text.replace("\r", ""))
    read = read_workbook(content, "a.xlsx").sheets[0].rows[1][0]
    assert (read.kind, read.text) == (CellKind.TEXT, text.replace("\r", ""))


@pytest.mark.parametrize("text", RISKY[:4])
def test_text_that_begins_as_a_formula_stays_text_when_edited(text):
    _, (cell,) = _written(ColumnKind.TEXT, text)
    assert cell.quotePrefix is True


def test_text_that_is_written_as_a_formula_by_another_program_is_found():
    """The control: the check above sees a formula when there is one."""
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    output = io.BytesIO()
    book.save(output)
    assert read_workbook(output.getvalue(), "a.xlsx").sheets[0].rows[0][0].kind is CellKind.FORMULA


@pytest.mark.parametrize(
    ("kind", "value", "read", "shown"),
    [
        (ColumnKind.TEXT, "Åsa Öst", "Åsa Öst", "@"),
        (ColumnKind.TEXT, "0701740605", "0701740605", "@"),
        (ColumnKind.TEXT, True, "Ja", "@"),
        (ColumnKind.NUMBER, 12, 12, "0.######"),
        (ColumnKind.DECIMAL, Decimal("268.5"), 268.5, "0.00"),
        (ColumnKind.PERCENT, Decimal("0.25"), 0.25, "0.0%"),
        (ColumnKind.TEXT, None, None, "@"),
        (ColumnKind.TEXT, "", None, "@"),
        (ColumnKind.TEXT, "a\x00b\x1bc", "abc", "@"),
    ],
)
def test_value_is_written_with_its_kind(kind, value, read, shown):
    _, (cell,) = _written(kind, value)
    assert (cell.value, cell.number_format) == (read, shown)


def test_dates_are_real_dates():
    moment = datetime(2027, 6, 14, 8, 30, tzinfo=UTC).astimezone(ZoneInfo("Europe/Stockholm"))
    _, (day,) = _written(ColumnKind.DATE, date(2027, 6, 14))
    _, (time,) = _written(ColumnKind.DATETIME, moment)
    assert (day.value.date(), day.number_format, day.is_date) == (date(2027, 6, 14), "yyyy-mm-dd", True)
    assert (time.value.isoformat(), time.number_format) == ("2027-06-14T10:30:00", "yyyy-mm-dd hh:mm")


def test_sheets_have_frozen_header_filter_and_widths():
    columns = [OutColumn("Namn", width=30), OutColumn("Merit", ColumnKind.DECIMAL)]
    content = write_workbook(
        [
            OutSheet("Sökande/2027: [alla]", columns, [["Anna", 1], ["Åsa", 2]]),
            OutSheet("'", columns, []),
        ]
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Sökande2027 alla", "Blad2"]
    sheet = book.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
    assert [cell.value for cell in sheet[1]] == ["Namn", "Merit"]
    assert sheet["A1"].font.bold is True
    assert sheet.column_dimensions["A"].width == pytest.approx(30, abs=1)


def test_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="row 1 has 1 values for 2 columns"):
        write_workbook([OutSheet("A", [OutColumn("x"), OutColumn("y")], [["bara en"]])])
