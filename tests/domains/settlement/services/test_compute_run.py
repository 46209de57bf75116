"""A month's run makes what is due and not billed: acceptance scenarios 12, 14 and 15 in the database."""

from datetime import date
from decimal import Decimal

import pytest

from gemensam.domains.settlement.models import BasisLine, BasisRun, PaymentSupplement, PlacementHome
from gemensam.domains.settlement.services.compute_run import compute_run
from gemensam.domains.settlement.services.start_run import start_run
from gemensam.foundation.access.actors import PermissionDenied
from gemensam.foundation.audit.models import AuditEntry
from gemensam.rules.pricing.amounts import from_units, rounded
from tests.factories.small_settlement import ANGE, AT, TIMRA, lines_of, make_small_settlement, price

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def total(run: BasisRun) -> Decimal:
    return rounded(from_units(sum(run.lines.values_list("units", flat=True))), 2)


def test_run_bills_every_month_up_to_its_own_once():
    small = make_small_settlement()
    assert lines_of(small.run(1)) == [("basis", TIMRA, 1, "9782.67")]
    assert lines_of(small.run(3)) == [("basis", TIMRA, 2, "9782.67"), ("basis", TIMRA, 3, "9782.67")]


def test_run_twice_creates_nothing_new():
    small = make_small_settlement(pupils=3)
    small.run(5)
    before = BasisLine.objects.count()
    again = small.run(5)
    assert (before, BasisLine.objects.count(), again.times) == (18, 18, 2)


def test_scenario_12_orebro_pupil_who_leaves_20_may_is_billed_june_in_may():
    small = make_small_settlement(pupils=0)
    small.pupil("E1", ends=date(2027, 5, 20))
    assert [row[2] for row in lines_of(small.run(5))] == [1, 2, 3, 4, 5, 6]
    assert lines_of(small.run(9)) == []


def test_scenario_14_new_version_from_april_published_in_june_gives_three_retroactive_lines():
    small = make_small_settlement(profile="habo")
    small.run(6)
    price("119739.84", valid_from=date(2027, 4, 1), published_on=date(2027, 6, 20), source="KS 2027/2")
    run = small.run(7)
    assert [(row[0], row[2]) for row in lines_of(run)] == [("retro", 4), ("retro", 5), ("retro", 6)]
    assert total(run) == Decimal("586.96")
    assert {line.origin.month for line in run.lines.all()} == {4, 5, 6}
    assert lines_of(small.run(8))[0] == ("basis", TIMRA, 7, "9978.32")


def test_scenario_15_left_in_january_reported_in_march_gives_two_credits_and_again_nothing():
    small = make_small_settlement(profile="habo")
    small.run(3)
    pupil = small.placements["E001"]
    pupil.ends = date(2027, 1, 31)
    pupil.save()
    run = small.run(4)
    assert [(row[0], row[2]) for row in lines_of(run)] == [("credit", 2), ("credit", 3)]
    assert total(run) == Decimal("-19565.33")
    assert {(line.origin.month, line.origin.kind) for line in run.lines.all()} == {(2, "basis"), (3, "basis")}
    small.run(4)
    assert BasisLine.objects.count() == 5


def test_pupil_who_has_moved_is_credited_and_billed_to_the_new_municipality():
    small = make_small_settlement()
    small.run(2)
    PlacementHome.objects.create(
        placement=small.placements["E001"], municipality_code=ANGE, starts=date(2027, 2, 1)
    )
    assert lines_of(small.run(3)) == [
        ("basis", ANGE, 2, "9782.67"), ("credit", TIMRA, 2, "-9782.67"), ("basis", ANGE, 3, "9782.67"),
    ]  # fmt: skip


def test_correction_of_last_year_comes_with_this_years_run():
    small = make_small_settlement(pupils=0)
    price("100000", valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    pupil = small.pupil("E1")
    small.run(12, year=2026)
    pupil.ends = date(2026, 12, 1)
    pupil.save()
    run = small.run(1)
    assert [(line.year, line.month, line.kind) for line in run.lines.all()] == [(2026, 12, "credit")]


def test_disputed_line_is_left_alone_until_it_is_answered():
    small = make_small_settlement()
    small.run(2)
    BasisLine.objects.filter(month=2).update(disputed=True)
    pupil = small.placements["E001"]
    pupil.ends = date(2026, 12, 31)
    pupil.save()
    assert [row[2] for row in lines_of(small.run(3))] == [1]
    BasisLine.objects.update(disputed=False)
    assert [row[2] for row in lines_of(small.run(4))] == [2]


def test_supplement_of_the_agreement_is_billed_besides_the_price():
    small = make_small_settlement(pupils=0)
    small.pupil("E1", supplements=["NIU"])
    agreement = small.sundsvall.payment_agreements.get()
    PaymentSupplement.objects.create(
        agreement=agreement, code="NIU", name="Idrott", term_amount=4000, monthly=667
    )
    run = small.run(5)
    found = [from_units(one.units) for one in run.lines.filter(part="supplement:NIU").order_by("month")]
    assert found == [*[Decimal(667)] * 5, Decimal(665)]


def test_what_cannot_be_billed_is_told_with_its_reason():
    small = make_small_settlement()
    odd = small.pupil("E9", programme="NA")
    run = small.run(1)
    assert (run.lacking, run.lines.count()) == ([[odd.pk, "no_self_cost_row"]], 1)


def test_line_keeps_the_answer_with_its_paragraph_and_source():
    small = make_small_settlement()
    used = small.run(1).lines.get().price
    assert (used.law, used.version, used.yearly) == ("SL 16:51", "KS 2026/1", Decimal("117392.0000"))
    assert used.answer["reasons"] == ["agreed_self_cost"]


def test_run_of_another_organisation_is_refused():
    small = make_small_settlement()
    with pytest.raises(PermissionDenied):
        start_run(actor=small.debtor, creditor_id=small.sundsvall.pk, year=2027, month=1, at=AT)
    run = small.run(1)
    with pytest.raises(PermissionDenied):
        compute_run(actor=small.debtor, run_id=run.pk, at=AT)


def test_run_is_written_to_the_audit_log():
    small = make_small_settlement()
    small.run(1)
    entry = AuditEntry.objects.get(event="basis_run.computed")
    assert (entry.facts, entry.organisation_id) == ({"lines": 1, "lacking": 0}, small.sundsvall.pk)
