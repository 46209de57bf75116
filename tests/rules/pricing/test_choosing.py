"""Which price: acceptance scenarios 9–11, 16 and 19, and every row of the decision table."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gemensam.rules.pricing.book import Cohort, PriceBook, PriceList, PriceRow, Rates, Wanted, cohort_of
from gemensam.rules.pricing.cases import AgreedPrice, Part, Per, PriceCase, Supply, Track
from gemensam.rules.pricing.choosing import choose_price

TIMRA, SUNDSVALL, HARNOSAND = "2262", "2281", "2280"
SCHOOL = "5560000001"  # an independent provider


def row(list_: PriceList, programme: str, amount: str, **more) -> PriceRow:
    values = {"version": "2026-1", "row": f"{list_}:{programme}", "valid_from": date(2026, 1, 1), "published": date(2025, 12, 10)}  # fmt: skip
    return PriceRow(list=list_, programme=programme, amount=Decimal(amount), **values | more)


def national(programme: str, amount: str, **more) -> PriceRow:
    return row(PriceList.NATIONAL, programme, amount, with_vat=True, **more)


CASE = PriceCase(
    on=date(2026, 10, 15), education_start=date(2025, 8, 18), programme="EE", provider=SUNDSVALL,
    provider_is_public=True, home=TIMRA,
)  # fmt: skip
FREE = replace(CASE, provider=SCHOOL, provider_is_public=False, programme="TE")


def price(case: PriceCase, *rows: PriceRow, area: tuple[str, ...] = ()):
    return choose_price(case, PriceBook(rows, frozenset(area)))


def codes(found) -> list[tuple[str, str]]:
    return [(step.question, step.answer) for step in found.steps]


@pytest.mark.parametrize(
    ("provider", "expected", "reason"),
    [("148700", "134800", "second_hand_home"), ("128600", "128600", "second_hand_provider")],
)
def test_scenario_09_second_hand_pays_the_lower_of_the_two(provider, expected, reason):
    second = replace(CASE, first_hand=False)
    found = price(
        second,
        row(PriceList.SELF_COST, "EE", provider, party=SUNDSVALL),
        row(PriceList.SELF_COST, "EE", "134800", party=TIMRA),
    )
    assert (found.amount, found.lines[0].law, found.reasons) == (Decimal(expected), "SL 16:51", (reason,))


def test_scenario_10_independent_with_the_programme_at_home_takes_the_home_grant():
    found = price(FREE, row(PriceList.OWN_GRANT, "TE", "113246", party=TIMRA), national("TE", "121900"))
    assert (found.amount, found.lines[0].rows[0].list) == (Decimal(113246), PriceList.OWN_GRANT)


def test_scenario_10_independent_with_the_programme_in_the_area_takes_the_joint_price_with_vat():
    found = price(
        replace(FREE, supply=Supply.AREA), row(PriceList.JOINT, "TE", "117392"), national("TE", "121900")
    )
    assert (found.amount, found.reasons) == (Decimal("124435.52"), ("area_joint",))


def test_scenario_10_independent_with_the_programme_nowhere_takes_the_national_amount_without_more_vat():
    found = price(
        replace(FREE, supply=Supply.NOWHERE), row(PriceList.JOINT, "TE", "117392"), national("TE", "121900")
    )
    assert (found.amount, found.lines[0].operation, found.lines[0].law) == (
        Decimal(121900),
        "as_listed",
        "SL 16:55",
    )


COHORTS = (
    national("BA", "163700", cohort=Cohort.GY25),
    national("BA", "206600", orientation="MA", cohort=Cohort.GY25),
    national("BA", "161700", cohort=Cohort.GY11),
    national("BA", "221500", orientation="AF", cohort=Cohort.GY11),
)


@pytest.mark.parametrize(
    ("start", "orientation", "expected"),
    [
        (date(2025, 8, 18), "MA", "206600"),
        (date(2024, 8, 19), "AF", "221500"),
        (date(2025, 8, 18), "HU", "163700"),
        (date(2024, 8, 19), "HU", "161700"),
        (date(2025, 6, 30), "", "161700"),
        (date(2025, 7, 1), "", "163700"),
    ],
)
def test_scenario_11_start_of_education_decides_the_cohort_in_the_same_calendar_year(
    start, orientation, expected
):
    case = replace(
        FREE, programme="BA", orientation=orientation, education_start=start, supply=Supply.NOWHERE
    )
    assert price(case, *COHORTS).amount == Decimal(expected)


IMV = replace(
    CASE, programme="BF", track=Track.IMV, agreed=AgreedPrice.JOINT, education_start=date(2025, 8, 18),
    imv_start=date(2025, 8, 18), on=date(2026, 6, 30),
)  # fmt: skip
IMV_ROWS = (row(PriceList.JOINT, "BF", "117392"), row(PriceList.IMV_SUPPORT, "IMV", "10000"))


def test_scenario_16_imv_within_two_terms_has_two_lines_and_says_when_support_ends():
    found = price(IMV, *IMV_ROWS)
    assert [(line.part, line.amount, line.ends) for line in found.lines] == [
        (Part.EDUCATION, Decimal(117392), None),
        (Part.SUPPORT, Decimal(10000), date(2026, 6, 30)),
    ]
    assert found.amount == Decimal(127392)


def test_scenario_16_imv_after_two_terms_stops_support_and_says_why():
    found = price(replace(IMV, on=date(2026, 7, 1)), *IMV_ROWS)
    assert (found.amount, found.reasons) == (Decimal(117392), ("agreed_joint", "imv_support_ended"))
    assert found.steps[-1].law == "SL 17:23"


@pytest.mark.parametrize(
    ("programme", "public", "expected"),
    [("NA", True, "52500"), ("NA", False, "55650"), ("EK", True, "48113.2075")],
)
def test_scenario_19_nordic_pupil_is_paid_half_a_term_and_public_without_vat(programme, public, expected):
    case = replace(CASE, nordic=True, programme=programme, provider_is_public=public)
    found = price(case, national("NA", "111300"), national("EK", "102000"))
    assert (found.amount, found.lines[0].per) == (Decimal(expected), Per.TERM)


def test_public_first_hand_with_joint_agreement_takes_the_joint_list():
    found = price(replace(CASE, agreed=AgreedPrice.JOINT), row(PriceList.JOINT, "EE", "140758"))
    assert (found.amount, found.reasons) == (Decimal(140758), ("agreed_joint",))
    assert codes(found) == [
        ("nordic", "no"), ("track", "national_programme"), ("provider", "public"), ("hand", "first"), ("agreed", "joint"),
    ]  # fmt: skip


def test_public_first_hand_with_agreed_own_list_takes_the_providers_row():
    rows = (
        row(PriceList.SELF_COST, "EE", "1", party=TIMRA),
        row(PriceList.SELF_COST, "EE", "2", party=SUNDSVALL),
    )
    found = price(replace(CASE, agreed=AgreedPrice.SELF_COST), *rows)
    assert (found.amount, found.reasons) == (Decimal(2), ("agreed_self_cost",))


def test_public_first_hand_without_agreement_takes_self_cost():
    found = price(CASE, row(PriceList.SELF_COST, "EE", "140758", party=SUNDSVALL))
    assert (found.amount, found.lines[0].law) == (Decimal(140758), "SL 16:51")


@pytest.mark.parametrize(
    ("start", "missing"), [(date(2025, 6, 30), "old_rule_inside_area"), (date(2025, 7, 1), "")]
)
def test_public_inside_the_area_without_agreement_is_paid_only_for_new_education(start, missing):
    case = replace(CASE, inside_area=True, education_start=start)
    assert price(case, row(PriceList.SELF_COST, "EE", "1", party=SUNDSVALL)).missing == missing


def test_second_hand_without_the_education_at_home_pays_the_providers_cost():
    case = replace(CASE, first_hand=False, supply=Supply.NOWHERE)
    rows = (
        row(PriceList.SELF_COST, "EE", "9", party=SUNDSVALL),
        row(PriceList.SELF_COST, "EE", "1", party=TIMRA),
    )
    assert price(case, *rows).reasons == ("second_hand_no_home_cost",)
    assert price(case).missing == "no_self_cost_row"


def test_area_without_joint_row_takes_the_mean_of_the_areas_grants():
    grants = [row(PriceList.OWN_GRANT, "TE", amount, party=party)
              for party, amount in ((SUNDSVALL, "100000"), (HARNOSAND, "100001"), ("0180", "500000"))]  # fmt: skip
    found = price(replace(FREE, supply=Supply.AREA), *grants, area=(SUNDSVALL, HARNOSAND, TIMRA))
    assert (found.amount, found.lines[0].operation) == (Decimal("100000.5"), "mean")


def test_area_without_joint_row_and_means_takes_the_hosts_level():
    case = replace(FREE, supply=Supply.AREA, host="0180")
    found = price(case, row(PriceList.OWN_GRANT, "TE", "99", party="0180"), area=(TIMRA,))
    assert (found.amount, found.reasons) == (Decimal(99), ("area_host",))
    assert price(replace(case, host="")).missing == "no_area_row"


def test_area_joint_row_that_has_vat_gets_no_more():
    found = price(replace(FREE, supply=Supply.AREA), row(PriceList.JOINT, "TE", "100", with_vat=True))
    assert found.amount == Decimal(100)


def test_ib_takes_the_national_amount_of_natural_science():
    found = price(replace(FREE, track=Track.IB, programme="IB"), national("NA", "111300"))
    assert (found.amount, found.reasons) == (Decimal(111300), ("ib_as_natural_science",))


@pytest.mark.parametrize(("public", "law"), [(True, "SL 16:51"), (False, "SL 16:55")])
def test_national_variant_takes_the_agencys_amount_for_the_provider(public, law):
    case = replace(CASE, track=Track.NATIONAL_VARIANT, provider_is_public=public)
    found = price(case, row(PriceList.NATIONAL_VARIANT, "EE", "210000", party=SUNDSVALL))
    assert (found.amount, found.lines[0].law) == (Decimal(210000), law)


def test_individual_introduction_without_agreement_says_that_one_is_needed():
    case = replace(FREE, track=Track.INDIVIDUAL, programme="IMA")
    assert price(case, national("IMA", "1")).missing == "agreement_required"
    agreed = row(PriceList.INDIVIDUAL, "IMA", "152865", party=SCHOOL)
    assert price(case, agreed).amount == Decimal(152865)


def test_individual_introduction_of_one_placed_in_care_takes_self_cost_or_the_agreed():
    case = replace(CASE, track=Track.INDIVIDUAL, programme="IMA", placed=True)
    own = row(PriceList.SELF_COST, "IMA", "148412", party=SUNDSVALL)
    found = price(case, own)
    assert (found.amount, found.lines[0].law) == (Decimal(148412), "SL 17:26 a")
    agreed = price(case, own, row(PriceList.INDIVIDUAL, "IMA", "140000", party=SUNDSVALL))
    assert (agreed.amount, agreed.lines[0].law) == (Decimal(140000), "SL 17:26")


def test_imv_of_one_provider_takes_that_providers_support_before_the_common():
    own = row(PriceList.IMV_SUPPORT, "IMV", "12000", party=SUNDSVALL)
    assert price(IMV, *IMV_ROWS, own).lines[1].amount == Decimal(12000)
    assert price(IMV, IMV_ROWS[0]).missing == "no_support_row"
    assert price(replace(IMV, imv_start=None), *IMV_ROWS).lines[1].ends == date(2026, 6, 30)
    assert price(IMV, IMV_ROWS[1]).missing == "no_joint_row"


def test_adapted_inside_the_area_is_paid_only_by_agreement():
    case = replace(CASE, track=Track.ADAPTED, inside_area=True, education_start=date(2024, 8, 19))
    own = row(PriceList.SELF_COST, "EE", "431840", party=SUNDSVALL)
    assert price(case, own).missing == "adapted_inside_area"
    assert price(replace(case, agreed=AgreedPrice.SELF_COST), own).amount == Decimal(431840)
    assert price(replace(case, inside_area=False), own).amount == Decimal(431840)


def test_book_mid_year_version_holds_from_its_day_and_the_old_is_found_before_it():
    rows = (
        row(PriceList.JOINT, "EE", "117392", version="2027-1", valid_from=date(2027, 1, 1)),
        row(PriceList.JOINT, "EE", "119739.84", version="2027-2", valid_from=date(2027, 4, 1), published=date(2027, 6, 20)),
    )  # fmt: skip
    book = PriceBook(rows)
    wanted = Wanted("EE", "", date(2025, 8, 18), date(2027, 3, 31))
    assert book.find(PriceList.JOINT, wanted).version == "2027-1"
    assert book.find(PriceList.JOINT, replace(wanted, on=date(2027, 4, 1))).version == "2027-2"
    earlier = replace(wanted, on=date(2027, 4, 15), known_on=date(2027, 6, 19))
    assert book.find(PriceList.JOINT, earlier).version == "2027-1"
    assert book.find(PriceList.JOINT, replace(wanted, on=date(2026, 12, 31))) is None


def test_book_row_that_has_ended_and_another_form_are_not_found():
    old = row(PriceList.JOINT, "EE", "1", valid_to=date(2026, 6, 30))
    apprentice = row(PriceList.JOINT, "EE", "2", apprenticeship=True)
    wanted = Wanted("EE", "", date(2025, 8, 18), date(2026, 10, 1))
    book = PriceBook((old, apprentice))
    assert book.find(PriceList.JOINT, wanted) is None
    assert book.find(PriceList.JOINT, replace(wanted, apprenticeship=True)).amount == Decimal(2)


def test_rates_and_cohorts_follow_the_law():
    assert (Rates().vat_factor, cohort_of(date(2025, 6, 30)), cohort_of(date(2025, 7, 1))) == (
        Decimal("1.06"), Cohort.GY11, Cohort.GY25,
    )  # fmt: skip
