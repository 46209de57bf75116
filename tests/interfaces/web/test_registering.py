"""The pages of someone who registers by e-ID: one question a page, the number never typed, nothing kept by mistake."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from gemensam.domains.applications.models import Registration
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person
from gemensam.foundation.fields.keys import blind_index
from gemensam.interfaces.web.access.newcomer import LASTS, Arrival, keep
from tests.factories.applying import JANUARY, Applying, make_applying
from tests.factories.small_county import account
from tests.factories.small_round import civic_number

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NUMBER = civic_number(200).value
ANSWERS = {
    "skydd": {"protected": "no"},
    "namn": {"given_name": "Nova", "family_name": "Nykomling"},
    "skola": {"school": "Bergska skolan i Falun"},
    "hemkommun": {"home": "other", "other": "Falun"},
    "kontakt": {"email": "nova@example.invalid", "phone": ""},
}


@pytest.fixture
def world() -> Applying:
    cache.clear()
    return make_applying()


@pytest.fixture
def client(world: Applying) -> Client:
    """As an e-ID has left it a moment ago."""
    return arrived()


def arrived(number: str = NUMBER) -> Client:
    class Request:
        pass

    made = Client()
    session = made.session
    request = Request()
    request.session = session
    keep(request, Arrival(number, "Nova", "", int(JANUARY.timestamp())))
    session.save()
    return made


@pytest.fixture(autouse=True)
def in_january():
    with time_machine.travel(JANUARY, tick=False):
        yield


def answer(client: Client, codes: list[str]) -> str:
    """The pages' forms, one after the other; where the last one led."""
    led = ""
    for code in codes:
        response = client.post(f"/registrera-dig/{code}/", ANSWERS[code])
        assert response.status_code == 302, response.content.decode()
        led = response.url
    return led


def test_newcomer_from_the_first_page_to_the_application_by_forms_alone(client):
    assert "Du finns inte i registret" in client.get("/registrera-dig/").content.decode()
    assert 'value="Nova"' in client.get("/registrera-dig/namn/").content.decode()  # as the e-ID said
    assert answer(client, list(ANSWERS)) == "/registrera-dig/granska/"
    review = client.get("/registrera-dig/granska/").content.decode()
    assert ("2011••••-••••" in review, NUMBER[4:8] in re.sub(r"[0-9a-f]{12}", "", review)) == (True, False)
    assert Person.objects.filter(civic_no_index=blind_index(NUMBER)).count() == 0  # nothing before the button
    assert client.post("/registrera-dig/granska/").url == "/min-ansokan/"
    page = client.get("/min-ansokan/").content.decode()
    assert ("Du är registrerad. Nu kan du söka." in page, "Börja din ansökan" in page) == (True, True)
    assert Registration.objects.get().municipality == "Falun"
    begun = client.get(client.post("/min-ansokan/borja/").url).content.decode()
    assert ("Kansliet kontrollerar dina uppgifter" in begun, "Du har skyddade" in begun) == (True, False)
    assert "nova@example.invalid" in begun
    assert client.get("/registrera-dig/").url == "/"  # what the e-ID said is forgotten


def test_newcomer_who_may_be_protected_is_sent_to_people_and_nothing_is_kept(client):
    answer(client, ["skydd"])
    response = client.post("/registrera-dig/skydd/", {"protected": "yes"})
    assert response.url == "/registrera-dig/kontakt-med-kansliet/?skydd=1"
    page = client.get(response.url).content.decode()
    assert "Vi hjälper dig personligen" in page
    assert "newcomer" not in client.session
    assert client.get("/registrera-dig/namn/").url == "/konto/login/"
    assert (Registration.objects.count(), Account.objects.count()) == (0, 0)


def test_newcomer_cannot_reach_the_button_before_every_question_is_answered(client):
    answer(client, ["skydd", "namn"])
    assert client.post("/registrera-dig/granska/").url == "/registrera-dig/skola/"
    assert Registration.objects.count() == 0


def test_double_press_registers_once(client):
    answer(client, list(ANSWERS))
    again = Client()
    again.cookies = client.cookies.copy()
    client.post("/registrera-dig/granska/")
    again.post("/registrera-dig/granska/")
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    ("code", "values", "fault"),
    [
        ("skydd", {}, "Välj ett svar."),
        ("namn", {"given_name": "", "family_name": "x" * 50}, "Skriv ditt förnamn."),
        ("skola", {"school": " "}, "Skriv din skola, eller Ingen."),
        ("hemkommun", {"home": "other", "other": ""}, "Skriv vilken kommun."),
        ("kontakt", {"email": "nova", "phone": "ring mig"}, "Adressen är inte hel."),
    ],
)
def test_answer_with_faults_says_what_and_keeps_nothing(client, code, values, fault):
    page = client.post(f"/registrera-dig/{code}/", values)
    assert (page.status_code, fault in page.content.decode()) == (200, True)
    assert client.get("/registrera-dig/granska/").url == "/registrera-dig/skydd/"


def test_half_an_hour_after_the_log_in_everything_is_forgotten(client):
    answer(client, list(ANSWERS))
    with time_machine.travel(JANUARY + LASTS + timedelta(seconds=1), tick=False):
        assert client.post("/registrera-dig/granska/").url == "/konto/login/"
    assert Registration.objects.count() == 0


def test_nobody_gets_in_with_a_session_of_her_own_making(world):
    forged = Client()
    session = forged.session
    session["newcomer"] = "AQRkZW1v" + "A" * 80
    session.save()
    assert forged.get("/registrera-dig/").url == "/konto/login/"


def test_sixth_try_with_the_same_number_within_an_hour_waits(world):
    for number in range(6):
        client = arrived()
        answer(client, list(ANSWERS))
        status = client.post("/registrera-dig/granska/").status_code
        assert status == (302 if number < 5 else 429), number


def test_someone_past_nineteen_is_told_of_adult_education(world):
    page = arrived("200701010009").get("/registrera-dig/").content.decode()
    assert ("komvux" in page, "Registrera mig" in page) == (True, False)


def test_officer_sees_the_newcomer_in_what_waits_and_verifies(world, client):
    answer(client, list(ANSWERS))
    client.post("/registrera-dig/granska/")
    officer = Client()
    officer.force_login(account(Role.OFFICE_OFFICER, world.small.office.organisation_id))
    assert "Egna registreringar att kontrollera" in officer.get("/kansli/").content.decode()
    listing = officer.get("/egna-registreringar/").content.decode()
    assert "Nykomling" not in listing
    address = f"/egna-registreringar/{Registration.objects.get().pk}/"
    assert "Nova Nykomling" in officer.get(address).content.decode()
    assert "Välj vad folkbokföringen säger." in officer.post(address + "beslut/").content.decode()
    officer.post(address + "beslut/", {"outcome": "open", "home_municipality": "2080"})
    assert Registration.objects.get().state == "verified"
    assert officer.get("/egna-registreringar/?format=xlsx").content[:2] == b"PK"
