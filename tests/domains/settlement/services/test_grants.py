"""Grant decisions: amounts by the right price, decided by another role, replaced by the next, and a letter."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.test import Client, override_settings

from gemensam.domains.catalogue.models import Offering
from gemensam.domains.settlement.models import GrantDecision
from gemensam.domains.settlement.queries.grants import grant_view, months_of
from gemensam.domains.settlement.services.decide_grant import Decided, decide_grant
from gemensam.domains.settlement.services.prepare_grant import prepare_grant
from gemensam.domains.settlement.states import SettlementRefused
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Organisation
from tests.factories.small_round import account_for, organisation, staff
from tests.factories.small_settlement import AT, SmallSettlement, make_small_settlement, price

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DECIDED = Decided(decided_on=date(2027, 6, 20), paragraph="§ 12", decided_by="Nämnden", diary_number="BUN 1")


@pytest.fixture
def small() -> SmallSettlement:
    return make_small_settlement(pupils=0)


@pytest.fixture
def free(small: SmallSettlement) -> Organisation:
    """An independent provider with the technology programme, which Sundsvall arranges too."""
    provider = organisation(
        "Friskolan AB", "provider", provider_kind="independent", organisation_number="5560360793",
        municipality_code="2281",
    )  # fmt: skip
    unit = organisation("Friskolan", "school_unit", parent=provider, school_unit_code="99228109")
    for code, body, place in (("TE-F", provider, unit), ("TE-K", small.sundsvall, small.school)):
        Offering.objects.create(
            year=2027, code=code, title="Teknik", provider=body, school_unit=place, municipality_code="2281",
            programme="TE25", planned_seats=30, seats=30,
        )  # fmt: skip
    return provider


def prepare(small: SmallSettlement, free: Organisation, **more: object) -> GrantDecision:
    values = {"actor": small.economist, "effective_from": date(2027, 1, 1), "at": AT, **more}
    return prepare_grant(municipality_id=small.sundsvall.pk, provider_id=free.pk, year=2027, **values)


def own_grant(premises: Decimal | None = Decimal(20000)) -> None:
    price("113246", list="own_grant", programme="TE", with_vat=True, premises=premises)


def decider(small: SmallSettlement) -> Actor:
    return staff(Role.PROVIDER_DECISION_MAKER, small.sundsvall, "Ordförande Fem")


def test_grant_takes_the_municipalitys_own_amount_with_administration_and_vat_shown(small, free):
    own_grant()
    row = prepare(small, free).rows[0]
    assert (row["code"], row["amount"], row["reason"], row["law"]) == (
        "TE",
        "113246",
        "home_grant",
        "SL 16:55",
    )
    # 113 246 / 1.06 = 106 836 and / 1.03 = 103 724: what law takes for administration and VAT
    assert row["parts"] == [
        ["teaching", "", "in_sum"], ["materials", "", "in_sum"], ["health", "", "in_sum"], ["meals", "", "in_sum"],
        ["together", "83724", "sum"], ["premises", "20000", "average"],
        ["administration", "3112", "rate"], ["vat", "6410", "rate"],
    ]  # fmt: skip


def test_grant_whose_premises_are_not_known_says_so_and_cannot_be_decided(small, free):
    own_grant(premises=None)
    grant = prepare(small, free)
    assert (grant.rows[0]["missing"], grant.rows[0]["parts"][5]) == (
        "no_premises",
        ["premises", "", "lacking"],
    )
    with pytest.raises(SettlementRefused, match="incomplete"):
        decide_grant(actor=decider(small), grant_id=grant.pk, decided=DECIDED, at=AT)


def test_grant_without_a_price_cannot_be_decided(small, free):
    grant = prepare(small, free)
    assert grant.rows[0]["missing"] == "no_home_grant_row"
    with pytest.raises(SettlementRefused, match="incomplete"):
        decide_grant(actor=decider(small), grant_id=grant.pk, decided=DECIDED, at=AT)


def test_grant_is_decided_by_the_decision_maker_and_replaced_by_the_next(small, free):
    own_grant()
    first = prepare(small, free)
    with pytest.raises(PermissionDenied):
        decide_grant(actor=small.economist, grant_id=first.pk, decided=DECIDED, at=AT)
    decide_grant(actor=decider(small), grant_id=first.pk, decided=DECIDED, at=AT)
    second = prepare(small, free, effective_from=date(2027, 4, 1))
    assert (second.number, second.pk == first.pk) == (2, False)
    assert prepare(small, free).pk == second.pk  # one that waits is prepared anew
    decide_grant(actor=decider(small), grant_id=second.pk, decided=DECIDED, at=AT)
    first.refresh_from_db()
    assert first.state == "replaced"
    with pytest.raises(SettlementRefused, match="moved_on"):
        decide_grant(actor=decider(small), grant_id=first.pk, decided=DECIDED, at=AT)


def test_grant_to_a_public_provider_to_one_without_education_and_for_another_year_is_refused(small, free):
    with pytest.raises(SettlementRefused, match="not_independent"):
        prepare(small, small.timra)
    with pytest.raises(SettlementRefused, match="other_year"):
        prepare(small, free, effective_from=date(2028, 1, 1))
    Offering.objects.all().delete()
    with pytest.raises(SettlementRefused, match="no_offerings"):
        prepare(small, free)
    with pytest.raises(PermissionDenied):
        prepare(small, free, actor=small.debtor)


def test_payments_of_a_year_add_up_to_the_amount():
    months = months_of(Decimal(113246))
    assert (months[0], months[-1], sum(months)) == (Decimal("9437.17"), Decimal("9437.13"), Decimal(113246))


def test_letter_is_a_tagged_pdf_and_is_seen_by_the_municipality_alone(small, free, tmp_path):
    own_grant()
    grant = prepare(small, free)
    decide_grant(actor=decider(small), grant_id=grant.pk, decided=DECIDED, at=AT)
    with override_settings(STAFF_NEEDS_SECOND_FACTOR=False):
        own, other = Client(), Client()
        own.force_login(Account.objects.get(pk=account_for(small.economist)))
        other.force_login(Account.objects.get(pk=account_for(small.debtor)))
        own.cookies["sprak"] = "en"
        assert "How the amounts are calculated" in own.get(f"/bidragsbeslut/{grant.pk}/").content.decode()
        answer = own.get(f"/bidragsbeslut/{grant.pk}/beslut.pdf")  # the letter stays in the official language
        assert other.get(f"/bidragsbeslut/{grant.pk}/beslut.pdf").status_code == 404
        assert "113" in own.get(f"/bidragsbeslut/{grant.pk}/").content.decode()
    path = tmp_path / "beslut.pdf"
    path.write_bytes(answer.content)
    with pikepdf.open(path) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.docinfo["/Title"])) == (True, "Beslut om bidrag 2027")


def test_view_of_a_grant_tells_what_the_actor_may(small, free):
    own_grant()
    view = grant_view(small.economist, prepare(small, free).pk)
    assert (view.may_prepare, view.may_decide, view.rows[0]["months"][0]) == (True, False, Decimal("9437.17"))
    assert view.grant.prepared_at == datetime(2027, 6, 20, 11, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
