"""Published lists as settlement reads them: the joint price, a list in the middle of the year, and own costs."""

from datetime import date
from decimal import Decimal

import pytest

from gemensam.domains.pricelist.models import FlatAmount, PriceReport, PriceRound, ReportRow
from gemensam.domains.pricelist.queries.own_costs import own_costs
from gemensam.domains.settlement.inputs.price_book import price_book
from gemensam.rules.pricing.book import PriceList, Wanted
from tests.factories.small_prices import AT, make_small_prices, make_version

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BASE = 113973  # 117 392 with administration: the published row of Lindesberg 2023


def test_book_answers_with_the_list_of_the_day_and_the_municipalitys_own_grant():
    prices = make_small_prices()
    make_version(
        prices.region, number=1, effective=date(2027, 1, 1), bases={"BF": BASE}, own={("2262", "BF"): BASE}
    )
    make_version(prices.region, number=2, effective=date(2027, 4, 1), bases={"BF": BASE + 1000})
    book = price_book(2027)
    wanted = Wanted("BF", "", date(2025, 8, 18), date(2027, 3, 31))
    own = book.find(PriceList.OWN_GRANT, wanted, "2262")
    assert (book.find(PriceList.JOINT, wanted).amount, own.amount) == (Decimal(117392), Decimal(124436))
    later = Wanted("BF", "", date(2025, 8, 18), date(2027, 4, 1))
    assert book.find(PriceList.JOINT, later).version == "2027-2"
    assert book.area == {"2281", "2262", "2260"}


def test_own_costs_take_flat_amounts_and_leave_out_a_row_that_lacks_one():
    prices = make_small_prices()
    names = ("opens_on", "due_on", "reminder_on", "escalation_on", "decision_on")
    days = {name: date(2026, 10, 1 + place) for place, name in enumerate(names)}
    round_ = PriceRound.objects.create(region=prices.region, year=2027, created_at=AT, **days)
    report = PriceReport.objects.create(round=round_, member=prices.members["2262"])
    for component, amount in (("health", 3000), ("meals", 5500), ("premises", 28000), ("other", 1500)):
        FlatAmount.objects.create(report=report, school_form="national", component=component, amount=amount)
    for code, teaching in (("BF", 70000), ("BA", None)):
        ReportRow.objects.create(
            report=report,
            code=code,
            cohort="gy25",
            form="school",
            teaching=teaching,
            materials=4000,
            changed_at=AT,
        )
    found = own_costs(round_id=round_.pk, municipality_code="2262")
    assert found == {
        ("BF", "gy25"): {
            "teaching": Decimal(70000), "materials": Decimal(4000), "health": Decimal(3000), "meals": Decimal(5500),
            "premises": Decimal(28000), "other": Decimal(1500),
        }
    }  # fmt: skip
    assert own_costs(round_id=round_.pk, municipality_code="2281") == {}
