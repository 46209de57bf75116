"""The first account of a new installation."""

import pytest

from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.accounts.services.open_first_administrator import (
    INSTALLER,
    AdministratorExists,
    open_first_administrator,
)
from gemensam.foundation.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_first_administrator_on_an_empty_installation_gets_the_role_and_a_trace(now):
    account_id = open_first_administrator(email="It@Example.invalid", display_name="Ida Test", at=now)
    account = Account.objects.get(pk=account_id)
    assert (account.email, account.has_usable_password()) == ("it@example.invalid", False)
    grant = RoleGrant.objects.get(account=account)
    assert (grant.role, grant.organisation_id, grant.ends) == (Role.IT_ADMINISTRATOR, None, None)
    entries = AuditEntry.objects.order_by("seq").values_list("event", "actor_name", "target_id")
    assert list(entries) == [
        ("account.opened", INSTALLER, str(account_id)),
        ("role.granted", INSTALLER, str(account_id)),
    ]


def test_first_administrator_when_there_is_one_is_refused(now):
    open_first_administrator(email="it@example.invalid", display_name="Ida Test", at=now)
    with pytest.raises(AdministratorExists):
        open_first_administrator(email="other@example.invalid", display_name="Olle Test", at=now)
    assert Account.objects.count() == 1
