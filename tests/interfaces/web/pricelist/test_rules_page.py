"""The page of a region's rules: read by all who work with prices there, chosen by its office."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from gemensam.domains.pricelist.models import RegionRules
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from tests.factories.small_prices import make_small_prices

pytestmark = pytest.mark.django_db


def logged_in(role: Role, organisation_id) -> Client:
    account = Account.objects.create_user(f"{role}@example.invalid", display_name=f"Namn {role}")
    RoleGrant.objects.create(
        account=account, role=role, organisation_id=organisation_id, starts=date(2020, 1, 1)
    )
    client = Client()
    client.force_login(account)
    return client


def test_rules_are_chosen_on_the_page_and_faults_are_told_at_once():
    made = make_small_prices()
    address = reverse("price_rules", args=["lanet"])
    sent = {
        "change": "7,5 %",
        "median": "30",
        "national": "25",
        "kinds": ["other", "travel"],
        "reason": "Lugnare år",
    }
    with override_settings(STAFF_NEEDS_SECOND_FACTOR=False):
        office = logged_in(Role.NETWORK_COORDINATOR, made.host.pk)
        head = logged_in(Role.HEAD_OF_UPPER_SECONDARY, made.providers["2281"].pk)
        wrong = office.post(address, {**sent, "change": "många", "median": "", "reason": ""})
        assert wrong.context["form"].errors.keys() == {"change", "median", "reason"}
        office.post(address, sent)
        office.post(address, sent)  # a second press
        kept = RegionRules.objects.get()
        assert ({name: Decimal(value) for name, value in kept.limits.items()}, kept.kinds[-1]) == (
            {"change": Decimal("0.075"), "median": Decimal("0.3"), "national": Decimal("0.25")}, "travel",
        )  # fmt: skip
        assert "Lugnare år" in head.get(address).content.decode()
        assert head.post(address, sent).status_code == 403
