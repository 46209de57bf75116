"""The year through the services: open, report, remind, review, recommend, decide, publish, change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from gemensam.domains.pricelist.inputs.report_table import RowValues
from gemensam.domains.pricelist.models import PriceReport, PriceRound
from gemensam.domains.pricelist.queries.proposal import proposal
from gemensam.domains.pricelist.queries.reports import report_view
from gemensam.domains.pricelist.queries.rounds import round_view
from gemensam.domains.pricelist.services._publishing import PublicationRefused
from gemensam.domains.pricelist.services.approve_report import approve_report
from gemensam.domains.pricelist.services.choose_model import choose_model
from gemensam.domains.pricelist.services.close_round import close_round
from gemensam.domains.pricelist.services.create_round import PriceRoundExists, create_round
from gemensam.domains.pricelist.services.open_round import open_round
from gemensam.domains.pricelist.services.override_price import override_price
from gemensam.domains.pricelist.services.publish_change import publish_change
from gemensam.domains.pricelist.services.publish_list import publish_list
from gemensam.domains.pricelist.services.recommend_list import NothingToRecommend, recommend_list
from gemensam.domains.pricelist.services.reconsider_list import reconsider_list
from gemensam.domains.pricelist.services.record_decision import OtherListShown, record_decision
from gemensam.domains.pricelist.services.return_report import return_report
from gemensam.domains.pricelist.services.review_report import review_report
from gemensam.domains.pricelist.services.save_row import RowConflict, RowExists, save_row
from gemensam.domains.pricelist.services.save_rows import save_rows
from gemensam.domains.pricelist.services.send_report import ReportHasFaults, send_report
from gemensam.domains.pricelist.states import PriceTransitionRefused
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.audit.models import AuditEntry
from gemensam.rules.pricing.codes import PriceKey
from gemensam.rules.pricing.cost_models import Missing, Model, ModelSettings
from tests.factories.small_prices import AT, BY_CODE, MEMBERS, SmallPrices, make_small_prices

pytestmark = pytest.mark.django_db
ZERO = Decimal(0)
BA = PriceKey("BA")
DATES = {
    "opens_on": date(2026, 8, 17),
    "due_on": date(2026, 10, 1),
    "reminder_on": date(2026, 10, 15),
    "escalation_on": date(2026, 10, 22),
    "decision_on": date(2026, 12, 15),
}


def a_row(cost: int, pupils: int, code: str = "BA", **values) -> RowValues:
    rest = dict.fromkeys(("materials", "health", "meals", "premises", "other"), ZERO)
    return RowValues(code, teaching=Decimal(cost), pupils=Decimal(pupils), **{**rest, **values})


def start(made: SmallPrices, year: int = 2027) -> PriceRound:
    shift = timedelta(days=365 * (year - 2027))
    round_ = create_round(
        actor=made.coordinator, region_id=made.region.pk, year=year, at=AT + shift,
        **{name: day + shift for name, day in DATES.items()},
    )  # fmt: skip
    return open_round(actor=made.coordinator, round_id=round_.pk, at=AT + shift)


def report_of(round_: PriceRound, code: str) -> PriceReport:
    return PriceReport.objects.get(round=round_, member__municipality_code=code)


def send(
    made: SmallPrices, round_: PriceRound, code: str, *rows: RowValues, approve: bool = True
) -> PriceReport:
    report = report_of(round_, code)
    save_rows(actor=made.reporters[code], report_id=report.pk, rows=rows, at=AT)
    send_report(actor=made.reporters[code], report_id=report.pk, at=AT)
    if approve:
        review_report(actor=made.economists[code], report_id=report.pk, at=AT)
        approve_report(actor=made.heads[code], report_id=report.pk, at=AT)
    return report


@pytest.fixture
def made() -> SmallPrices:
    return make_small_prices()


def decided(made: SmallPrices, round_: PriceRound, codes=tuple(MEMBERS), *, accepted: bool = True) -> str:
    shown = proposal(made.coordinator, PriceRound.objects.get(pk=round_.pk)).checksum
    for code in codes:
        record_decision(
            actor=made.deciders[code], round_id=round_.pk, municipality_code=code, checksum=shown,
            accepted=accepted, decided_on=date(2026, 12, 1), paragraph="112", body="Kommunstyrelsen", at=AT,
        )  # fmt: skip
    return shown


def reported_round(made: SmallPrices) -> PriceRound:
    round_ = start(made)
    for code, cost, pupils in (("2281", 146300, 210), ("2262", 149000, 40), ("2260", 181600, 18)):
        send(made, round_, code, a_row(cost, pupils))
    return round_


def test_round_with_three_reports_gives_the_weighted_price(made):
    round_ = reported_round(made)
    found = proposal(made.coordinator, round_)
    assert [(row.key, row.chosen.reporters) for row in found.rows] == [(BA, 3)]
    assert found.rows[0].price.base == Decimal("149073.8806")  # (30 723 000 + 5 960 000 + 3 268 800) / 268
    assert found.rows[0].components["teaching"] == found.rows[0].price.base
    assert found.missing == ()


def test_scenario_5_missing_report_is_labelled_in_the_published_version(made):
    before = start(made, 2026)
    send(made, before, "2260", a_row(176300, 18))
    round_ = start(made)
    send(made, round_, "2281", a_row(146300, 210))
    settings = ModelSettings(missing=Missing.CARRY_FORWARD)
    choose_model(
        actor=made.coordinator, round_id=round_.pk, settings=settings, rationale="Som förra året", at=AT
    )
    round_.refresh_from_db()
    found = proposal(made.coordinator, round_)
    assert (found.missing, found.estimated) == (("2260", "2262"), ("2260",))
    assert found.rows[0].price.base == Decimal("149085.9737")  # (30 723 000 + 18 × 181 589) / 228
    without = proposal(made.coordinator, round_, replace(settings, missing=Missing.EXCLUDE))
    assert without.rows[0].price.base == 146300
    close_round(actor=made.coordinator, round_id=round_.pk, at=AT)
    recommend_list(actor=made.coordinator, round_id=round_.pk, at=AT)
    shown = decided(made, round_)
    version = publish_list(
        actor=made.coordinator, round_id=round_.pk, checksum=shown, effective_from=date(2027, 1, 1),
        reason="Ny lista", without_all=False, at=AT,
    )  # fmt: skip
    assert (version.reporters, version.estimated) == (2, 1)


def test_next_round_is_filled_in_from_the_last(made):
    send(made, start(made, 2026), "2281", a_row(146300, 210, grants_deducted=True))
    row = report_view(made.reporters["2281"], round_id=start(made).pk, code="2281").rows[0]
    assert (row.values["teaching"], row.values["pupils"], row.values["pupils_before"]) == (146300, None, 210)
    assert row.values["grants_deducted"] is True


def test_create_round_twice_for_a_year_is_refused(made):
    start(made)
    with pytest.raises(PriceRoundExists):
        start(made)


def test_two_people_on_one_row_the_second_sees_what_the_first_wrote(made):
    round_ = start(made)
    report, actor = report_of(round_, "2281"), made.reporters["2281"]
    row = save_row(actor=actor, report_id=report.pk, row_id=None, edition=0, values=a_row(100, 5), at=AT)
    save_row(actor=actor, report_id=report.pk, row_id=row.pk, edition=1, values=a_row(110, 5), at=AT)
    with pytest.raises(RowConflict) as conflict:
        save_row(
            actor=made.economists["2281"],
            report_id=report.pk,
            row_id=row.pk,
            edition=1,
            values=a_row(120, 5),
            at=AT,
        )
    assert conflict.value.current.teaching == 110
    kept = save_row(actor=actor, report_id=report.pk, row_id=row.pk, edition=1, values=a_row(110, 5), at=AT)
    assert kept.edition == 2  # the same values again are no conflict and no change
    with pytest.raises(RowExists):
        save_row(actor=actor, report_id=report.pk, row_id=None, edition=0, values=a_row(1, 1), at=AT)


def test_same_rows_twice_change_nothing(made):
    report, actor = report_of(start(made), "2281"), made.reporters["2281"]
    first = save_rows(actor=actor, report_id=report.pk, rows=[a_row(100, 5)], at=AT)
    entries = AuditEntry.objects.count()
    again = save_rows(actor=actor, report_id=report.pk, rows=[a_row(100, 5)], at=AT)
    assert ((first.added, first.same), (again.added, again.changed, again.same)) == ((1, 0), (0, 0, 1))
    assert AuditEntry.objects.count() == entries


def test_report_of_another_municipality_is_refused(made):
    report = report_of(start(made), "2281")
    with pytest.raises(PermissionDenied):
        save_rows(actor=made.reporters["2262"], report_id=report.pk, rows=[a_row(1, 1)], at=AT)


@pytest.mark.parametrize(
    ("rows", "code"),
    [([], "empty"), ([a_row(100, 5, health=None)], "errors"), ([a_row(100, 0)], "comments")],
)
def test_report_with_faults_is_not_sent(made, rows, code):
    report, actor = report_of(start(made), "2281"), made.reporters["2281"]
    save_rows(actor=actor, report_id=report.pk, rows=rows, at=AT)
    with pytest.raises(ReportHasFaults) as fault:
        send_report(actor=actor, report_id=report.pk, at=AT)
    assert fault.value.code == code


def test_report_with_a_commented_warning_is_sent_and_then_stands(made):
    round_ = start(made)
    report = send(made, round_, "2281", a_row(100, 0, comment="Startar i höst"), approve=False)
    with pytest.raises(PriceTransitionRefused):
        save_rows(actor=made.reporters["2281"], report_id=report.pk, rows=[a_row(1, 1)], at=AT)
    with pytest.raises(PriceTransitionRefused):
        approve_report(actor=made.heads["2281"], report_id=report.pk, at=AT)  # not before the economist
    with pytest.raises(PermissionDenied):
        review_report(actor=made.reporters["2281"], report_id=report.pk, at=AT)
    return_report(actor=made.economists["2281"], report_id=report.pk, reason="Fel belopp", at=AT)
    view = report_view(made.reporters["2281"], round_id=round_.pk, code="2281")
    assert (view.state, view.return_reason, view.may_edit) == ("draft", "Fel belopp", True)


def test_recommendation_waits_for_the_heads(made):
    round_ = start(made)
    send(made, round_, "2281", a_row(100, 5), approve=False)
    close_round(actor=made.coordinator, round_id=round_.pk, at=AT)
    with pytest.raises(NothingToRecommend) as refused:
        recommend_list(actor=made.coordinator, round_id=round_.pk, at=AT)
    assert refused.value.code == "unapproved"


def test_override_takes_the_place_of_the_model_and_moves_the_checksum(made):
    round_ = reported_round(made)
    before = proposal(made.coordinator, round_).checksum
    override_price(
        actor=made.coordinator, round_id=round_.pk, key=BA, base=Decimal(150000), reason="Jämnt tal", at=AT
    )
    found = proposal(made.coordinator, round_)
    assert (found.rows[0].price.base, found.rows[0].override_reason) == (150000, "Jämnt tal")
    assert found.checksum != before
    override_price(actor=made.coordinator, round_id=round_.pk, key=BA, base=None, reason="", at=AT)
    assert proposal(made.coordinator, round_).checksum == before


def test_publication_waits_for_every_municipality_and_is_one_version(made):
    round_ = reported_round(made)
    close_round(actor=made.coordinator, round_id=round_.pk, at=AT)
    recommend_list(actor=made.coordinator, round_id=round_.pk, at=AT)
    shown = decided(made, round_, ["2281", "2262"])
    publish = {
        "actor": made.coordinator,
        "round_id": round_.pk,
        "effective_from": date(2027, 1, 1),
        "reason": "Ny",
        "at": AT,
    }
    with pytest.raises(PublicationRefused) as refused:
        publish_list(**publish, checksum=shown, without_all=False)
    assert refused.value.code == "undecided"
    with pytest.raises(PublicationRefused) as refused:
        publish_list(**publish, checksum="0" * 64, without_all=True)
    assert refused.value.code == "other_list"
    decided(made, round_, ["2260"], accepted=False)
    with pytest.raises(PublicationRefused) as refused:
        publish_list(**publish, checksum=shown, without_all=False)
    assert refused.value.code == "refused"
    decided(made, round_, ["2260"])
    version = publish_list(**publish, checksum=shown, without_all=False)
    assert (str(version), version.checksum, version.row_count) == ("2027-1", shown, 1)
    assert [one["paragraph"] for one in version.decisions] == ["112", "112", "112"]
    with pytest.raises(PriceTransitionRefused):
        publish_list(**publish, checksum=shown, without_all=False)


def test_decision_about_prices_that_have_changed_is_refused(made):
    round_ = reported_round(made)
    close_round(actor=made.coordinator, round_id=round_.pk, at=AT)
    with pytest.raises(PriceTransitionRefused):
        decided(made, round_, ["2281"])
    recommend_list(actor=made.coordinator, round_id=round_.pk, at=AT)
    with pytest.raises(OtherListShown):
        record_decision(
            actor=made.deciders["2281"], round_id=round_.pk, municipality_code="2281", checksum="0" * 64,
            accepted=True, decided_on=date(2026, 12, 1), paragraph="1", body="KS", at=AT,
        )  # fmt: skip
    decided(made, round_, ["2281"])
    reconsider_list(actor=made.coordinator, round_id=round_.pk, reason="Nytt underlag", at=AT)
    assert list(round_.decisions.filter(voided_at__isnull=True)) == []
    with pytest.raises(PermissionDenied):
        recommend_list(actor=made.economists["2281"], round_id=round_.pk, at=AT)


def test_change_in_the_year_is_a_version_of_its_own(made):
    round_ = reported_round(made)
    close_round(actor=made.coordinator, round_id=round_.pk, at=AT)
    recommend_list(actor=made.coordinator, round_id=round_.pk, at=AT)
    first = publish_list(
        actor=made.coordinator, round_id=round_.pk, checksum=decided(made, round_), effective_from=date(2027, 1, 1),
        reason="Ny", without_all=False, at=AT,
    )  # fmt: skip
    change = {"actor": made.coordinator, "version_id": first.pk, "factor": Decimal("1.02"), "bases": {},
              "reason": "Lönerörelsen", "at": AT}  # fmt: skip
    with pytest.raises(PublicationRefused) as refused:
        publish_change(**change, effective_from=date(2026, 12, 1))
    assert refused.value.code == "other_year"
    second = publish_change(**change, effective_from=date(2027, 4, 1))
    rows = {row.provider_code: row for row in second.rows.all()}
    assert (str(second), second.predecessor, rows[""].base) == ("2027-2", first, Decimal("152055.3582"))
    assert rows["2281"].base == 146300  # the municipalities' own costs stay
    with pytest.raises(PublicationRefused) as refused:
        publish_change(**change, effective_from=date(2027, 6, 1))
    assert refused.value.code == "other_list"


def test_round_view_counts_who_has_reported(made):
    round_ = start(made)
    send(made, round_, "2281", a_row(100, 5))
    view = round_view(made.economists["2262"], round_.pk)
    assert (view.reported, view.members, view.may["manage"]) == (1, 3, False)
    assert [(line.name, line.has_come, line.is_own) for line in view.reports] == [
        ("Ånge", False, False), ("Timrå", False, True), ("Sundsvall", True, False),
    ]  # fmt: skip
    assert datetime(2026, 9, 1, 8, 0, tzinfo=UTC) == AT
    assert (BY_CODE["Timrå"], Model.INDEX) == ("2262", "index")
