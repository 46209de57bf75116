"""Numbers and dates as Swedes write them. N is the narrow space, F the fixed one."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.interfaces.web.layout import formats

N, F = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(575, 2), "287,50"),
        (Decimal("268.5"), "268,50"),
        (340, "340,00"),
        (Fraction(2125, 16), "132,81"),  # 132.8125
        (Decimal("160.005"), "160,01"),
        (0, "0,00"),
        (None, "–"),
        ("", "–"),
    ],
)
def test_merit_has_two_decimals_and_a_comma(value: object, text: str):
    assert formats.merit(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (2800, 0, f"2{N}800"),
        (1234567, 0, f"1{N}234{N}567"),
        (999, 0, "999"),
        (Decimal("1234.56"), 1, f"1{N}234,6"),
        (-12, 0, "−12"),
        (Decimal("-0.4"), 0, "0"),
        (None, 0, "–"),
    ],
)
def test_number_has_thin_spaces_between_thousands(value: object, decimals: int, text: str):
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (Fraction(873, 1000), 0, f"87{F}%"),
        (0.814, 1, f"81,4{F}%"),
        (1, 0, f"100{F}%"),
        (None, 0, "–"),
    ],
)
def test_percent_of_a_share_of_one(share: object, decimals: int, text: str):
    assert formats.percent(share, decimals) == text


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("Gymnasieantagningen", "Gymnasie-antagningen"),
        ("Samhällsvetenskapsprogrammet", "Samhälls-vetenskaps-programmet"),
        ("Ekonomiprogrammet", "Ekonomi-programmet"),
        ("Upper secondary admission", "Upper secondary admission"),
        ("Estetiska programmet", "Estetiska programmet"),
    ],
)
def test_long_compounds_part_where_their_words_meet(text: str, broken: str):
    assert formats.with_breaks(text) == broken.replace("-", formats.SOFT_HYPHEN)


def test_number_in_english_has_a_point():
    with translation.override("en"):
        assert formats.merit(Decimal("287.5")) == "287.50"


@pytest.mark.parametrize(
    ("day", "text"), [(date(2026, 5, 15), "15 maj 2026"), (date(2027, 1, 1), "1 januari 2027"), (None, "–")]
)
def test_date_in_running_text(day: date | None, text: str):
    assert formats.date_sv(day) == text


def test_moment_is_told_in_swedish_time():
    midsummer_night = datetime(2026, 6, 19, 22, 30, tzinfo=UTC)
    told = [formats.date_sv(midsummer_night), formats.datetime_sv(midsummer_night)]
    assert told == ["20 juni 2026", "20 juni 2026 kl. 00.30"]


def test_moment_in_a_table_is_iso_in_swedish_time():
    winter = datetime(2026, 12, 31, 23, 5, tzinfo=UTC)
    assert (formats.date_short(winter), formats.datetime_short(winter)) == ("2027-01-01", "2027-01-01 00:05")


def test_moment_without_zone_is_told_as_it_stands():
    moment = datetime(2026, 5, 15, 13, 0)  # noqa: DTZ001 - the case under test
    assert (formats.datetime_sv(moment), formats.datetime_short(moment)) == (
        "15 maj 2026 kl. 13.00",
        "2026-05-15 13:00",
    )


@pytest.mark.parametrize(
    "name", ["datetime_sv", "date_short", "datetime_short", "week", "school_year", "masked_civic"]
)
def test_nothing_is_a_dash(name: str):
    assert getattr(formats, name)(None) == "–"


@pytest.mark.parametrize(("day", "text"), [(date(2027, 2, 15), "v. 7"), (date(2027, 1, 1), "v. 53")])
def test_week_is_iso(day: date, text: str):
    assert formats.week(day) == text


@pytest.mark.parametrize(("year", "text"), [(2027, "2027/28"), (1999, "1999/00"), ("2026", "2026/27")])
def test_school_year_from_its_autumn(year: object, text: str):
    assert formats.school_year(year) == text


def test_masked_civic_of_the_value_type_and_of_text_are_the_same():
    number = CivicNumber.parse("201001012382", today=date(2026, 11, 22))
    assert (formats.masked_civic(number), formats.masked_civic(number.value)) == ("2010••••-••••",) * 2


@pytest.mark.parametrize(
    ("level", "kind"),
    [("error", "danger"), ("success", "success"), ("warning", "warning"), ("unknown", "info")],
)
def test_alert_kind_of_a_message(level: str, kind: str):
    assert formats.alert_kind(level) == kind


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (29, 32, Decimal("0.90625")),
        (40, 32, Decimal(1)),
        (-1, 32, Decimal(0)),
        (5, 0, Decimal(0)),
        ("", "", Decimal(0)),
    ],
)
def test_share_of_stays_between_nothing_and_all(part: object, whole: object, share: Decimal):
    assert formats.share_of(part, whole) == share


def test_svg_percent_has_a_point_in_swedish_too():
    assert formats.svg_percent(Decimal("0.90625")) == "90.6"


@pytest.mark.parametrize(("label", "text"), [("Namn", "Namn:"), ("Vill du?", "Vill du?"), ("Obs:", "Obs:")])
def test_before_colon_never_doubles_the_sign(label: str, text: str):
    assert formats.before_colon(label) == text


def test_figure_value_writes_unit_fives_and_gaps():
    chart = SimpleNamespace(decimals=1, unit="%")
    values = [96.7, None, (1, 2, 3, 4, 5)]
    assert [formats.figure_value(value, chart) for value in values] == [
        f"96,7{F}%",
        "–",
        "1,0; 2,0; 3,0; 4,0; 5,0",
    ]


def test_page_links_keep_the_filters_and_show_gaps():
    request = RequestFactory().get("/sokande?q=%C3%B6&sida=7")
    page = Paginator(range(2812), 50).page(7)
    links = formats.page_links({"request": request}, page)
    assert [link["number"] for link in links] == [1, "…", 6, 7, 8, "…", 57]
    assert [link["url"] for link in links][2:4] == ["?q=%C3%B6&sida=6", "?q=%C3%B6&sida=7"]
    assert [link["number"] for link in links if link.get("current")] == [7]


@pytest.mark.parametrize(
    ("address", "value", "expected"),
    [("/x?a=1&sida=3", 2, "?a=1&sida=2"), ("/x?sida=3", "", "?"), ("/x", 2, "?sida=2")],
)
def test_address_with_changes_one_parameter(address: str, value: object, expected: str):
    context = {"request": RequestFactory().get(address)}
    assert formats.address_with(context, "sida", value) == expected


def test_filters_are_loaded_in_every_template():
    text = Template("{{ a|merit }} {{ b|number }}").render(Context({"a": Fraction(1, 2), "b": 1000}))
    assert text == f"0,50 1{N}000"
