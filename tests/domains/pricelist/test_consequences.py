"""Scenario 18 from the database: nets, slider, budget, what has no price, and the coming years."""

from datetime import date
from decimal import Decimal

import pytest

from gemensam.domains.pricelist.inputs.flow_table import FlowValues
from gemensam.domains.pricelist.models import PriceReport, PriceRound, ReportRow
from gemensam.domains.pricelist.queries.consequences import consequence_view
from gemensam.domains.pricelist.services.save_figures import save_figures
from gemensam.domains.pricelist.services.save_flows import save_flows
from gemensam.foundation.access.actors import PermissionDenied
from tests.factories.small_prices import AT, make_small_prices
from tests.rules import golden

pytestmark = pytest.mark.django_db
EXAMPLE = golden.load("pricing")["example_b"]
CODES = {"Härnösand": "2280", "Sundsvall": "2281", "Kramfors": "2282", "Sollefteå": "2283", "Örnsköldsvik": "2284",
         "Timrå": "2262", "Ånge": "2260"}  # fmt: skip


@pytest.fixture
def made():
    """Prices of example B as they are: without anything for administration."""
    made = make_small_prices({code: name for name, code in CODES.items()})
    round_ = PriceRound.objects.create(
        region=made.region, year=2027, state="closed", settings={"administration_rate": "0"}, created_at=AT,
        opens_on=date(2026, 8, 17), due_on=date(2026, 10, 1), reminder_on=date(2026, 10, 15),
        escalation_on=date(2026, 10, 22), decision_on=date(2026, 12, 15),
    )  # fmt: skip
    report = PriceReport.objects.create(round=round_, member=made.members["2281"], state="approved")
    rest = dict.fromkeys(("materials", "health", "meals", "premises", "other"), 0)
    for code, price in EXAMPLE["prices"].items():
        ReportRow.objects.create(
            report=report,
            code=code,
            cohort="gy25",
            form="school",
            teaching=price,
            pupils=10,
            changed_at=AT,
            **rest,
        )
    flows = [
        FlowValues(CODES[home], CODES[to], code, "", Decimal(n)) for home, to, code, n in EXAMPLE["flows"]
    ]
    save_flows(actor=made.coordinator, round_id=round_.pk, flows=flows, source="table", at=AT)
    return made, round_


def look(made, round_, factor: str = "1"):
    return consequence_view(
        made.coordinator, round_, settings=None, factor=Decimal(factor), index=Decimal("1.02")
    )


def test_scenario_18_nets_as_listed_and_the_slider_moves_timra(made):
    found = look(*made)
    assert {one.name: one.net for one in found.members} == EXAMPLE["nets"]
    assert sum(one.net for one in found.members) == 0
    moved = {one.name: one.moved for one in look(*made, "1.01").members}
    assert (moved["Timrå"], moved["Sundsvall"]) == (-135566, 183198)
    assert sum(one.net for one in look(*made, "1.01").members) == 0


def test_budget_and_coming_years_stand_beside_the_net(made):
    made, round_ = made
    sizes = {2025: 200, 2026: 200, 2027: 200, 2028: 260}
    save_figures(
        actor=made.economists["2262"], round_id=round_.pk, municipality_code="2262", budget_net=Decimal(-13_000_000),
        cohorts=sizes, at=AT,
    )  # fmt: skip
    found = look(made, round_)
    timra = next(one for one in found.members if one.name == "Timrå")
    assert (timra.budget, timra.beside_budget, timra.last_net) == (-13_000_000, -556_627, 0)
    first, _shown = found.forecasts[0]
    # pays 14 921 000 × 1,1 × 1,02, receives 1 364 373 × 1,02
    assert (first.year, first.nets["2262"]) == (2028, Decimal("-15349701.54"))
    assert [sum(one.values()) for _forecast, one in found.forecasts] == [0, 0, 0]


def test_flow_without_a_price_is_told_and_left_out(made):
    made, round_ = made
    flows = [FlowValues("2262", "2281", "NB", "", Decimal(2))]
    save_flows(actor=made.coordinator, round_id=round_.pk, flows=flows, source="table", at=AT)
    found = look(made, round_)
    assert [(flow.price, flow.pupils) for flow in found.unpriced] == [("NB", 2)]
    assert {one.net for one in found.members} == {0}


def test_flows_and_another_municipalitys_figures_are_refused_to_an_economist(made):
    made, round_ = made
    with pytest.raises(PermissionDenied):
        save_flows(actor=made.economists["2262"], round_id=round_.pk, flows=[], source="table", at=AT)
    with pytest.raises(PermissionDenied):
        save_figures(
            actor=made.economists["2262"],
            round_id=round_.pk,
            municipality_code="2281",
            budget_net=None,
            cohorts={},
            at=AT,
        )
