"""Scenarios of the price list by their number, and published tables as golden cases."""

from decimal import Decimal

import pytest

from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.codes import PriceKey
from gemensam.rules.pricing.components import Administration, PriceRules, build_price
from gemensam.rules.pricing.cost_models import (
    Basis,
    Model,
    ModelSettings,
    Reported,
    calculate,
    carried_forward,
    indexed,
    median_cost,
    simple_mean,
    trimmed_mean,
    weighted_mean,
)
from gemensam.rules.pricing.flows import Flow, consequence, scaled, shown_nets
from gemensam.rules.pricing.validation import (
    Level,
    Row,
    Surroundings,
    check_administration,
    check_row,
    check_sum,
    copied_values,
)
from tests.rules import golden

CASES = golden.load("pricing")
RULES = PriceRules()
BA = PriceKey("BA")
FLAT = {"meals": Decimal(5519), "premises": Decimal(46045), "materials": Decimal(0), "health": Decimal(0),
        "other": Decimal(0)}  # fmt: skip


def whole(amount: Decimal) -> int:
    return int(rounded(amount, 0))


def example_a(*, without: str = "") -> list[Reported]:
    rows = [
        Reported(one["municipality"], Decimal(one["pupils"]), Decimal(one["cost"]))
        for one in CASES["example_a"]
    ]
    return [row for row in rows if row.municipality != without]


def row_of(base: int, **values) -> tuple[Row, Surroundings]:
    components = {"teaching": Decimal(base - 51564)}
    last = values.pop("last_year", None)
    row = Row(BA, components, Decimal(20), **values)
    return row, Surroundings(flat=FLAT, last_year=Decimal(last) if last else None)


def test_scenario_1_components_give_every_published_column():
    price = build_price(Decimal(113973), RULES)
    shown = (price.administration, price.ike, price.vat, price.independent, price.month)
    assert [whole(amount) for amount in shown] == [3419, 117392, 7044, 124436, 9783]


def test_scenario_1_other_reading_of_administration_is_106_kronor_away():
    other = build_price(Decimal(113973), PriceRules(administration=Administration.SHARE))
    assert whole(other.ike) == 117498
    assert whole(other.ike) - whole(build_price(Decimal(113973), RULES).ike) == 106


def test_scenario_2_display_rounding_is_information_and_the_engine_keeps_four_places():
    row, around = row_of(101404, stated_administration=Decimal(3042), stated_total=Decimal(104447))
    assert [(one.level, one.code, one.facts["difference"]) for one in check_row(row, around)] == [
        (Level.INFO, "rounding", 1)
    ]
    assert build_price(Decimal(101404), RULES).ike == Decimal("104446.1200")


def test_scenario_3_arithmetic_error_tells_the_difference_and_the_base_that_fits():
    finding = check_sum([Decimal(80637), Decimal(2491)], Decimal(85533), rules=RULES)
    assert finding is not None
    assert (finding.level, finding.code) == (Level.ERROR, "arithmetic")
    assert finding.facts == {"difference": 2405, "fits": 83042}


def test_scenario_3_in_a_reported_row_is_an_error():
    row, around = row_of(80637, stated_administration=Decimal(2491), stated_total=Decimal(85533))
    assert [(one.level, one.code, one.facts.get("fits")) for one in check_row(row, around)] == [
        (Level.ERROR, "arithmetic", 83042)
    ]


def test_scenario_4_models_side_by_side():
    reports = example_a()
    assert weighted_mean(reports) == Decimal("151597.3523")
    assert [whole(model(reports)) for model in (weighted_mean, simple_mean, trimmed_mean, median_cost)] == [
        151597, 159650, 157930, 151900,
    ]  # fmt: skip


def test_scenario_5_missing_report_is_excluded_or_carried_forward():
    without = example_a(without="Ånge")
    assert rounded(weighted_mean(without), 2) == Decimal("150455.60")
    assert whole(weighted_mean(without)) == 150456
    carried = carried_forward(Decimal(176300), Decimal("1.03"))
    assert carried == 181589
    result = calculate(
        Basis(BA, [*without, Reported("Ånge", Decimal(18), carried, estimated=True)]), ModelSettings()
    )
    assert (rounded(result.base, 2), whole(result.base)) == (Decimal("151596.95"), 151597)
    assert (result.reporters, result.estimated) == (7, 1)


def test_scenario_7_a_rise_of_eleven_per_cent_needs_a_comment_and_a_fall_of_three_passes():
    row, around = row_of(184000, last_year=165400)
    assert [(one.level, one.code, one.facts["per_cent"]) for one in check_row(row, around)] == [
        (Level.WARNING, "change", Decimal("11.2"))
    ]
    row, around = row_of(113637, last_year=117392)
    assert check_row(row, around) == ()


def test_scenario_8_index_on_index_and_a_structure_level_of_its_own():
    price = indexed(Decimal(100000), Decimal("1.034"), Decimal("1.028"))
    assert (price, whole(price)) == (Decimal("106295.2000"), 106295)
    settings = ModelSettings(
        Model.INDEX, index=Decimal("1.028"), index_by_code={"STRUCTURE2": Decimal("1.06")}
    )
    structure = calculate(Basis(PriceKey("STRUCTURE2"), last_year=Decimal(10000)), settings)
    programme = calculate(Basis(BA, last_year=Decimal(10000)), settings)
    assert (structure.base, programme.base) == (10600, 10280)


def example_b() -> tuple[list[Flow], dict[str, Decimal]]:
    table = CASES["example_b"]
    flows = [Flow(home, provider, code, Decimal(pupils)) for home, provider, code, pupils in table["flows"]]
    return flows, {code: Decimal(price) for code, price in table["prices"].items()}


def test_scenario_18_nets_are_as_listed_and_sum_to_nothing():
    flows, prices = example_b()
    found = consequence(flows, prices)
    assert found.nets == CASES["example_b"]["nets"]
    assert sum(found.nets.values()) == 0
    assert found.unpriced == ()


def test_scenario_18_slider_of_one_per_cent_moves_timra_and_sundsvall():
    flows, prices = example_b()
    before, after = consequence(flows, prices), consequence(flows, scaled(prices, Decimal("1.01")))
    moved = {name: whole(after.nets[name] - before.nets[name]) for name in after.nets}
    assert (moved["Timrå"], moved["Sundsvall"]) == (-135566, 183198)
    assert sum(after.nets.values()) == 0
    assert sum(shown_nets(after.nets).values()) == 0


def printed(row: dict, *names: str) -> list[Decimal]:
    return [Decimal(row[name]) for name in names]


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in CASES["lindesberg_2023"]])
def test_published_row_of_lindesberg_2023_is_never_an_error(row):
    price = build_price(Decimal(row["base"]), RULES)
    columns = [name for name in ("administration", "ike", "vat", "independent") if name in row]
    off = [name for name in columns if whole(getattr(price, name)) != row[name]]
    assert off == row.get("off", [])
    assert all(abs(whole(getattr(price, name)) - row[name]) <= 1 for name in columns)
    findings = [check_sum(printed(row, "base", "administration"), Decimal(row["ike"]), rules=RULES)]
    findings.append(check_administration(Decimal(row["base"]), Decimal(row["administration"]), RULES))
    if "independent" in row:
        findings.append(check_sum(printed(row, "ike", "vat"), Decimal(row["independent"])))
    assert {one.level for one in findings if one} <= {Level.INFO}


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in CASES["lindesberg_2024"]])
def test_published_row_of_lindesberg_2024_is_never_an_error(row):
    parts = [Decimal(row["other"]), Decimal(5519), Decimal(46045)]
    finding = check_sum(parts, Decimal(row["base"]))
    wanted = Level.INFO if row["id"] in {"BF", "BA", "EK", "ES"} else None
    assert (finding.level if finding else None) == wanted
    total = check_sum(printed(row, "base", "administration"), Decimal(row["ike"]), rules=RULES)
    assert total is None or total.level is Level.INFO


def test_copied_value_in_ornskoldsvik_names_both_programmes():
    keys = {}
    for label, amount in CASES["ornskoldsvik"].items():
        code, _, orientation = label.partition(" ")
        keys[PriceKey(code, orientation)] = Decimal(amount)
    ee = PriceKey("EE")
    assert copied_values(keys) == {BA: (ee,), ee: (BA,)}
