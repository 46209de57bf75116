"""The page where the office decides what late choices wait behind, and the round's page that shows it."""

import pytest
from django.test import Client

from gemensam.domains.admissions.models import AdmissionsOffice
from gemensam.domains.admissions.services.check_round import check_round
from gemensam.domains.admissions.services.freeze_round import freeze_round
from gemensam.foundation.access.models import Account
from tests.factories.small_round import AT, account_for, make_small_round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = "/antagning/sena-val/"
BEHIND_ALL = "efter alla som sökte i tid, även dem i andra hand"


def test_office_decides_what_late_choices_wait_behind_and_the_round_shows_and_logs_it(client: Client):
    small = make_small_round(applicants=1)
    client.force_login(Account.objects.get(pk=account_for(small.officer)))
    round_page = f"/antagning/{small.round.pk}/"
    assert (BEHIND_ALL in client.get(round_page).content.decode()) is False
    assert client.post(PAGE, {"sena": ""}).context["form"].errors == {
        "sena": ["Välj vad sena val går efter."]
    }
    answer = client.post(PAGE, {"sena": "everybody"}, follow=True).content.decode()
    assert "Sparat. Det gäller de omgångar som fryses från nu." in answer
    assert BEHIND_ALL in client.get(round_page).content.decode()
    check_round(actor=small.officer, round_id=small.round.pk, at=AT)
    freeze_round(actor=small.officer, round_id=small.round.pk, at=AT)
    refused = client.post(PAGE, {"sena": "own_class"}, follow=True).content.decode()
    assert "En omgång är fryst och inte publicerad än." in refused
    assert AdmissionsOffice.objects.get().late_first_hand == "everybody"
    assert f"0 sena val. I första hand går de {BEHIND_ALL}." in client.get(round_page).content.decode()
