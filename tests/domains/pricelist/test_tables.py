"""Tables that are pasted or read from files: values, places of faults, nothing half done."""

from decimal import Decimal

import pytest

from gemensam.domains.pricelist.inputs.cells import FORMULA, amount_of, pasted
from gemensam.domains.pricelist.inputs.flow_table import read_flows, read_national
from gemensam.domains.pricelist.inputs.report_table import read_table
from gemensam.domains.pricelist.inputs.settings import settings_of, stored_settings
from gemensam.rules.pricing.components import KINDS, Administration, PriceRules
from gemensam.rules.pricing.cost_models import Missing, Model, ModelSettings

HEAD = "Programkod\tÅrskull\tUndervisning\tElever\n"
MEMBERS = {"Timrå": "2262", "Sundsvall": "2281"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("113 973", 113973),
        ("1\u202f234,50 kr", Decimal("1234.5")),
        ("0", 0),
        ("", None),
        ("5.25", Decimal("5.25")),
    ],
)
def test_amount_as_swedes_write_it(text, value):
    assert amount_of(text) == value


@pytest.mark.parametrize(
    ("text", "code"), [("tolv", "number"), ("-1", "negative"), (FORMULA, "formula"), ("1e9", "number")]
)
def test_amount_that_cannot_be_has_a_code(text, code):
    with pytest.raises(ValueError) as bad:
        amount_of(text)
    assert bad.value.code == code


def test_table_with_titles_in_another_order_is_read():
    read = read_table(pasted(HEAD + "ba\tGy11\t82 409\t20\n\nES\t\t\t\n"))
    assert read.faults == ()
    assert [(number, row.code, row.cohort, row.teaching, row.pupils) for number, row in read.rows] == [
        (2, "BA", "gy11", 82409, 20), (4, "ES", "gy25", None, None),
    ]  # fmt: skip


def test_table_tells_every_fault_by_row_and_column():
    read = read_table(pasted(HEAD + "QQ\tGy25\tx\t1\nBA\tGy99\t\t-2\nNA\t\t\t\nNA\t\t\t"))
    assert [(fault.row, fault.column, fault.code, fault.value) for fault in read.faults] == [
        (2, "Undervisning", "number", "x"), (2, "Programkod", "code_unknown", "QQ"),
        (3, "Årskull", "cohort", "Gy99"), (3, "Elever", "negative", "-2"), (5, "Programkod", "twice", "4"),
    ]  # fmt: skip


def test_table_without_its_code_column_or_rows_says_so():
    assert read_table(pasted("Undervisning\tLokaler\tElever\n1\t2\t3")).faults[0].code == "column_missing"
    assert read_table(pasted(" \n")).faults[0].code == "empty"


def test_flows_by_name_or_code_are_added_up():
    rows, faults = read_flows(
        pasted("Hemkommun;Skolkommun;Programkod;Inriktning;Elever\nTimrå;2281;NA;;80\ntimrå;Sundsvall;na;;5"),
        MEMBERS,
    )
    assert faults == ()
    assert [(row.home, row.provider, row.code, row.pupils) for row in rows] == [("2262", "2281", "NA", 85)]


def test_flows_with_unknown_municipality_code_and_number_tell_all():
    _rows, faults = read_flows(
        pasted("Hemkommun;Skolkommun;Programkod;Inriktning;Elever\nÅre;Timrå;ZZ;;"), MEMBERS
    )
    assert [(fault.row, fault.column, fault.code) for fault in faults] == [
        (2, "Hemkommun", "municipality"), (2, "Programkod", "code_unknown"), (2, "Elever", "required"),
    ]  # fmt: skip


def test_national_list_as_it_is_passed_around_is_read():
    text = "# riksprislista 2026\ncode;name;amount\nBA_MA_new;Bygg mark;206600\nFS;Frisör och stylist;147900"
    rows, faults = read_national(pasted(text))
    assert faults == ()
    assert [(row.code, row.orientation, row.cohort, row.with_meals) for row in rows] == [
        ("BA", "MA", "gy25", 206600), ("FR", "", "", 147900),
    ]  # fmt: skip


def test_national_list_with_both_columns_and_a_fault():
    rows, faults = read_national(
        pasted("Kod;Program;Inklusive måltider;Exklusive måltider\nBF;;112 400;106 400\nXX;;1;2\nNA;;;")
    )
    assert [(row.code, row.with_meals, row.without_meals) for row in rows] == [("BF", 112400, 106400)]
    assert [(fault.row, fault.code) for fault in faults] == [(3, "code_unknown"), (4, "required")]


def test_settings_are_the_same_after_being_stored():
    settings = ModelSettings(
        Model.INDEX, PriceRules(Administration.SHARE), Missing.CARRY_FORWARD, Decimal("1.04"), Decimal("1.028"),
        {"FT": Decimal("1.05")}, Decimal("0.9"),
    )  # fmt: skip
    assert settings_of(stored_settings(settings)) == settings
    assert settings_of({}) == ModelSettings()


def test_table_with_other_titles_says_that_the_column_is_missing():
    read = read_table([["Namn", "Skola", "Klass"], ["A", "B", "C"]])
    assert [(fault.column, fault.code) for fault in read.faults] == [("Programkod", "column_missing")]


def test_two_titles_are_enough_when_the_first_column_is_one_of_them():
    read = read_table([["Programkod", "Elever"], ["BA", "3"]])
    assert [(row.code, row.pupils) for _, row in read.rows] == [("BA", 3)]


def test_flow_within_one_municipality_is_told():
    _flows, faults = read_flows([["Timrå", "Timrå", "BA", "", "3"]], {"Timrå": "2262"})
    assert [(fault.column, fault.code) for fault in faults] == [("Skolkommun", "same_municipality")]


def test_cost_of_a_kind_that_the_region_has_not_is_told_and_not_lost():
    table = [["Programkod", "Resor", "Elever"], ["BA", "1500", "3"], ["EK", "0", "3"]]
    assert [(fault.row, fault.column, fault.code) for fault in read_table(table).faults] == [
        (2, "Resor", "kind_unused")
    ]
    assert read_table(table, KINDS).faults == ()
