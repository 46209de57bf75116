"""How many questions the applicant's and the guardian's pages ask the database: fixed, whatever there is to show."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gemensam.domains.admissions.models import Application, Choice, Grade
from gemensam.domains.applications.models import ApplicationSettings, Draft
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Responsible
from tests.factories.applying import JANUARY, Applying, make_applying
from tests.factories.small_county import account
from tests.factories.small_round import COMPULSORY, YEAR, person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
STEPS = {
    "uppgifter/": 13, "utbildningar/": 14, "utanfor-lanet/": 13, "fragor/special_reasons/": 17, "granska/": 18,
    "kvitto/1/": 9,
}  # fmt: skip


@pytest.fixture
def world() -> Applying:
    made = make_applying()
    Grade.objects.bulk_create(
        Grade(person=made.pupil, subject=code, grade="C", registered_at=JANUARY - timedelta(days=30))
        for code in COMPULSORY
    )
    return made


def asked(owner: Account, paths: list[str]) -> list[int]:
    """How many questions each page asks when it is read for the second time."""
    client, counts = Client(), []
    with time_machine.travel(JANUARY, tick=False):
        client.force_login(owner)
        for path in paths:
            assert client.get(path).status_code == 200, path
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))
    return counts


@pytest.mark.parametrize("codes", ["TE", "TE VO SA IN"])
def test_pages_of_an_application_take_a_fixed_number_of_questions(world, codes):
    world.send(codes)
    pupil = account(Role.PUPIL, None, person_id=world.pupil.pk)
    base = f"/ansokan/{Draft.objects.get().pk}/"
    paths = ["/min-ansokan/", *(base + step for step in STEPS)]
    assert dict(zip(["mine", *STEPS], asked(pupil, paths), strict=True)) == {"mine": 20, **STEPS}


@pytest.mark.parametrize("children", [1, 3])
def test_list_of_a_guardian_takes_as_many_questions_for_three_children_as_for_one(world, children):
    """One has a draft, the others only what the register has, with choices of their own."""
    ApplicationSettings.objects.update_or_create(office=world.small.office, defaults={"guardians_edit": True})
    world.send("TE VO")
    for number in range(50, 50 + children):
        child = person(number, given=f"Barn {number}")
        Responsible.objects.create(
            child=child, guardian=world.guardian, has_custody=True, starts=date(2011, 1, 1)
        )
        sent = Application.objects.create(
            office=world.small.office,
            year=YEAR,
            person=child,
            reference=f"R{number}",
            home_municipality="2281",
        )
        for rank, code in enumerate(("SA", "IN"), 1):
            Choice.objects.create(application=sent, offering=world.offerings[code], rank=rank)
    guardian = account(Role.GUARDIAN, None, person_id=world.guardian.pk)
    base = f"/ansokan/{Draft.objects.get().pk}/"
    assert asked(guardian, ["/min-ansokan/", f"{base}lasa/"]) == [19, 20]
