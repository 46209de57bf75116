"""What pages give to tables, timelines and charts."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.tables import Column, Heading, headings, order_of
from gemensam.interfaces.web.layout.timelines import Milestone, Today, with_today

COLUMNS = [Column("Namn", "namn"), Column("Meritvärde", "merit", numeric=True), Column("Skola")]


@pytest.mark.parametrize(
    ("query", "order"),
    [("", "namn"), ("ordning=merit", "merit"), ("ordning=-merit", "-merit"), ("ordning=civic_no", "namn")],
)
def test_order_of_knows_only_the_columns(query: str, order: str):
    assert order_of(QueryDict(query), COLUMNS, default="namn") == order


def test_headings_turn_the_order_and_go_back_to_the_first_page():
    shown = headings(QueryDict("q=ö&ordning=namn&sida=3"), COLUMNS, default="namn")
    assert shown == [
        Heading("Namn", False, "?q=%C3%B6&ordning=-namn", "ascending"),
        Heading("Meritvärde", True, "?q=%C3%B6&ordning=merit"),
        Heading("Skola", False),
    ]


def test_headings_of_a_descending_column_turn_back():
    shown = headings(QueryDict("ordning=-merit"), COLUMNS, default="namn")
    assert (shown[1].direction, shown[1].url) == ("descending", "?ordning=merit")


def _labels(rows: list[Milestone | Today]) -> list[str]:
    return ["I DAG" if isinstance(row, Today) else row.label for row in rows]


FIRST, SECOND = Milestone(date(2026, 2, 2), "Ansök"), Milestone(date(2026, 5, 15), "Omval")


@pytest.mark.parametrize(
    ("today", "labels"),
    [
        (date(2026, 1, 1), ["I DAG", "Ansök", "Omval"]),
        (date(2026, 2, 2), ["I DAG", "Ansök", "Omval"]),
        (date(2026, 2, 3), ["Ansök", "I DAG", "Omval"]),
        (date(2026, 6, 1), ["Ansök", "Omval", "I DAG"]),
    ],
)
def test_today_stands_before_what_lies_ahead(today: date, labels: list[str]):
    assert _labels(with_today([SECOND, FIRST], today)) == labels


def test_only_the_first_ahead_is_next():
    rows = with_today([FIRST, SECOND], date(2026, 1, 1))
    assert [row.is_next for row in rows if isinstance(row, Milestone)] == [True, False]


def test_chart_data_and_table_hold_the_same_numbers():
    chart = Chart(
        ChartKind.BOX,
        "Meritvärden",
        "Spridning.",
        ["NA", "EE"],
        [Series("2026", [(Decimal("268.5"), 280), None])],
        limit=("Gräns", 160),
    )
    assert chart.rows() == [("NA", [(Decimal("268.5"), 280)]), ("EE", [None])]
    assert chart.as_data() == {
        "kind": "box",
        "title": "Meritvärden",
        "description": "Spridning.",
        "categories": ["NA", "EE"],
        "series": [{"name": "2026", "values": [[268.5, 280], None]}],
        "categoryName": "",
        "valueName": "",
        "unit": "",
        "decimals": 0,
        "limit": {"name": "Gräns", "value": 160.0},
    }
