"""The applicant's page: grades with the points that the round's rules gave them, struck choices said once."""

from datetime import date, timedelta
from decimal import Decimal

import time_machine
from django.test import Client

from gemensam.domains.admissions.models import ResultPage
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person
from tests.factories.small_county import TODAY, SmallCounty, account, make_small_county, prepare, publish


def page_of(county: SmallCounty, number: int, client: Client) -> dict[str, object]:
    """What the page of an applicant of the final round is made of."""
    run = prepare(county.small.officer, county.final.pk, at=TODAY)
    publish(county.small, county.final.pk, run, at=TODAY)
    application = county.small.applications[number]
    Account.objects.filter(email__startswith="pupil@").delete()
    found = ResultPage.objects.get(publication__round=county.final, application=application)
    with time_machine.travel(TODAY + timedelta(hours=4), tick=False):
        client.force_login(account(Role.PUPIL, None, person_id=application.person_id))
        return client.get(f"/mina-besked/{found.pk}/").context


def test_grades_of_a_result_add_up_to_its_merit(client: Client, db: None):
    context = page_of(make_small_county(), 2, client)
    assert [row["points"] for row in context["counted"]] == [20] * 14 + [10] * 2
    assert Decimal(context["result"].merit) == 300


def test_choices_below_the_admitted_one_are_told_together(client: Client, db: None):
    context = page_of(make_small_county(), 0, client)
    assert [choice["rank"] for choice in context["choices"]] == [1]
    assert [choice["rank"] for choice in context["struck"]] == [2, 3, 4]


def test_guardian_without_a_child_under_18_is_promised_nothing(client: Client, db: None):
    county = make_small_county()
    ResultPage.objects.all().delete()
    told = {}
    for birth in (date(2011, 1, 7), date(2008, 1, 7)):
        Person.objects.filter(pk=county.pupil.pk).update(birth_date=birth)
        with time_machine.travel(TODAY, tick=False):
            client.force_login(county.accounts[Role.GUARDIAN])
            told[birth.year] = "Du får ett meddelande" in client.get("/mina-besked/").content.decode()
    assert told == {2011: True, 2008: False}
