"""The letters on paper: one page each, tagged, and no page for a protected pupil."""

import io

import pikepdf
import pytest
import time_machine
from django.test import Client

from gemensam.foundation.access.models import Account
from gemensam.foundation.directory.models import Person
from tests.factories.guidance import make_school
from tests.factories.small_round import AT, account_for

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_login_letters_give_a_tagged_page_per_pupil(client: Client):
    school = make_school(applicants=3)
    Person.objects.filter(pk=school.pupils[0].pk).update(security_marking="confidential")
    with time_machine.travel(AT, tick=False):
        client.force_login(Account.objects.get(pk=account_for(school.counsellor)))
        answer = client.post("/vagledning/elever/brev/")
        empty = client.post("/vagledning/elever/brev/", {"lage": "late"})
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as paper:
        assert len(paper.pages) == 2
        assert bool(paper.Root.MarkInfo.Marked) is True
    assert empty.status_code == 302
