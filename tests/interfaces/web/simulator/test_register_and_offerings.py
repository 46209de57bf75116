"""The simulator with the log-in, and the list of offerings with chances."""

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from gemensam.domains.admissions.models import Grade
from gemensam.foundation.access.roles import Role
from tests.factories.small_county import TODAY, SmallCounty, make_small_county
from tests.factories.small_round import COMPULSORY

GRADES = dict.fromkeys(COMPULSORY, "C")


@pytest.fixture
def county(db: None) -> SmallCounty:
    return make_small_county()


def logged_in(county: SmallCounty, role: Role) -> Client:
    client = Client()
    with time_machine.travel(TODAY, tick=False):
        client.force_login(county.accounts[role])
    return client


def page(client: Client, path: str, values: dict[str, str]) -> str:
    with time_machine.travel(TODAY, tick=False):
        response = client.get(path, values)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.slow
def test_simulator_of_a_pupil_starts_from_the_register_and_stores_nothing(county):
    """The pupil has six E's and ten A's: 260. With one E more as A it is 270, and nothing has been written."""
    client = logged_in(county, Role.PUPIL)
    before = sorted(Grade.objects.values_list("pk", "grade"))
    assert "<strong>260,00</strong>" in page(client, "/meritvarde/", {})
    what_if = (
        {"fran": str(county.pupil.pk)} | dict.fromkeys(COMPULSORY, "A") | dict.fromkeys(COMPULSORY[:5], "E")
    )
    text = page(client, "/meritvarde/", what_if)
    assert "<strong>270,00</strong>" in text
    assert "Med de registrerade betygen är meritvärdet 260,00." in text
    assert sorted(Grade.objects.values_list("pk", "grade")) == before


@pytest.mark.slow
def test_simulator_of_a_pupil_without_registered_grades_does_not_say_that_they_are_filled_in(county):
    client = logged_in(county, Role.PUPIL)
    assert "Dina registrerade betyg är ifyllda" in page(client, "/meritvarde/", {})
    Grade.objects.all().delete()
    text = page(client, "/meritvarde/", {})
    assert "Du har inga betyg i registret ännu" in text
    assert "är ifyllda" not in text


@pytest.mark.slow
def test_simulator_of_a_guardian_offers_the_child_and_nobody_else(county):
    client = logged_in(county, Role.GUARDIAN)
    assert "<strong>260,00</strong>" in page(client, "/meritvarde/", {"fran": str(county.pupil.pk)})
    stranger = county.small.applications[0].person_id
    assert "<strong>0,00</strong>" in page(client, "/meritvarde/", {"fran": str(stranger)})


@pytest.mark.slow
def test_simulator_of_someone_logged_out_reads_no_register(county):
    text = page(Client(), "/meritvarde/", {"fran": str(county.pupil.pk)})
    assert ("<strong>0,00</strong>" in text, "Dina registrerade betyg" in text) == (True, False)


@pytest.mark.slow
def test_simulator_logged_out_makes_no_session(county):
    client = Client()
    page(client, "/meritvarde/", GRADES)
    assert (Session.objects.count(), "sessionid" in client.cookies) == (0, False)


@pytest.mark.slow
def test_offerings_for_merit_shows_each_with_its_chance(county):
    text = page(Client(), "/meritvarde/utbildningar/", GRADES)
    assert "240,00" in text
    assert "Program EK-1" in text
    assert "Preliminärt 2027: lägst 270,00, du har 30,00 mindre" in text


@pytest.mark.slow
def test_offerings_for_merit_leaves_out_what_one_is_not_eligible_to_unless_asked(county):
    grades = GRADES | {"HI": "F"}
    assert "Program EK-1" not in page(Client(), "/meritvarde/utbildningar/", grades)
    text = page(Client(), "/meritvarde/utbildningar/", grades | {"visa": "alla"})
    assert "Program EK-1" in text
    assert "Du saknar godkänt betyg i historia." in text


@pytest.mark.slow
def test_offerings_for_merit_as_excel_is_a_workbook(county):
    with time_machine.travel(TODAY, tick=False):
        response = Client().get("/meritvarde/utbildningar/", GRADES | {"format": "xlsx"})
    assert response.content[:2] == b"PK"


@pytest.mark.slow
@pytest.mark.parametrize(("path", "most"), [("/meritvarde/", 4), ("/meritvarde/utbildningar/", 16)])
def test_simulator_takes_a_fixed_number_of_queries(county, django_assert_max_num_queries, path, most):
    client = Client()
    page(client, path, GRADES)
    with time_machine.travel(TODAY, tick=False), django_assert_max_num_queries(most):
        client.get(path, GRADES)
