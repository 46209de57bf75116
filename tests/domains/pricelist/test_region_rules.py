"""A region's own rules: limits that hold at once, kinds of cost that hold from the next round, and every choice kept."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from gemensam.domains.pricelist.inputs.report_table import RowValues
from gemensam.domains.pricelist.models import PriceReport, PriceRound
from gemensam.domains.pricelist.queries.region_rules import rules_view
from gemensam.domains.pricelist.queries.reports import report_view
from gemensam.domains.pricelist.queries.versions import version_view
from gemensam.domains.pricelist.services.approve_report import approve_report
from gemensam.domains.pricelist.services.choose_model import choose_model
from gemensam.domains.pricelist.services.close_round import close_round
from gemensam.domains.pricelist.services.create_round import create_round
from gemensam.domains.pricelist.services.open_round import open_round
from gemensam.domains.pricelist.services.publish_list import publish_list
from gemensam.domains.pricelist.services.recommend_list import recommend_list
from gemensam.domains.pricelist.services.review_report import review_report
from gemensam.domains.pricelist.services.save_rows import save_rows
from gemensam.domains.pricelist.services.save_rules import save_rules
from gemensam.domains.pricelist.services.send_report import send_report
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.audit.models import AuditEntry
from gemensam.rules.pricing.components import COMPONENTS, KINDS
from gemensam.rules.pricing.cost_models import ModelSettings
from gemensam.rules.pricing.validation import Limits
from tests.factories.small_prices import AT, SmallPrices, make_small_prices

pytestmark = pytest.mark.django_db
DAYS = {"opens_on": date(2026, 8, 17), "due_on": date(2026, 10, 1), "reminder_on": date(2026, 10, 15),
        "escalation_on": date(2026, 10, 22), "decision_on": date(2026, 12, 15)}  # fmt: skip
PARTS = {
    "teaching": 100_000,
    "materials": 1000,
    "health": 2000,
    "meals": 5000,
    "premises": 30_000,
    "other": 2000,
}


@pytest.fixture
def made() -> SmallPrices:
    return make_small_prices()


def choose(made: SmallPrices, **more: object) -> int:
    values = {"limits": Limits(), "kinds": COMPONENTS, "reason": "Så vill styrgruppen", "at": AT, **more}
    return save_rules(actor=made.coordinator, region_id=made.region.pk, **values)


def opened(made: SmallPrices, year: int = 2027) -> PriceRound:
    days = {name: day.replace(year=year - 1) for name, day in DAYS.items()}
    round_ = create_round(actor=made.coordinator, region_id=made.region.pk, year=year, at=AT, **days)
    return open_round(actor=made.coordinator, round_id=round_.pk, at=AT)


def report(made: SmallPrices, round_: PriceRound, **parts: int) -> PriceReport:
    found = PriceReport.objects.get(round=round_, member=made.members["2281"])
    row = RowValues(
        "BA", pupils=Decimal(10), **{name: Decimal(value) for name, value in {**PARTS, **parts}.items()}
    )
    save_rows(actor=made.reporters["2281"], report_id=found.pk, rows=[row], at=AT)
    return found


def codes(made: SmallPrices, round_: PriceRound) -> list[str]:
    view = report_view(made.reporters["2281"], round_id=round_.pk, code="2281")
    return [one.code for row in view.rows for one in row.findings]


def test_limits_hold_at_once_and_every_choice_is_kept_and_logged(made):
    before = opened(made, 2026)
    send_report(actor=made.reporters["2281"], report_id=report(made, before).pk, at=AT)
    round_ = opened(made)
    report(made, round_, teaching=107_000)  # 147 000 beside 140 000: 5 per cent
    assert codes(made, round_) == []
    assert choose(made, limits=replace(Limits(), change=Decimal("0.04"))) == 1
    assert codes(made, round_) == ["change"]
    assert choose(made, limits=replace(Limits(), change=Decimal("0.04"))) == 1  # the same again
    assert choose(made) == 2
    assert codes(made, round_) == []
    view = rules_view(made.reporters["2262"], "lanet")
    assert ([one.number for one, _kept in view.choices], view.may_choose) == ([2, 1], False)
    entries = AuditEntry.objects.filter(event="price_region.rules_chosen").order_by("pk")
    assert [(one.facts["number"], one.facts["change"]) for one in entries] == [(1, "0.04"), (2, "0.10")]


def test_rules_are_chosen_by_whoever_runs_the_rounds(made):
    with pytest.raises(PermissionDenied):
        save_rules(
            actor=made.heads["2281"], region_id=made.region.pk, limits=Limits(), kinds=(), reason="x", at=AT
        )


def test_seventh_kind_is_asked_for_from_the_next_round_and_is_in_price_and_checksum(made):
    running = opened(made, 2026)
    choose(made, kinds=KINDS)
    report(made, running)
    assert codes(made, running) == []  # what is open stands still
    round_ = opened(made)
    report(made, round_)
    assert codes(made, round_) == ["component_missing"]
    found = report(made, round_, travel=1500)
    send_report(actor=made.reporters["2281"], report_id=found.pk, at=AT)
    review_report(actor=made.economists["2281"], report_id=found.pk, at=AT)
    approve_report(actor=made.heads["2281"], report_id=found.pk, at=AT)
    choose_model(
        actor=made.coordinator, round_id=round_.pk, settings=ModelSettings(), rationale="Vägt", at=AT
    )  # a form that knows of no kinds
    close_round(actor=made.coordinator, round_id=round_.pk, at=AT)
    recommend_list(actor=made.coordinator, round_id=round_.pk, at=AT)
    version = publish(made, round_)
    shown = version_view(slug="lanet", year=2027, number=version.number)
    assert (shown.whole, shown.kinds) == (True, KINDS)
    assert (shown.rows[0].base, shown.rows[0].components["travel"]) == (141_500, 1500)


def publish(made: SmallPrices, round_: PriceRound):
    from gemensam.domains.pricelist.queries.proposal import proposal

    round_.refresh_from_db()
    return publish_list(
        actor=made.coordinator, round_id=round_.pk, checksum=proposal(made.coordinator, round_).checksum,
        effective_from=date(2027, 1, 1), reason="Ny", without_all=True, at=AT,
    )  # fmt: skip


def test_kinds_of_the_law_cannot_be_left_out_and_another_can(made):
    choose(made, kinds=())
    round_ = opened(made)
    found = PriceReport.objects.get(round=round_, member=made.members["2281"])
    five = {name: Decimal(value) for name, value in PARTS.items() if name != "other"}
    save_rows(
        actor=made.reporters["2281"],
        report_id=found.pk,
        rows=[RowValues("BA", pupils=Decimal(1), **five)],
        at=AT,
    )
    view = report_view(made.reporters["2281"], round_id=round_.pk, code="2281")
    assert view.kinds == ("teaching", "materials", "health", "meals", "premises")
    assert (view.errors, view.rows[0].price.base) == (0, 138_000)
