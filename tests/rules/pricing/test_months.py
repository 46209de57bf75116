"""Money that adds up: acceptance scenarios 13 and 17, and rounding."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from gemensam.rules.pricing.amounts import internal, published_parts, rounded
from gemensam.rules.pricing.months import split_by_day, split_by_month
from gemensam.rules.pricing.supplements import supplement_months
from gemensam.rules.pricing.terms_of_year import end_of_terms, term_of


def test_scenario_13_months_add_up_and_the_last_takes_what_is_left():
    assert split_by_month(Decimal(117392), places=0) == (*[Decimal(9783)] * 11, Decimal(9779))


def test_split_by_month_keeps_four_decimals_and_adds_up():
    months = split_by_month(Decimal(117392))
    assert (months[0], months[-1], sum(months)) == (
        Decimal("9782.6667"),
        Decimal("9782.6663"),
        Decimal(117392),
    )


def test_scenario_17_supplement_stops_at_the_terms_amount():
    months = supplement_months(Decimal(4000), Decimal(667))
    assert months == (*[Decimal(667)] * 5, Decimal(665))
    assert sum(months) == Decimal(4000)


@pytest.mark.parametrize(
    ("monthly", "expected"),
    [("600", [600, 600, 600, 600, 600, 1000]), ("2500", [2500, 1500, 0, 0, 0, 0])],
)
def test_supplement_of_a_whole_term_is_the_terms_amount(monthly, expected):
    assert list(supplement_months(Decimal(4000), Decimal(monthly))) == expected


def test_split_by_day_of_a_year_adds_up_and_half_a_year_is_its_share():
    days = split_by_day(Decimal(117392), 365)
    assert (len(days), sum(days)) == (365, Decimal(117392))
    assert sum(days[:73]) == Decimal("23478.4")  # a fifth of the year


@pytest.mark.parametrize(
    ("amount", "places", "expected"),
    [
        (Decimal("0.5"), 0, "1"),
        (Decimal("-0.5"), 0, "-1"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(-5, 10), 0, "-1"),
        (Fraction(117045, 12), 0, "9754"),
    ],
)
def test_rounded_goes_half_up_away_from_zero(amount, places, expected):
    assert rounded(amount, places) == Decimal(expected)


def test_internal_keeps_four_decimals():
    assert internal(Fraction(2, 3)) == Decimal("0.6667")


def test_published_parts_add_up_to_the_rounded_sum():
    parts = published_parts([Decimal("9782.6667")] * 2, 2)
    assert (parts, sum(parts)) == ((Decimal("9782.67"), Decimal("9782.66")), Decimal("19565.33"))


@pytest.mark.parametrize(
    ("start", "terms", "end"),
    [
        (date(2025, 8, 18), 1, date(2025, 12, 31)),
        (date(2025, 8, 18), 2, date(2026, 6, 30)),
        (date(2026, 1, 12), 2, date(2026, 12, 31)),
        (date(2026, 1, 12), 3, date(2027, 6, 30)),
    ],
)
def test_end_of_terms_counts_the_term_one_starts_in(start, terms, end):
    assert end_of_terms(start, terms) == end


def test_term_of_july_is_autumn():
    assert term_of(date(2026, 7, 1)) == (date(2026, 7, 1), date(2026, 12, 31))
