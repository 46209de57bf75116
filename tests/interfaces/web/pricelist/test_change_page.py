"""A change in the middle of the year on the page: single prices, looked at with what it corrects, then published."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from gemensam.domains.pricelist.models import PriceListVersion, PriceRound
from gemensam.domains.settlement.models import PaymentAgreement
from gemensam.foundation.access import clock
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.rules.pricing.months import months_begun
from tests.factories.small_prices import AT, make_small_prices, make_version
from tests.factories.small_settlement import make_small_settlement

pytestmark = [pytest.mark.django_db]
NOW = datetime(2027, 6, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = make_small_prices()
    round_ = PriceRound.objects.create(
        region=made.region, year=2027, state="published", opens_on=date(2026, 8, 17), due_on=date(2026, 10, 1),
        reminder_on=date(2026, 10, 15), escalation_on=date(2026, 10, 22), decision_on=date(2026, 12, 15), created_at=AT,
    )  # fmt: skip
    bases = {"BA": 140000, "EE": 113973}
    make_version(made.region, number=1, effective=date(2027, 1, 1), bases=bases, round_=round_)
    account = Account.objects.create_user("samordnare@example.invalid", display_name="Sam Ordnare")
    RoleGrant.objects.create(
        account=account, role=Role.NETWORK_COORDINATOR, organisation_id=made.host.pk, starts=date(2020, 1, 1)
    )
    client = Client()
    client.force_login(account)
    address = reverse("price_change", args=[round_.pk])
    with override_settings(STAFF_NEEDS_SECOND_FACTOR=False):
        yield lambda **sent: client.post(address, {"reason": "Lönerörelsen", **sent}, follow=True)


def test_single_price_is_shown_with_months_back_and_published_only_as_it_was_shown(page):
    sent = {"effective_from": "2027-04-01", "pris-1": "116 252,46"}  # EE + 2 %: scenario 14
    shown = page(**sent)
    line = shown.context["changed"][0]
    assert len(shown.context["changed"]) == 1
    assert (line["one"].key.code, line["one"].before, line["one"].after) == ("EE", 117392, 119740)
    assert (shown.context["months"], line["per_pupil"]) == (3, Decimal("587.00"))  # 3 × 2 348 ÷ 12
    seen = shown.context["seen"]
    other = page(**sent, per_cent="1", sedd=seen)
    assert (other.context["again"], PriceListVersion.objects.count()) == (True, 1)
    page(**sent, sedd=seen)
    again = page(**sent, sedd=seen)  # a second press
    version = PriceListVersion.objects.get(number=2)
    assert (PriceListVersion.objects.count(), again.context["again"]) == (2, True)
    rows = {row.code: row.base for row in version.rows.all()}
    assert rows == {"BA": 140000, "EE": Decimal("116252.4600")}


def test_change_without_any_price_or_with_a_word_as_price_is_told_and_shows_nothing(page):
    day = {"effective_from": "2027-04-01"}
    assert page(**day).context["form"].errors.keys() == {"per_cent"}
    assert page(**day, per_cent="−1,5").context["changed"][0]["one"].after == 142037  # 140 000 × 0,985 × 1,03
    wrong = page(**day, **{"pris-0": "tolv"})
    assert wrong.context["form"].errors == {
        "pris-0": ["”tolv” är inget belopp. Skriv bara siffror, till exempel 113 973."]
    }
    assert "tolv" in wrong.content.decode()


def test_months_that_are_billed_are_counted_with_what_they_would_be_corrected_by(page):
    small = make_small_settlement(pupils=2)
    PaymentAgreement.objects.update(agreed="joint")
    small.run(5)
    shown = page(effective_from="2027-04-01", per_cent="2")
    found = {line["one"].key.code: (line["billed"], line["back"]) for line in shown.context["changed"]}
    # April, May and June are billed for two; 6 × 9 782,67 × 2 348 ÷ 117 392
    assert found == {"BA": (0, 0), "EE": (6, 1174)}


@pytest.mark.parametrize(
    ("effective", "today", "months"),
    [(date(2027, 4, 1), date(2027, 6, 20), 3), (date(2027, 4, 1), date(2027, 3, 31), 0),
     (date(2027, 4, 1), date(2028, 1, 2), 9), (date(2027, 4, 1), date(2026, 12, 31), 0)],
)  # fmt: skip
def test_months_begun_are_counted_from_the_day_of_effect(effective, today, months):
    assert months_begun(effective, today) == months
