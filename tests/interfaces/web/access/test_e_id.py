"""Log-in by e-ID against an identity provider of our own making, on loopback: code flow with PKCE."""

import json
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from oidc_provider_mock import User, run_server_in_thread

from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import Enrolment, Organisation, Person, Responsible
from gemensam.foundation.fields.keys import blind_index
from gemensam.interfaces.web.access.e_id import claims_of

pytestmark = pytest.mark.django_db
NUMBER = "201103152383"  # made up; the check digit is right
CLAIM = "https://id.oidc.se/claim/personalIdentityNumber"


@pytest.fixture
def provider() -> Iterator[str]:
    """The provider's address. Everyone's subject is the identity number itself: the worst case for storing."""
    users = [
        User(sub=NUMBER, claims={CLAIM: NUMBER, "name": "Elev Elevsson", "email": "elev@privat.example"}),
        User(sub="short", claims={"personalIdentityNumber": "110315-2383"}),
        User(sub="unknown", claims={CLAIM: "201104182397"}),
        User(sub="nonsense", claims={CLAIM: "inte ett nummer"}),
        User(sub="none", claims={}),
        User(sub="strong", claims={CLAIM: NUMBER, "acr": "loa3"}),
        User(sub="verified", claims={"email": "Personal@Kommun.example", "email_verified": True}),
        User(sub="unverified", claims={"email": "personal@kommun.example", "email_verified": False}),
    ]
    with run_server_in_thread(user_claims=users) as server:
        address = f"http://localhost:{server.server_port}"
        configured = {
            "openid_connect": {
                "APPS": [
                    {
                        "provider_id": "eid",
                        "name": "e-legitimation",
                        "client_id": "gemensam",
                        "secret": "hemlig",
                        "settings": {
                            "server_url": address,
                            "scope": ["openid", "profile", "email"],
                            "oauth_pkce_enabled": True,
                        },
                    }
                ]
            }
        }
        with override_settings(SOCIALACCOUNT_PROVIDERS=configured):
            yield address


@pytest.fixture
def person() -> Person:
    return Person.objects.create(
        given_name="Elev",
        family_name="Elevsson",
        civic_no=NUMBER,
        civic_no_index=blind_index(NUMBER),
        civic_no_type="personnummer",
        birth_date=date(2011, 3, 15),
        security_marking="none",
    )


@pytest.fixture
def pupil(person: Person) -> Person:
    school = Organisation.objects.create(display_name="Skola", organisation_type="school_unit")
    Enrolment.objects.create(person=person, school_unit=school, school_type="GR", starts=date(2020, 8, 1))
    return person


def sign_in(client: Client, subject: str, target: str = ""):
    """Press the button, be who one is at the provider, and come back."""
    out = client.post(f"/konto/oidc/eid/login/?process=login&next={target}")
    assert out.status_code == 302
    asked = parse_qs(urlsplit(out["Location"]).query)
    assert (asked["response_type"], asked["code_challenge_method"]) == (["code"], ["S256"])
    back = requests.post(out["Location"], data={"sub": subject}, allow_redirects=False, timeout=10)
    return client.get(back.headers["Location"])


def is_in(client: Client) -> bool:
    return client.get("/mitt-konto/").status_code == 200


def everything_stored() -> str:
    """Every column of every table as the database holds it, and the sessions decoded, as text."""
    from django.contrib.sessions.models import Session

    text = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text += [str(row) for row in cursor.fetchall()]
    text += [json.dumps(session.get_decoded()) for session in Session.objects.all()]
    return "".join(text)


def test_e_id_of_a_pupil_opens_an_account_and_stores_no_number(client: Client, provider: str, pupil: Person):
    answer = sign_in(client, NUMBER, "/mitt-konto/")
    assert (answer.status_code, answer["Location"]) == (302, "/mitt-konto/")
    assert is_in(client)
    account = Account.objects.get(person_id=pupil.pk)
    assert (account.email, account.display_name) == (None, "Elev")
    assert list(account.grants.values_list("role", "organisation_id")) == [("pupil", None)]
    stored = everything_stored()
    assert [form for form in (NUMBER, "110315-2383", "1103152383", "privat.example") if form in stored] == []
    assert list(AuditEntry.objects.values_list("event", "actor_name")) == [
        ("account.opened", "Gemensam"),
        ("session.signed_in", ""),
    ]


def test_e_id_takes_a_fixed_number_of_queries(client: Client, provider: str, pupil: Person):
    """The first time opens the account. Savepoints, which are the test's, are not counted."""
    counts = []
    for browser in (client, Client(), Client()):
        with CaptureQueriesContext(connection) as out:
            answer = browser.post("/konto/oidc/eid/login/?process=login&next=")
        form = {"data": {"sub": NUMBER}, "allow_redirects": False, "timeout": 10}
        came = requests.post(answer["Location"], **form)
        with CaptureQueriesContext(connection) as back:
            browser.get(came.headers["Location"])
        counts.append(tuple(len([q for q in one if "SAVEPOINT" not in q["sql"]]) for one in (out, back)))
    assert counts == [(5, 26), (5, 20), (5, 20)]


def test_e_id_a_second_time_and_in_another_form_is_the_same_account(
    client: Client, provider: str, pupil: Person
):
    sign_in(client, NUMBER)
    other = Client()
    sign_in(other, "short")
    assert is_in(other)
    assert Account.objects.count() == 1


def test_e_id_of_a_guardian_opens_an_account_as_guardian(client: Client, provider: str, person: Person):
    child = Person.objects.create(given_name="Barn", family_name="Elevsson", security_marking="none")
    Responsible.objects.create(child=child, guardian=person, has_custody=True, starts=date(2012, 1, 1))
    sign_in(client, NUMBER)
    assert is_in(client)
    assert list(RoleGrant.objects.values_list("role", flat=True)) == ["guardian"]


def test_e_id_of_a_protected_pupil_opens_an_account_without_a_name(
    client: Client, provider: str, pupil: Person
):
    Person.objects.update(security_marking="confidential")
    sign_in(client, NUMBER)
    assert is_in(client)
    assert Account.objects.get().display_name == ""


def test_e_id_of_staff_finds_the_account_that_the_administrator_opened(
    client: Client, provider: str, person: Person
):
    account = Account.objects.create_user("rut@example.invalid", display_name="Rut", person_id=person.pk)
    RoleGrant.objects.create(account=account, role=Role.AUDITOR, starts=date(2020, 1, 1))
    sign_in(client, NUMBER)
    assert client.get("/atgardslogg/").status_code == 200
    assert Account.objects.count() == 1


@pytest.mark.parametrize("subject", ["nonsense", "none"])
def test_e_id_without_a_civic_number_gets_a_polite_page(
    client: Client, provider: str, pupil: Person, subject: str
):
    answer = sign_in(client, subject)
    assert answer.status_code == 403
    assert "Vi hittar inget konto åt dig" in answer.content.decode()
    assert not is_in(client)
    assert Account.objects.count() == 0


@pytest.mark.parametrize("subject", ["unknown", NUMBER])
def test_e_id_of_someone_without_account_leads_to_the_same_registration_and_stores_no_number(
    client: Client, provider: str, person: Person, subject: str
):
    """Unknown, or known without a role: the pages do not tell which."""
    assert sign_in(client, subject)["Location"] == "/registrera-dig/"
    assert "Du finns inte i registret" in client.get("/registrera-dig/").content.decode()
    assert not is_in(client)
    assert Account.objects.count() == 0
    person.delete()
    assert [form for form in ("2011041823", NUMBER) if form in everything_stored()] == []


def test_e_id_of_a_closed_account_does_not_come_in(client: Client, provider: str, pupil: Person):
    sign_in(client, NUMBER)
    Account.objects.update(is_active=False)
    other = Client()
    sign_in(other, NUMBER)
    assert not is_in(other)


def test_e_id_by_verified_address_only_where_it_is_set(client: Client, provider: str):
    Account.objects.create_user("personal@kommun.example", display_name="Rut")
    sign_in(client, "verified")
    assert not is_in(client)
    with override_settings(OIDC_MATCH_EMAIL=True):
        sign_in(client, "unverified")
        assert not is_in(client)
        sign_in(client, "verified")
        assert is_in(client)


def test_e_id_with_a_strong_level_counts_as_second_factor(client: Client, provider: str, person: Person):
    account = Account.objects.create_user("rut@example.invalid", display_name="Rut", person_id=person.pk)
    RoleGrant.objects.create(account=account, role=Role.AUDITOR, starts=date(2020, 1, 1))
    with override_settings(STAFF_NEEDS_SECOND_FACTOR=True, OIDC_STRONG_ACR=["loa3"]):
        sign_in(client, NUMBER)
        assert client.get("/atgardslogg/")["Location"] == "/konto/2fa/"
        strong = Client()
        sign_in(strong, "strong")
        assert strong.get("/atgardslogg/").status_code == 200


def test_e_id_answer_that_is_replayed_or_made_up_does_not_come_in(
    client: Client, provider: str, pupil: Person
):
    out = client.post("/konto/oidc/eid/login/")
    back = requests.post(out["Location"], data={"sub": NUMBER}, allow_redirects=False, timeout=10)
    other = Client()
    assert other.get(back.headers["Location"]).status_code == 401
    assert not is_in(other)
    client.get(back.headers["Location"])
    assert is_in(client)
    client.post("/konto/logout/")
    client.get(back.headers["Location"])
    assert not is_in(client)


def test_log_in_page_offers_the_e_id_and_lets_the_browser_go_there(client: Client, provider: str):
    page = client.get("/konto/login/").content.decode()
    assert "Logga in med e-legitimation" in page
    assert 'action="/konto/oidc/eid/login/?process=login"' in page


def test_claims_of_reads_both_answers_and_trusts_user_info_first():
    class Login:
        class account:  # noqa: N801 - the library's shape
            extra_data = {"id_token": {"a": 1, "b": 1}, "userinfo": {"b": 2}}

    assert claims_of(Login) == {"a": 1, "b": 2}


def test_form_action_of_the_policy_names_the_provider():
    import subprocess
    import sys

    code = "from gemensam.config import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={
            "PYTHONPATH": "src",
            "GEMENSAM_DEMO": "1",
            "GEMENSAM_OIDC_SERVER": "https://idp.example/realms/x",
            "GEMENSAM_OIDC_ORIGINS": "https://login.idp.example",
        },
    )
    assert done.stdout == "[\"'self'\", 'https://idp.example', 'https://login.idp.example']\n"
