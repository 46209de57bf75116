"""Staff and the second factor: led to set one up, asked for it at log-in, secrets sealed at rest."""

import re
from collections.abc import Callable
from datetime import date
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client, override_settings

from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry

PASSWORD = "en lång mening med åtta ord i"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required() -> object:
    with override_settings(STAFF_NEEDS_SECOND_FACTOR=True):
        yield


@pytest.fixture
def someone() -> Callable[[Role], Account]:
    def make(role: Role) -> Account:
        account = Account.objects.create_user(f"{role}@example.invalid", PASSWORD, display_name="Någon")
        RoleGrant.objects.create(account=account, role=role, starts=date(2020, 1, 1))
        return account

    return make


def sign_in(client: Client, account: Account):
    return client.post("/konto/login/", {"login": account.email, "password": PASSWORD})


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up(client: Client) -> str:
    """Connect an app as its owner does; returns the app's secret."""
    if client.get("/konto/2fa/totp/activate/").status_code != 200:
        client.post("/konto/reauthenticate/", {"password": PASSWORD})
    page = client.get("/konto/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page).group(1)
    with patch("django.db.transaction.on_commit", lambda then, **_: then()):  # the test itself never commits
        client.post("/konto/2fa/totp/activate/", {"code": code_for(secret)})
    return secret


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.PUPIL, Role.GUARDIAN}])
def test_staff_without_second_factor_are_led_to_set_one_up(client: Client, someone: Callable, role: Role):
    sign_in(client, someone(role))
    for path in ("/", "/mitt-konto/", "/atgardslogg/", "/utbildningar/", "/konto/password/change/"):
        answer = client.get(path)
        assert (path, answer.status_code, answer.get("Location")) == (path, 302, "/konto/2fa/")
    assert client.post("/konton/nytt", {})["Location"] == "/konto/2fa/"
    assert client.get("/konto/2fa/").status_code == 200
    assert client.post("/konto/logout/").status_code == 302


@pytest.mark.parametrize("role", [Role.PUPIL, Role.GUARDIAN])
def test_pupils_and_guardians_need_none(client: Client, someone: Callable, role: Role):
    sign_in(client, someone(role))
    assert client.get("/mitt-konto/").status_code == 200


def test_app_once_connected_is_asked_for_at_the_next_log_in(client: Client, someone: Callable):
    account = someone(Role.AUDITOR)
    sign_in(client, account)
    secret = set_up(client)
    assert client.get("/mitt-konto/").status_code == 200
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert AuditEntry.objects.filter(event="account.second_factor_added", facts={"kind": "totp"}).count() == 1
    assert "En app används nu vid inloggning" in [message.subject for message in mail.outbox]

    other = Client()
    assert sign_in(other, account)["Location"].startswith("/konto/2fa/authenticate/")
    assert other.get("/mitt-konto/").status_code == 302
    wrong = other.post("/konto/2fa/authenticate/", {"code": "000000"})
    assert "Koden stämmer inte." in wrong.content.decode()
    from django.core.cache import cache

    cache.clear()  # a code is good for one log-in; the set-up used this half minute's
    other.post("/konto/2fa/authenticate/", {"code": code_for(secret)})
    assert other.get("/mitt-konto/").status_code == 200


def test_code_by_mail_does_not_replace_the_second_factor(client: Client, someone: Callable):
    account = someone(Role.AUDITOR)
    sign_in(client, account)
    set_up(client)
    other = Client()
    other.post("/konto/login/code/", {"email": account.email})
    body = mail.outbox[-1].body
    code = next(line for line in body.splitlines() if re.fullmatch(r"[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}", line))
    answer = other.post("/konto/login/code/confirm/", {"code": code})
    assert answer["Location"].startswith("/konto/2fa/authenticate/")
    assert other.get("/mitt-konto/").status_code == 302


def test_app_disconnected_leads_back_to_set_one_up(client: Client, someone: Callable):
    account = someone(Role.AUDITOR)
    sign_in(client, account)
    set_up(client)
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    client.post("/konto/2fa/totp/deactivate/", {})
    assert not Authenticator.objects.filter(type="totp").exists()
    assert client.get("/mitt-konto/")["Location"] == "/konto/2fa/"
    removed = AuditEntry.objects.filter(event="account.second_factor_removed").values_list("facts", flat=True)
    assert list(removed) == [{"kind": "totp"}, {"kind": "recovery_codes"}]


def test_changing_factors_needs_the_password_again(client: Client, someone: Callable):
    sign_in(client, someone(Role.AUDITOR))
    set_up(client)
    import time

    import time_machine

    with time_machine.travel(time.time() + 901, tick=False):
        answer = client.get("/konto/2fa/totp/deactivate/")
        assert "reauthenticate" in answer["Location"]
        assert client.get("/konto/2fa/webauthn/add/").status_code == 302


def test_recovery_codes_are_made_and_work_once(client: Client, someone: Callable):
    account = someone(Role.AUDITOR)
    sign_in(client, account)
    set_up(client)
    client.post("/konto/2fa/recovery-codes/generate/", {})
    page = client.get("/konto/2fa/recovery-codes/").content.decode()
    codes = re.findall(r"<code>(\w+)</code>", page)
    assert len(codes) == 10
    for expected in (200, 302):
        other = Client()
        sign_in(other, account)
        other.post("/konto/2fa/authenticate/", {"code": codes[0]})
        assert other.get("/mitt-konto/").status_code == expected


def test_second_factor_pages_show_for_everyone_signed_in(client: Client, someone: Callable):
    sign_in(client, someone(Role.AUDITOR))
    set_up(client)
    for path in ("", "webauthn/", "webauthn/add/", "recovery-codes/generate/", "totp/deactivate/"):
        answer = client.get(f"/konto/2fa/{path}")
        assert (path, answer.status_code) == (path, 200)
        assert (path, b"<h1" in answer.content) == (path, True)
