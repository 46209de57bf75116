"""The lines of a year: every stay read on its days, priced by the decision table, with nothing billed twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from gemensam.rules.pricing.amounts import from_units, to_units
from gemensam.rules.pricing.billing import Lacking, Stay, Supplement, Terms, due_lines
from gemensam.rules.pricing.book import PriceBook, PriceList, PriceRow
from gemensam.rules.pricing.cases import AgreedPrice, PriceCase, Track
from gemensam.rules.pricing.months import split_by_month
from gemensam.rules.pricing.reading_days import DAILY, HABO, OREBRO

TIMRA, ANGE, SUNDSVALL = "2262", "2260", "2281"
EDUCATION = PriceCase(
    on=date(2027, 1, 1), education_start=date(2025, 8, 18), programme="EE", provider=SUNDSVALL,
    provider_is_public=True, home=TIMRA, agreed=AgreedPrice.JOINT,
)  # fmt: skip
WHOLE = Stay(1, EDUCATION, date(2025, 8, 18))


def joint(amount: str, version: str = "2027-1", start: date = date(2027, 1, 1), **more) -> PriceRow:
    return PriceRow(
        list=PriceList.JOINT, version=version, row="EE", programme="EE", amount=Decimal(amount), valid_from=start,
        published=start, **more,
    )  # fmt: skip


BOOK = PriceBook((joint("117392"), joint("119739.84", "2027-2", date(2027, 4, 1))))


def lines(*stays: Stay, book: PriceBook = BOOK, months=range(1, 13), **terms: Terms):
    agreed = terms or {TIMRA: Terms(OREBRO), ANGE: Terms(OREBRO)}
    return due_lines(stays, terms=agreed, book=book, year=2027, months=months)


def by_month(found) -> dict[int, Decimal]:
    return {
        int(month): from_units(int(units)) for month, units in zip(found.month, found.amount, strict=True)
    }


def test_year_with_a_new_version_in_april_takes_each_months_own_price():
    found = by_month(lines(WHOLE))
    old, new = split_by_month(Decimal(117392)), split_by_month(Decimal("119739.84"))
    assert found == {month: (old if month < 4 else new)[month - 1] for month in range(1, 13)}
    assert sum(found.values()).quantize(Decimal("0.01")) == Decimal("119152.88")


def test_run_of_one_month_gives_the_months_that_the_agreement_bills_then():
    assert list(by_month(lines(WHOLE, months=[5]))) == [5, 6]
    assert list(by_month(lines(WHOLE, months=[6, 7, 8]))) == []


def test_residence_that_changes_moves_the_months_to_the_new_municipality():
    before = replace(WHOLE, ends=date(2027, 3, 10))
    after = Stay(1, replace(EDUCATION, home=ANGE), date(2027, 3, 11))
    found = lines(before, after)
    homes = {int(month): int(stay) for stay, month in zip(found.stay, found.month, strict=True)}
    assert homes == {month: 0 if month < 3 else 1 for month in range(1, 13)}


def test_stay_without_agreement_or_price_is_told_and_not_billed():
    unknown = Stay(7, replace(EDUCATION, home="0180"), date(2025, 8, 18))
    unpriced = Stay(8, replace(EDUCATION, programme="NA"), date(2025, 8, 18))
    nordic = Stay(9, replace(EDUCATION, nordic=True), date(2025, 8, 18))
    national = PriceRow(
        list=PriceList.NATIONAL, version="2027", row="EE", programme="EE", amount=Decimal(148700),
        valid_from=date(2027, 1, 1), published=date(2027, 1, 31), with_vat=True,
    )  # fmt: skip
    found = lines(unknown, unpriced, nordic, book=PriceBook((*BOOK.rows, national)))
    assert found.amount.size == 0
    assert set(found.lacking) == {
        Lacking(7, "no_agreement"), Lacking(8, "no_joint_row"), Lacking(9, "state_pays"),
    }  # fmt: skip


def test_presence_counts_only_where_the_agreement_says_so():
    absent = replace(WHOLE, present_until=date(2027, 2, 9))
    assert list(by_month(lines(absent, **{TIMRA: Terms(HABO)}))) == [1]
    assert len(by_month(lines(absent))) == 12


def test_agreement_by_day_pays_the_days_of_each_month_and_the_year_adds_up():
    book = PriceBook((joint("117392"),))
    terms = {TIMRA: Terms(DAILY)}
    whole = by_month(lines(WHOLE, book=book, **terms))
    assert (sum(whole.values()), whole[1]) == (Decimal(117392), Decimal("9970.2795"))
    part = replace(WHOLE, starts=date(2027, 2, 20), ends=date(2027, 3, 2))
    found = by_month(lines(part, book=book, **terms))
    assert list(found) == [2, 3]
    assert sum(found.values()) == Decimal("3537.8411")  # 117 392 × 11 / 365 between day 50 and day 61


def test_supplement_follows_the_months_and_stops_at_the_terms_amount():
    agreed = Supplement("NIU", Decimal(4000), Decimal(667))
    stay = replace(WHOLE, supplements=("NIU", "UNKNOWN"))
    found = lines(stay, **{TIMRA: Terms(OREBRO, {"NIU": agreed})})
    parts = [found.prices[price].part for price in found.price.tolist()]
    amounts = [
        units for part, units in zip(parts, found.amount.tolist(), strict=True) if part == "supplement:NIU"
    ]
    assert amounts == [to_units(Decimal(amount)) for amount in (*[667] * 5, 665) * 2]


def test_imv_support_stops_after_two_terms_within_the_year():
    support = replace(joint("10000"), list=PriceList.IMV_SUPPORT, programme="IMV")
    imv = replace(EDUCATION, track=Track.IMV, imv_start=date(2026, 8, 17))
    found = lines(Stay(1, imv, date(2026, 8, 17)), book=PriceBook((*BOOK.rows, support)))
    months = [
        month
        for price, month in zip(found.price.tolist(), found.month.tolist(), strict=True)
        if found.prices[price].part == "support"
    ]
    assert sorted(months) == [1, 2, 3, 4, 5, 6]


def test_no_stays_give_no_lines():
    assert (lines().amount.size, lines().lacking) == (0, ())
