"""The administrator's pages: list, open, give and end roles, close, and what a form says when it cannot."""

from datetime import date

import pytest
from django.test import Client

from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> Organisation:
    return Organisation.objects.create(display_name="Ådalsskolan", organisation_type="school_unit")


@pytest.fixture
def boss(client: Client, school: Organisation) -> Client:
    account = Account.objects.create_user("it@example.invalid", display_name="Ida Teknik")
    RoleGrant.objects.create(account=account, role=Role.IT_ADMINISTRATOR, starts=date(2020, 1, 1))
    client.force_login(account)
    return client


def form(school: Organisation, **changes: str) -> dict[str, str]:
    values = {
        "display_name": "Rut Rektor", "email": "rut@example.invalid", "role": "school_head",
        "organisation": str(school.pk), "starts": "2020-08-01", "ends": "",
    }  # fmt: skip
    return values | changes


def open_account(client: Client, school: Organisation) -> Account:
    answer = client.post("/konton/nytt", form(school))
    account = Account.objects.get(email="rut@example.invalid")
    assert answer["Location"] == f"/konton/{account.pk}/"
    return account


def test_address_that_the_log_in_pages_share_leads_to_the_log_in_or_to_my_account(boss: Client):
    assert [Client().get("/konto/")["Location"], boss.get("/konto/")["Location"]] == [
        "/konto/login/?next=/konto/",
        "/mitt-konto/",
    ]


def test_who_was_logged_out_before_sending_is_told_that_nothing_was_saved():
    told = "Det du skickade är inte sparat."
    sent = Client().post("/mitt-konto/logga-ut-overallt", follow=True).content.decode()
    assert (told in sent, told in Client().get("/mitt-konto/", follow=True).content.decode()) == (True, False)


def test_new_account_is_opened_and_its_owner_gets_in_with_a_code(boss: Client, school: Organisation):
    account = open_account(boss, school)
    page = boss.get(f"/konton/{account.pk}/").content.decode()
    assert "Rut Rektor" in page
    assert "Ådalsskolan" in page
    assert "Kontot är öppet." in page
    assert list(account.grants.values_list("role", "organisation_id")) == [("school_head", school.pk)]


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"email": "it@example.invalid"}, "email", "Det finns redan ett konto med adressen."),
        ({"email": "inte en adress"}, "email", "Ange en giltig e-postadress."),
        (
            {"starts": "2027-02-01", "ends": "2027-01-01"},
            "ends",
            "Sista dagen kan inte vara före den första.",
        ),
        ({"role": "pupil"}, "role", "pupil finns inte bland tillgängliga alternativ."),
        ({"organisation": "nowhere"}, "organisation", "nowhere finns inte bland tillgängliga alternativ."),
    ],
)
def test_new_account_that_cannot_be_says_why_and_opens_nothing(
    boss: Client, school: Organisation, changes: dict[str, str], field: str, says: str
):
    errors = boss.post("/konton/nytt", form(school, **changes)).context["form"].errors
    assert {name: [str(text) for text in texts] for name, texts in errors.items()}.keys() == {field}
    assert says.rsplit(maxsplit=1)[-1] in str(errors[field])
    assert Account.objects.count() == 1


def test_role_is_given_and_a_second_time_refused_with_a_reason(boss: Client, school: Organisation):
    account = open_account(boss, school)
    more = {"role": "counsellor", "organisation": "-", "starts": "2020-08-01"}
    assert boss.post(f"/konton/{account.pk}/roller", more).status_code == 302
    again = boss.post(f"/konton/{account.pk}/roller", more)
    assert again.status_code == 422
    assert "Kontot har redan den rollen där" in again.content.decode()
    assert account.grants.filter(role="counsellor", organisation_id=None).count() == 1


def test_role_is_ended_and_the_person_is_logged_out(boss: Client, school: Organisation):
    account = open_account(boss, school)
    person = Client()
    person.force_login(account)
    assert person.get("/mitt-konto/").status_code == 200
    grant = account.grants.get()
    assert boss.post(f"/konton/{account.pk}/roller/{grant.pk}/avsluta").status_code == 302
    assert person.get("/mitt-konto/").status_code == 302
    assert account.grants.get().ends < date.today()  # noqa: DTZ011 - the server's own day


@pytest.mark.parametrize("action", ["stang", "oppna", "logga-ut", "saker-inloggning/ta-bort"])
def test_account_action_leads_back_to_the_account(boss: Client, school: Organisation, action: str):
    account = open_account(boss, school)
    answer = boss.post(f"/konton/{account.pk}/{action}")
    assert (answer.status_code, answer["Location"]) == (302, f"/konton/{account.pk}/")
    assert boss.get(f"/konton/{account.pk}/").status_code == 200


def test_closed_account_is_shown_as_closed(boss: Client, school: Organisation):
    account = open_account(boss, school)
    boss.post(f"/konton/{account.pk}/stang")
    account.refresh_from_db()
    assert not account.is_active
    assert "Stängt" in boss.get("/konton/").content.decode()


def test_auditor_reads_the_accounts_and_is_offered_no_change(
    client: Client, boss: Client, school: Organisation
):
    account = open_account(boss, school)
    auditor = Account.objects.create_user("revisor@example.invalid", display_name="Rev Isor")
    RoleGrant.objects.create(account=auditor, role=Role.AUDITOR, starts=date(2020, 1, 1))
    client.force_login(auditor)
    assert "Nytt konto" not in client.get("/konton/").content.decode()
    page = client.get(f"/konton/{account.pk}/").content.decode()
    assert "Rut Rektor" in page
    assert "Stäng kontot" not in page
    assert client.post(f"/konton/{account.pk}/stang").status_code == 403


def test_account_list_filters_and_ignores_nonsense(boss: Client, school: Organisation):
    open_account(boss, school)

    def names(query: str) -> list[str]:
        return [row.display_name for row in boss.get(f"/konton/?{query}").context["rows"]]

    assert names("") == ["Ida Teknik", "Rut Rektor"]
    assert names("sok=rut") == ["Rut Rektor"]
    assert names("roll=it_administrator") == ["Ida Teknik"]
    assert names("roll=nonsense") == ["Ida Teknik", "Rut Rektor"]


def test_my_account_shows_my_roles_and_offers_a_password(boss: Client):
    page = boss.get("/mitt-konto/").content.decode()
    assert "IT-administratör" in page
    assert "Välj ett lösenord" in page


def test_every_form_without_its_token_is_refused(school: Organisation):
    strict = Client(enforce_csrf_checks=True)
    account = Account.objects.create_user("it@example.invalid")
    RoleGrant.objects.create(account=account, role=Role.IT_ADMINISTRATOR, starts=date(2020, 1, 1))
    strict.force_login(account)
    for path in ("/konton/nytt", "/mitt-konto/logga-ut-overallt", "/konto/logout/", "/konto/login/"):
        assert (path, strict.post(path, {}).status_code) == (path, 403)
