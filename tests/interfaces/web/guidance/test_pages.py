"""Pages of guidance: in English, without names where there are to be none, and a fixed number of questions."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gemensam.domains.guidance.models import Booking
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory.models import Person
from gemensam.foundation.documents.tables import read_workbook
from tests.factories.guidance import School, make_school, slot_at
from tests.factories.small_round import AT, account_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def log_in_as_pupil(client: Client, pupil: Person) -> None:
    """The pupil's own account."""
    account = Account.objects.create_user(f"{uuid4().hex}@example.invalid", person_id=pupil.pk)
    RoleGrant.objects.create(account=account, role=Role.PUPIL.value, starts=AT.date() - timedelta(days=300))
    client.force_login(account)


def log_in_as_counsellor(client: Client, school: School) -> None:
    """The feeder school's counsellor."""
    client.force_login(Account.objects.get(pk=account_for(school.counsellor)))


@time_machine.travel(AT, tick=False)
def test_pages_of_a_pupil_in_english_hold_no_swedish(client: Client):
    school = make_school(applicants=1)
    slot = slot_at(school, AT + timedelta(hours=50))
    log_in_as_pupil(client, school.pupils[0])
    client.cookies["sprak"] = "en"
    pupil = school.pupils[0].pk
    found = {
        path: client.get(path).content.decode()
        for path in (
            "/vagledning/", "/vagledning/boka/", f"/vagledning/boka/{slot.pk}/{pupil}/",
            "/vagledning/mina-samtal/", f"/vagledning/ko/{pupil}/",
        )
    }  # fmt: skip
    for path, page in found.items():
        for word in ("Välj", "Hitta", "samtal ", " tider", "Boka", "kön", "Senaste"):
            assert word not in page, (path, word)
    assert "Find a time" in found["/vagledning/boka/"]
    assert "Put me in the queue" in found[f"/vagledning/ko/{pupil}/"]


@time_machine.travel(AT, tick=False)
def test_public_overview_tells_times_and_no_names_or_places(client: Client):
    school = make_school(applicants=1)
    slot_at(school, AT + timedelta(hours=50))
    page = client.get("/vagledning/").content.decode()
    assert "Sundsvall" in page
    for word in ("Vera", "Åskolan", "Rum 12"):
        assert word not in page


@pytest.mark.parametrize("applicants", [1, 3])
@time_machine.travel(AT, tick=False)
def test_list_of_pupils_with_any_number_of_rows_asks_the_same_number_of_questions(
    client: Client, applicants: int
):
    school = make_school(applicants=applicants)
    log_in_as_counsellor(client, school)
    client.get("/vagledning/elever/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/vagledning/elever/").status_code == 200
    assert len(asked) == 26


@pytest.mark.parametrize("talks", [1, 3])
@time_machine.travel(AT, tick=False)
def test_week_with_any_number_of_talks_asks_the_same_number_of_questions(client: Client, talks: int):
    school = make_school(applicants=3)
    for number, pupil in enumerate(school.pupils[:talks]):
        slot = slot_at(school, AT + timedelta(days=1, hours=number))
        Booking.objects.create(
            slot=slot, pupil=pupil, booked_by=pupil.pk, state="booked", wished_at=AT, booked_at=AT
        )
    log_in_as_counsellor(client, school)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/vagledning/tider/?vecka=2027-06-21").content.decode()
    assert page.count("<strong>Elev") == talks
    assert len(asked) == 10


@time_machine.travel(AT, tick=False)
def test_excel_of_pupils_leaves_protected_ones_out_and_is_logged(client: Client):
    school = make_school(applicants=2)
    Person.objects.filter(pk=school.pupils[0].pk).update(security_marking="confidential")
    log_in_as_counsellor(client, school)
    answer = client.get("/vagledning/elever/?format=xlsx")
    rows = read_workbook(answer.content, "elever.xlsx").sheets[0].rows
    assert [row[0].text for row in rows] == ["Efternamn, förnamn", "Prov, Elev1"]
    assert AuditEntry.objects.filter(event="personal_data.exported").count() == 1
