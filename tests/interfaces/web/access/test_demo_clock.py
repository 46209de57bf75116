"""The demo's clock: moved by one press to the dates of the office's own calendar; outside a demo it does not exist (test_demo)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client, override_settings

from gemensam.domains.admissions.models import AdmissionsOffice, CalendarDate
from gemensam.foundation.access import clock
from gemensam.foundation.directory.models import Organisation
from gemensam.foundation.jobs.models import ScheduleMark

RESULT = datetime(2027, 7, 1, 7, 0, tzinfo=UTC)


@pytest.fixture
def calendar(db: None) -> None:
    """An office whose calendar has the day of the final result, and nothing else."""
    place = Organisation.objects.create(display_name="Kansliet", organisation_type="admissions_office")
    office = AdmissionsOffice.objects.create(organisation=place, name="Kansliet")
    CalendarDate.objects.create(office=office, year=2027, event="final_published", at=RESULT)


@pytest.mark.usefixtures("calendar")
def test_clock_page_shows_the_moments_that_the_calendar_has_in_order(client: Client):
    shown = client.get("/demo/klocka/").context["moments"]
    assert [(moment.code, moment.at - RESULT) for moment in shown] == [
        ("korning", timedelta(days=-7, minutes=30)),
        ("strax-fore", timedelta(minutes=-1)),
        ("besked", timedelta(minutes=5)),
    ]
    assert "Sidan finns bara i demon" in client.get("/demo/klocka/").content.decode()


@pytest.mark.usefixtures("calendar")
def test_clock_sent_to_the_minute_before_the_result_stands_there(client: Client, tmp_path: Path):
    ScheduleMark.objects.create(name="outbox", due_at=RESULT + timedelta(days=30))
    with override_settings(DEMO_CLOCK_FILE=tmp_path / "clock.txt"):
        answer = client.post("/demo/klocka/strax-fore")
        now = clock.now()
    assert answer["Location"] == "/demo/klocka/"
    assert timedelta(seconds=50) < RESULT - now <= timedelta(seconds=61)
    assert ScheduleMark.objects.count() == 0  # the schedule goes on though the clock went back


@pytest.mark.usefixtures("calendar")
@pytest.mark.parametrize("code", ["besked", "finns-inte"])
def test_clock_asked_for_by_get_or_by_an_unknown_name_stands_still(client: Client, tmp_path: Path, code: str):
    file = tmp_path / "clock.txt"
    with override_settings(DEMO_CLOCK_FILE=file):
        assert client.get(f"/demo/klocka/{code}").status_code == 405
        assert client.post("/demo/klocka/finns-inte").status_code == 404
        assert not file.exists()
        assert client.post("/demo/klocka/besked").status_code == 302  # the control
        assert file.exists()


@pytest.mark.usefixtures("calendar")
def test_clock_with_the_demo_turned_off_answers_404(client: Client, tmp_path: Path):
    with override_settings(DEMO=False, DEMO_CLOCK_FILE=tmp_path / "clock.txt"):
        assert client.post("/demo/klocka/besked").status_code == 404
