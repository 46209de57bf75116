"""The log-in, account and log pages in a real browser: accessible, within the window, nothing blocked."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from gemensam.foundation.access.demo import demo_address
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from tests.browser import WIDTHS, OpenPage, assert_accessible, assert_no_overflow

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PASSWORD = "en lång mening med åtta ord i"
REFUSES = "/konto/3rdparty/login/error/"  # answers 401, which the browser tells as a fault
LOGGED_OUT = [
    "/konto/login/", "/konto/login/code/", "/konto/password/reset/", "/konto/password/reset/done/",
    "/konto/inactive/", REFUSES, "/konto/3rdparty/login/cancelled/", "/demo/",
]  # fmt: skip
ADMINISTRATOR = [
    "/mitt-konto/",
    "/konton/",
    "/konton/nytt",
    "/konto/2fa/",
    "/konto/password/change/",
    "/konto/logout/",
]
AUDITOR = ["/atgardslogg/", "/atgardslogg/kontroll", "/atgardslogg/kontroll?huvud=abc"]


def session_of(role: Role) -> dict[str, str]:
    """Cookies of someone who has just logged in with the role."""
    account = Account.objects.create_user(demo_address(role), PASSWORD, display_name="Örjan Ängström")
    RoleGrant.objects.create(account=account, role=role, starts=date(2020, 1, 1))
    client = Client()
    client.post("/konto/login/", {"login": account.email, "password": PASSWORD})
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_for_someone_logged_out_are_accessible(open_page: OpenPage, width: int):
    session_of(Role.OFFICE_OFFICER)
    page = open_page("/", width=width)
    page.watch.expected = ("401",)  # of REFUSES
    for path in LOGGED_OUT:
        page.goto(path)
        assert_accessible(page)
        assert_no_overflow(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_the_administrator_are_accessible(open_page: OpenPage, width: int):
    cookies = session_of(Role.IT_ADMINISTRATOR)
    other = Account.objects.create_user("rut@example.invalid", display_name="Rut Rektor")
    RoleGrant.objects.create(account=other, role=Role.SCHOOL_HEAD, starts=date(2020, 1, 1))
    page = open_page("/", width=width, cookies=cookies)
    for path in [*ADMINISTRATOR, f"/konton/{other.pk}/"]:
        page.goto(path)
        assert_accessible(page)
        assert_no_overflow(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_the_auditor_are_accessible(open_page: OpenPage, width: int):
    cookies = session_of(Role.AUDITOR)
    page = open_page("/", width=width, cookies=cookies)
    for path in AUDITOR:
        page.goto(path)
        assert_accessible(page)
        assert_no_overflow(page)


def test_passkey_is_saved_and_then_logs_in_alone(open_page: OpenPage, live_server):
    """A key that the browser itself holds, over http://localhost, the one insecure address it allows."""
    cookies = session_of(Role.AUDITOR)
    address = live_server.url.replace("127.0.0.1", "localhost")
    page = open_page("/")
    page.watch.used_up = True  # the browser gets a key
    page.context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
    )
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{address}/konto/reauthenticate/?next=/konto/2fa/webauthn/add/")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("Namn på nyckeln").fill("Jobbdatorn")
    page.get_by_label("Nyckeln ska räcka ensam vid inloggning").check()
    page.get_by_role("button", name="Spara nyckeln").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto(f"{address}/konto/2fa/webauthn/")
    assert page.get_by_role("row", name="Jobbdatorn").count() == 1
    page.goto(f"{address}/konto/logout/")
    page.get_by_role("main").get_by_role("button", name="Logga ut").click()
    page.goto(f"{address}/konto/login/")
    page.get_by_role("button", name="Använd nyckel").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/atgardslogg/")
    assert page.get_by_role("heading", level=1).inner_text() == "Åtgärdslogg"
