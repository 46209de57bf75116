"""Logging in and out: by password and by code, limits, no enumeration, sessions that end."""

import re
import time
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from tests.plain_client import PlainClient

PASSWORD = "en lång mening med åtta ord i"
pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    found = Account.objects.create_user("elev@example.invalid", PASSWORD, display_name="Elev")
    RoleGrant.objects.create(account=found, role=Role.PUPIL, starts=date(2020, 1, 1))
    return found


def sign_in(client: Client, email: str, password: str, address: str = "192.0.2.1"):
    return client.post("/konto/login/", {"login": email, "password": password}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return client.get("/mitt-konto/").status_code == 200


def test_sign_in_with_password_works_and_gives_a_new_session(client: Client, account: Account):
    client.get("/konto/login/")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    answer = sign_in(client, "Elev@Example.invalid", PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session.session_key != before
    assert is_in(client)
    old = Client()
    old.cookies["sessionid"] = before
    assert not is_in(old)


def test_sign_in_and_out_are_logged_without_a_name_for_a_pupil(client: Client, account: Account):
    sign_in(client, account.email, PASSWORD)
    client.post("/konto/logout/")
    rows = list(AuditEntry.objects.values_list("event", "actor_id", "actor_name", "target_id"))
    assert rows == [
        ("session.signed_in", account.pk, "", str(account.pk)),
        ("session.signed_out", account.pk, "", str(account.pk)),
    ]
    assert not is_in(client)


def test_sign_in_takes_a_fixed_number_of_queries(client: Client, account: Account, django_assert_num_queries):
    """Also after others have logged in from the same address, and failed to. Eight of them are savepoints of the test."""
    for number in range(3):
        other = Account.objects.create_user(f"p{number}@example.invalid", PASSWORD)
        sign_in(Client(), other.email, PASSWORD)
        sign_in(Client(), other.email, "fel lösenord till kontot")
    client.get("/konto/login/")
    with django_assert_num_queries(24):
        sign_in(client, account.email, PASSWORD)
    with django_assert_num_queries(3):  # session, account, roles: nothing is written
        client.get("/om/")


def test_session_cookie_ends_with_the_browser_and_is_http_only(client: Client, account: Account):
    cookie = sign_in(client, account.email, PASSWORD).cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == (
        "",
        "",
        True,
        "Lax",
    )


def test_page_for_someone_signed_in_is_never_cached(client: Client, account: Account):
    sign_in(client, account.email, PASSWORD)
    assert set(client.get("/mitt-konto/")["Cache-Control"].split(", ")) >= {"private", "no-store"}


def visible(answer: object) -> tuple[int, str]:
    """Status and text, without what differs from page to page: form tokens and what was typed."""
    text = answer.content.decode()
    text = re.sub(
        r'csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|[\w.]+@example\.invalid', "", text
    )
    return answer.status_code, text


def test_password_wrong_and_account_unknown_give_the_same_page(client: Client, account: Account):
    wrong = sign_in(client, account.email, "fel lösenord till kontot")
    unknown = sign_in(Client(), "ingen@example.invalid", "fel lösenord till kontot")
    assert visible(wrong) == visible(unknown)
    assert "E-postadressen eller lösenordet stämmer inte." in wrong.content.decode()


def test_password_of_unknown_account_is_hashed_all_the_same(client: Client, monkeypatch: pytest.MonkeyPatch):
    hashed = []
    monkeypatch.setattr(Account, "set_password", lambda self, raw: hashed.append(raw))
    sign_in(client, "ingen@example.invalid", "fel lösenord till kontot")
    assert hashed == ["fel lösenord till kontot"]


def test_code_for_known_and_unknown_address_look_the_same_and_both_get_a_mail(account: Account):
    answers = []
    for email in (account.email, "ingen@example.invalid"):
        client = Client()
        first = client.post("/konto/login/code/", {"email": email})
        answers.append((first.status_code, first["Location"], visible(client.get(first["Location"]))))
    assert answers[0] == answers[1]
    assert [message.subject for message in mail.outbox] == [
        "Din kod för att logga in",
        "Någon ville logga in med din adress",
    ]


def code_in(message: mail.EmailMessage) -> str:
    return next(
        line for line in message.body.splitlines() if re.fullmatch(r"[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}", line)
    )


def test_sign_in_with_code_works_once(client: Client, account: Account):
    client.post("/konto/login/code/", {"email": account.email})
    code = code_in(mail.outbox[0])
    answer = client.post("/konto/login/code/confirm/", {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)
    other = Client()
    other.post("/konto/login/code/confirm/", {"code": code})
    assert not is_in(other)


def test_sign_in_with_code_takes_a_fixed_number_of_queries(account: Account):
    """Asking, the page for the code, and the code, whoever else has asked. Three limits take four questions each."""
    for number in range(3):
        other = Account.objects.create_user(f"p{number}@example.invalid", PASSWORD)
        Client().post("/konto/login/code/", {"email": other.email})
    client, counts = Client(), []
    steps = (
        lambda: client.post("/konto/login/code/", {"email": account.email}),
        lambda: client.get("/konto/login/code/confirm/"),
        lambda: client.post("/konto/login/code/confirm/", {"code": code_in(mail.outbox[-1])}),
    )
    for step in steps:
        with CaptureQueriesContext(connection) as asked:
            step()
        counts.append(len([one for one in asked if "SAVEPOINT" not in one["sql"]]))
    assert (counts, is_in(client)) == ([16, 2, 13], True)


def test_sign_in_with_code_after_three_wrong_guesses_needs_a_new_code(client: Client, account: Account):
    client.post("/konto/login/code/", {"email": account.email})
    for _ in range(3):
        client.post("/konto/login/code/confirm/", {"code": "AAA-AAA"})
    client.post("/konto/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert not is_in(client)


def test_sign_in_with_code_after_ten_minutes_needs_a_new_code(client: Client, account: Account):
    client.post("/konto/login/code/", {"email": account.email})
    with time_machine.travel(time.time() + 601, tick=False):
        client.post("/konto/login/code/confirm/", {"code": code_in(mail.outbox[0])})
        assert not is_in(client)


def test_code_to_the_same_address_four_times_in_a_minute_sends_three_mails(account: Account):
    for _ in range(4):
        Client().post("/konto/login/code/", {"email": account.email})
    assert len(mail.outbox) == 3


def test_password_guessed_from_many_addresses_is_stopped_for_that_account_only(account: Account):
    for number in range(5):
        sign_in(Client(), account.email, f"fel lösenord {number}", f"192.0.2.{number}")
    sixth = sign_in(Client(), account.email, PASSWORD, "198.51.100.1")
    assert "För många försök" in sixth.content.decode()
    other = Account.objects.create_user("annan@example.invalid", PASSWORD)
    client = Client()
    sign_in(client, other.email, PASSWORD, "192.0.2.1")
    assert is_in(client)
    with time_machine.travel(time.time() + 301, tick=False):
        client = Client()
        sign_in(client, account.email, PASSWORD, "192.0.2.9")
        assert is_in(client)


@pytest.mark.slow
def test_sign_in_of_500_pupils_behind_one_address_works_for_all():
    Account.objects.bulk_create(
        [
            Account(email=f"p{number}@example.invalid", password=f"plain$${PASSWORD}{number}")
            for number in range(500)
        ]
    )
    hashers = ["tests.interfaces.web.access.plain_hasher.PlainHasher"]
    refused = []
    client = PlainClient()
    with override_settings(PASSWORD_HASHERS=hashers):
        for number in range(500):
            client.cookies.clear()  # another computer
            if number % 20 == 0:  # some mistype first
                sign_in(client, f"p{number}@example.invalid", "fel lösenord till kontot")
            answer = sign_in(client, f"p{number}@example.invalid", f"{PASSWORD}{number}")
            if answer.status_code != 302:
                refused.append(number)
    assert refused == []


@pytest.mark.slow
def test_guesses_at_one_account_beyond_five_never_reach_the_password(account: Account):
    """The right password is among the guesses; only the first five of each five minutes are even looked at."""
    looked = []
    original = Account.check_password
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Account, "check_password", lambda self, raw: looked.append(raw) or original(self, raw))
        client = Client()
        for number in range(60):
            sign_in(client, account.email, PASSWORD if number == 40 else f"gissning nummer {number}")
    assert len(looked) == 5
    assert not is_in(client)


def test_sign_up_does_not_exist(client: Client):
    for path in ("/konto/signup/", "/konto/email/", "/konto/3rdparty/", "/konto/3rdparty/signup/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {"email": "ny@example.invalid", "password1": PASSWORD}).status_code == 404
    assert Account.objects.count() == 0


def test_closed_account_cannot_sign_in_and_its_session_ends(client: Client, account: Account):
    sign_in(client, account.email, PASSWORD)
    Account.objects.update(is_active=False)
    assert not is_in(client)
    again = Client()
    sign_in(again, account.email, PASSWORD)
    assert not is_in(again)


def test_password_change_signs_out_everywhere(client: Client, account: Account):
    other = Client()
    sign_in(client, account.email, PASSWORD)
    sign_in(other, account.email, PASSWORD)
    new = "en helt annan mening med ord"
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    answer = client.post(
        "/konto/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert (is_in(client), is_in(other)) == (False, False)
    again = Client()
    sign_in(again, account.email, new)
    assert is_in(again)
    assert "account.password_changed" in AuditEntry.objects.values_list("event", flat=True)
    assert [message.subject for message in mail.outbox] == ["Ditt lösenord är bytt"]


def test_password_that_is_short_or_common_is_refused(client: Client, account: Account):
    sign_in(client, account.email, PASSWORD)
    for new in ("kort", "password1234"):
        answer = client.post(
            "/konto/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
        )
        assert answer.status_code == 200
    assert is_in(client)


def test_forgotten_password_is_chosen_anew_by_link(client: Client, account: Account):
    known = client.post("/konto/password/reset/", {"email": account.email})
    unknown = Client().post("/konto/password/reset/", {"email": "ingen@example.invalid"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body).group(1)
    page = client.get(link, follow=True)
    new = "en helt annan mening med ord"
    done = client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    assert done.status_code == 302
    sign_in(client, account.email, new)
    assert is_in(client)


def test_sign_out_everywhere_ends_every_session(client: Client, account: Account):
    other = Client()
    sign_in(client, account.email, PASSWORD)
    sign_in(other, account.email, PASSWORD)
    assert client.post("/mitt-konto/logga-ut-overallt")["Location"] == "/konto/login/"
    assert (is_in(client), is_in(other)) == (False, False)


@pytest.fixture
def moving() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(time.time(), tick=False) as clock:
        yield clock


def test_session_idle_for_more_than_an_hour_ends(
    client: Client, account: Account, moving: time_machine.Traveller
):
    sign_in(client, account.email, PASSWORD)
    assert is_in(client)
    moving.shift(3599)
    assert is_in(client)
    moving.shift(3599)
    assert is_in(client)
    moving.shift(3601)
    assert not is_in(client)
    assert "Du loggades ut" in client.get("/konto/login/").content.decode()


def test_session_used_all_day_ends_after_eight_hours(
    client: Client, account: Account, moving: time_machine.Traveller
):
    sign_in(client, account.email, PASSWORD)
    for _ in range(16):
        assert is_in(client)
        moving.shift(1800)
    assert is_in(client)
    moving.shift(60)
    assert not is_in(client)


def test_sign_in_leads_on_to_our_own_pages_only(client: Client, account: Account):
    for target, expected in (
        ("/mitt-konto/", "/mitt-konto/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
    ):
        fresh = Client()
        answer = fresh.post("/konto/login/", {"login": account.email, "password": PASSWORD, "next": target})
        assert answer["Location"] == expected
