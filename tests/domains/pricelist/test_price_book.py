"""The book of published prices: which version holds on a day, and what each list is for."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from gemensam.domains.pricelist.models import PriceListVersion, PriceRow
from gemensam.domains.pricelist.queries import price_book
from gemensam.rules.pricing.book import PriceList, Wanted
from tests.factories.small_prices import make_national, make_small_prices, make_version

pytestmark = pytest.mark.django_db
START = date(2026, 8, 17)


def wanted(on: date, programme: str = "BA", start: date = START) -> Wanted:
    return Wanted(programme, "", start, on)


@pytest.fixture
def two_versions():
    made = make_small_prices()
    make_version(made.region, number=1, effective=date(2027, 1, 1), bases={"BA": 113973},
                 own={("2281", "BA"): 100000})  # fmt: skip
    make_version(made.region, number=2, effective=date(2027, 4, 1), bases={"BA": 120000})
    make_national(2026, {"BA": 163700})
    return made


def test_scenario_20_earlier_day_is_answered_by_the_earlier_version(two_versions):
    book = price_book(on=date(2027, 2, 15))
    found = {day: book.find(PriceList.JOINT, wanted(day)) for day in (date(2027, 2, 15), date(2027, 4, 1))}
    assert [(row.version, row.amount) for row in found.values() if row] == [
        ("2027-1", Decimal(117392)),
        ("2027-2", Decimal(123600)),
    ]


def test_price_book_before_the_first_version_has_no_joint_price(two_versions):
    assert price_book(on=date(2026, 12, 31)).find(PriceList.JOINT, wanted(date(2026, 12, 31))) is None


def test_price_book_has_own_prices_by_municipality_and_the_area(two_versions):
    book = price_book(on=date(2027, 2, 15), region_id=two_versions.region.pk)
    own = book.find(PriceList.SELF_COST, wanted(date(2027, 2, 15)), "2281")
    grant = book.find(PriceList.OWN_GRANT, wanted(date(2027, 2, 15)), "2281")
    assert (own.amount, grant.amount, grant.with_vat) == (103000, 109180, True)
    assert book.parties(PriceList.SELF_COST, "BA") == ["2281"]
    assert book.area == {"2281", "2262", "2260"}


def test_price_book_of_another_cohort_has_no_row(two_versions):
    book = price_book(on=date(2027, 2, 15))
    assert book.find(PriceList.JOINT, wanted(date(2027, 2, 15), start=date(2024, 8, 19))) is None


def test_price_book_has_the_national_list_until_the_next_is_decided(two_versions):
    found = price_book(on=date(2027, 1, 15)).find(PriceList.NATIONAL, wanted(date(2027, 1, 15)))
    assert (found.version, found.amount, found.with_vat) == ("SKOLFS 2026:7", 163700, True)


def test_price_book_without_region_is_empty():
    assert price_book(on=date(2027, 1, 1)).rows == ()


@pytest.mark.parametrize("model", [PriceListVersion, PriceRow])
def test_published_list_refuses_a_change_in_the_database(two_versions, model):
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**({"reason": "Ändrad"} if model is PriceListVersion else {"base": 1}))
