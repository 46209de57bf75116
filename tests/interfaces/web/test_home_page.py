"""The start page tells everyone the dates of the year, and each role what it can do."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from gemensam.domains.admissions.models import CalendarDate, Choice
from gemensam.domains.guidance.models import Booking
from gemensam.foundation.access.models import Account
from gemensam.foundation.directory.models import Person
from tests.factories.guidance import make_school, slot_at
from tests.factories.small_round import AT, YEAR, SmallRound, account_for, make_small_round


@pytest.fixture
def made(db: None) -> SmallRound:
    small = make_small_round(applicants=1)
    for event, month in (("application_opens", 1), ("final_published", 7)):
        CalendarDate.objects.create(
            office=small.office, year=YEAR, event=event, at=datetime(YEAR, month, 1, 7, 0, tzinfo=UTC)
        )
    return small


def test_visitor_sees_the_dates_of_the_year(client: Client, made: SmallRound):
    year = client.get("/").context["year"]
    assert [(one.day.month, one.label) for one in year["all"]] == [
        (1, "Ansökan öppnar"),
        (7, "Slutligt besked"),
    ]


def test_member_sees_the_dates_and_the_doors_of_the_role(client: Client, made: SmallRound):
    client.force_login(Account.objects.get(pk=account_for(made.auditor)))
    context = client.get("/").context
    assert [one.label for one in context["year"]["all"]] == ["Ansökan öppnar", "Slutligt besked"]
    assert "Åtgärdslogg" in [door.title for door in context["doors"]]


def test_start_page_without_any_dates_has_no_year(client: Client, db: None):
    assert client.get("/").context["year"] is None


def test_names_of_roles_and_events_follow_the_language(client: Client, made: SmallRound):
    client.force_login(Account.objects.get(pk=account_for(made.auditor)))
    client.cookies["sprak"] = "en"
    page = client.get("/")
    assert page.context["frame"].role_name == "Auditor"
    assert "Audit log" in [door.title for door in page.context["doors"]]


@time_machine.travel(AT, tick=False)
def test_counsellors_start_page_names_the_next_talk_and_who_has_not_applied(client: Client, db: None):
    school = make_school(applicants=2)
    client.force_login(Account.objects.get(pk=account_for(school.counsellor)))
    assert client.get("/").context["todo"] == []  # everyone has applied, and nobody has booked
    Choice.objects.filter(application=school.small.applications[0]).delete()
    slot = slot_at(school, AT + timedelta(hours=50))
    pupil = school.pupils[1]
    Booking.objects.create(
        slot=slot, pupil=pupil, booked_by=pupil.pk, state="booked", wished_at=AT, booked_at=AT
    )
    todo = client.get("/").context["todo"]
    assert [(one["url"], one.get("text", one.get("count"))) for one in todo] == [
        (f"/vagledning/tider/{slot.pk}/", "Elev1 Prov"),
        ("/vagledning/elever/?lage=not_applied", 1),
    ]
    Person.objects.filter(pk=pupil.pk).update(security_marking="confidential")
    assert "Elev1" not in client.get("/").content.decode()


def test_start_page_of_others_has_no_list_of_a_counsellors(client: Client, made: SmallRound):
    client.force_login(Account.objects.get(pk=account_for(made.auditor)))
    assert client.get("/").context["todo"] is None
