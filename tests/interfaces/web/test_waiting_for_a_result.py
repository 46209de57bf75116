"""Before the hour people are logged in and wait: they are told when, and nobody is shown anything before it."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from gemensam.domains.admissions.models import Publication, ResultPage
from gemensam.domains.admissions.queries.result_times import ResultTime, ResultTimeState
from gemensam.domains.admissions.services.approve_run import approve_run
from gemensam.domains.admissions.services.halt_publication import halt_publication
from gemensam.domains.admissions.services.publish_round import publish_round
from gemensam.domains.admissions.services.schedule_publication import schedule_publication
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.web.results.waiting import ask_again
from tests.factories.small_county import TODAY, SmallCounty, make_small_county, prepare

HOUR = TODAY + timedelta(hours=1)
pytestmark = pytest.mark.slow


@pytest.fixture
def county(db: None) -> SmallCounty:
    """A county whose final result is to be shown at the hour."""
    made = make_small_county()
    run = prepare(made.small.officer, made.final.pk, at=TODAY)
    for actor in (made.small.officer, made.small.approver):
        approve_run(actor=actor, round_id=made.final.pk, result_hash=run.result_hash, at=TODAY)
    schedule_publication(actor=made.small.officer, round_id=made.final.pk, publish_at=HOUR, at=TODAY)
    return made


def publish(county: SmallCounty) -> None:
    publication = Publication.objects.get(round=county.final)
    publish_round(actor=county.small.officer, publication_id=publication.pk, at=HOUR)


def told(client: Client, round_id: UUID) -> dict[str, object]:
    answer = client.get(f"/besked/{round_id}/tid")
    assert answer["Cache-Control"] == "public, max-age=2"
    return answer.json()


def look(client: Client, at: datetime, address: str) -> str:
    """The page as it is at the moment; empty when it is not there."""
    with time_machine.travel(at, tick=False):
        answer = client.get(address)
    return answer.content.decode() if answer.status_code == 200 else ""


def test_result_a_second_before_the_hour_is_waited_for_and_at_the_hour_shown(
    county: SmallCounty, client: Client
):
    page = ResultPage.objects.get(publication__round=county.final, application__person_id=county.pupil.pk)
    address = f"/mina-besked/{page.pk}/"
    with time_machine.travel(TODAY, tick=False):
        client.force_login(county.accounts[Role.PUPIL])
    before = look(client, HOUR - timedelta(seconds=1), "/mina-besked/")
    assert "Beskedet kommer 25 juni 2027 kl. 11.00." in before
    assert f'data-result-time="/besked/{county.final.pk}/tid"' in before
    assert f'data-result-at="{timezone.localtime(HOUR).isoformat()}"' in before
    assert ">Du är inloggad. Välj Visa mitt besked när" in before  # without scripts nothing shows by itself
    assert "gemensam/waiting.js" in before
    assert look(client, HOUR - timedelta(seconds=1), address) == ""
    publish(county)
    assert look(client, HOUR - timedelta(seconds=1), address) == ""  # a server whose clock goes wrong
    assert look(client, HOUR, address) != ""  # the control: it is the same page
    assert f'href="{address}"' in look(client, HOUR, "/mina-besked/")


def test_waiting_page_of_a_guardian_waits_for_the_child_and_without_a_page_nobody_waits(
    county: SmallCounty, client: Client
):
    with time_machine.travel(TODAY, tick=False):
        client.force_login(county.accounts[Role.GUARDIAN])
    assert "data-result-time" in look(client, TODAY, "/mina-besked/")
    ResultPage.objects.filter(
        publication__round=county.final, application__person_id=county.pupil.pk
    ).delete()
    assert "data-result-time" not in look(client, TODAY, "/mina-besked/")


def test_time_of_a_result_is_told_to_anyone_and_says_nothing_more(county: SmallCounty, client: Client):
    round_id = county.final.pk
    with time_machine.travel(HOUR - timedelta(seconds=30), tick=False):
        assert told(client, round_id) == {
            "state": "waiting", "at": HOUR.isoformat(), "ask_again": 8, "spread": 0,
        }  # fmt: skip
    with time_machine.travel(HOUR + timedelta(seconds=1), tick=False):
        assert told(client, round_id)["state"] == "waiting"  # the worker has not come to it yet
        publish(county)
        shown = told(client, round_id)
    assert (shown["state"], shown["ask_again"], shown["spread"]) == ("shown", 0, 1)
    halt_publication(actor=county.small.officer, round_id=round_id, reason="Fel fil.", at=HOUR)
    assert told(client, round_id) == told(client, uuid4())  # those who wait are told to go
    assert told(client, uuid4()) == {"state": "none", "at": None, "ask_again": 60, "spread": 0}


@pytest.mark.parametrize(
    ("left", "seconds"),
    [(timedelta(hours=2), 300), (timedelta(minutes=30), 60), (timedelta(minutes=5), 15),
     (timedelta(seconds=40), 8), (timedelta(0), 4), (timedelta(seconds=-40), 4)],
)  # fmt: skip
def test_waiting_page_is_told_to_ask_seldom_long_before_and_often_at_the_hour(left: timedelta, seconds: int):
    assert ask_again(ResultTime(ResultTimeState.WAITING, HOUR, 0), HOUR - left) == seconds
