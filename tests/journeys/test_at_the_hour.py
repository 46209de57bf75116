"""At the hour: two hundred people who wait on a running server see nothing before it, and all of them after.

They are threads with connections of their own, as impatient as can be: beside asking for the time they ask for the
result itself, all through the last seconds. The county's own clock is moved, and the worker publishes.
"""

import json
import random
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from http.cookiejar import CookieJar
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import PHONE, OpenPage, assert_stands
from tests.journeys.conftest import Place
from tests.journeys.steps import approve, enter, run_round, wait_for_text

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]
CLIENTS, LOG_INS = 200, 8
BEFORE = 10.0  # seconds before the hour at which they all begin
LONGEST, PATIENCE = 240.0, 60.0  # seconds until one gives up, and until nobody may miss what others have seen
PAGES = """SELECT page.id FROM admissions_resultpage page JOIN admissions_publication publication
    ON publication.id = page.publication_id JOIN admissions_application application ON application.id = page.application_id
    WHERE publication.round_id = ? AND application.reference = 'r006' ORDER BY publication.created_at DESC LIMIT 1"""


@dataclass(frozen=True)
class Look:
    """One look at the result: when it was asked for and answered, by the county's clock, and what was seen."""

    asked: float
    answered: float
    seen: bool | None  # None: no answer, the server was too busy


def too_early(looks: list[Look], hour: float) -> list[Look]:
    """Looks that were answered with the result before the hour."""
    return [look for look in looks if look.seen and look.answered < hour]


def still_missing(looks: list[Look], since: float) -> list[Look]:
    """Looks that began when the result should have been there, and did not find it."""
    return [look for look in looks if look.seen is False and look.asked >= since]


@dataclass
class Visitor:
    """Someone with a browser's memory: cookies, and a form's token."""

    url: str
    jar: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str) -> tuple[int, str]:
        """The page."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        try:
            with opener.open(self.url + path, timeout=120) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, ""

    def log_in(self, role: Role) -> "Visitor":
        """By the role picker."""
        _status, page = self.get("/demo/")
        form = re.search(
            rf'action="(/demo/[0-9a-f-]+)">.{{0,600}}?som [^,]+, Namn {role.value}<', page, re.DOTALL
        )
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert form and token
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token.group(1)}).encode()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        opener.open(self.url + form.group(1), data, timeout=120).close()
        return self


def offset_of(county: Place) -> float:
    """How many seconds the county's clock is ahead."""
    return float((county.folder / "demo-clock.txt").read_text())


def look(visitor: Visitor, address: str, offset: float) -> Look:
    """One look."""
    asked = time.time() + offset
    try:
        seen = visitor.get(address)[0] == HTTPStatus.OK
    except OSError:
        seen = None
    return Look(asked, time.time() + offset, seen)


def impatient(visitor: Visitor, address: str, offset: float, looks: list[Look]) -> None:
    """Look again and again at one's own pace, until one has seen it."""
    until = time.time() + LONGEST
    while time.time() < until:
        looks.append(look(visitor, address, offset))
        if looks[-1].seen:
            return
        time.sleep(random.uniform(2, 4))


def all_at_once(work: Callable[..., None], arguments: list[tuple]) -> None:
    """A thread for each, to the end."""
    threads = [threading.Thread(target=work, args=one) for one in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def scheduled(visit: OpenPage, county: Place) -> datetime:
    """The final round run, approved by two, and scheduled for a minute of its own; returns the hour."""
    officer, approver = enter(visit, Role.OFFICE_OFFICER), enter(visit, Role.OFFICE_APPROVER)
    run_round(officer, county.facts["final"])
    for page in (officer, approver):
        approve(page, county.facts["final"])
    hour = datetime(2027, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
    officer.goto(f"{county.final}publicera/")
    officer.get_by_label("Tidpunkt").fill(f"{hour:%Y-%m-%d %H:%M}")
    officer.get_by_role("button", name="Spara tiden").click()
    officer.get_by_text("Beskeden visas vid tiden du valde.").wait_for()
    for page in (officer, approver):
        page.context.close()
    return hour


def test_from_the_hour_to_a_place_out_of_the_queue(visit: OpenPage, county: Place):
    # given a result that is to be shown at the hour, and two hundred who wait for it
    hour = scheduled(visit, county)
    move_clock(county, hour - timedelta(hours=2))
    address, visitors = two_hundred(county)
    move_clock(county, hour - timedelta(seconds=BEFORE))
    pupil = visit("/demo/", width=PHONE)
    pupil.set_default_timeout(60_000)
    pupil.get_by_role("button", name="Namn pupil").click()
    pupil.goto("/mina-besked/")
    pupil.get_by_text("Vänta kvar här så visas beskedet av sig självt.").wait_for()
    # when the hour comes, nobody sees anything before it and everybody after, the waiting page by itself
    they_wait(county, hour, address, visitors)
    pupil.get_by_role("link", name="Slutlig antagning 2027").wait_for()
    # then the pupil says yes and stays in a queue, and the best one says no
    pupil_says_yes_and_stays(pupil)
    best = visit("/demo/")
    best.get_by_role("button", name="Bästa elev").click()
    says_no(best)
    # and when the last moment has passed the office opens the reserve round, and the pupil moves up
    move_clock(county, hour + timedelta(days=40))
    reserve_round(visit, county)
    pupil_has_moved_up(pupil)


def move_clock(county: Place, moment: datetime) -> None:
    """The county's clock goes on from the moment."""
    (county.folder / "demo-clock.txt").write_text(str(round(moment.timestamp() - time.time())))


def two_hundred(county: Place) -> tuple[str, list[Visitor]]:
    """They have logged in, and have all looked once in vain; returns where they look."""
    sessions = [Visitor(county.url).log_in(Role.PUPIL if n % 2 else Role.GUARDIAN) for n in range(LOG_INS)]
    address = f"/mina-besked/{county.count(PAGES, county.facts['final'].replace('-', ''))}/"
    visitors = [Visitor(county.url, sessions[n % LOG_INS].jar) for n in range(CLIENTS)]
    offset, looks = offset_of(county), []
    all_at_once(lambda one: looks.append(look(one, address, offset)), [(one,) for one in visitors])
    assert len(looks) == CLIENTS
    assert [one for one in looks if one.seen] == []
    return address, visitors


def they_wait(county: Place, hour: datetime, address: str, visitors: list[Visitor]) -> None:
    """Each goes on looking until it is there; nobody sees it early, and all see it at last."""
    offset, looks = offset_of(county), []
    all_at_once(impatient, [(one, address, offset, looks) for one in visitors])
    assert too_early(looks, hour.timestamp()) == []
    assert len([one for one in looks if one.seen]) == CLIENTS
    first = min(one.asked for one in looks if one.seen)
    assert still_missing(looks, first + PATIENCE) == []
    told = Visitor(county.url).get(f"/besked/{county.facts['final']}/tid")
    assert json.loads(told[1])["state"] == "shown"


def pupil_says_yes_and_stays(pupil: "Page") -> None:
    """Applicant 6 has a place at NA-1 and is first in the queue to EK-1."""
    pupil.goto("/mina-besked/")
    pupil.get_by_role("link", name="Slutlig antagning 2027").click()
    pupil.get_by_role("link", name="Svara nu").click()
    assert_stands(pupil)
    pupil.get_by_text("Svarar du inte i tid räknas det som ett ja.").first.wait_for()
    pupil.get_by_text("Plats 1 av 6").wait_for()
    pupil.get_by_label("Ja, jag tar platsen").check()
    assert pupil.get_by_label("Program EK-1").is_checked()
    pupil.get_by_role("button", name="Skicka svaret").click()
    pupil.get_by_text("Ditt svar är sparat.").wait_for()
    pupil.get_by_role("heading", name="Kvitto på svaret").wait_for()
    assert certificate_of(pupil).startswith(b"%PDF")


def certificate_of(pupil: "Page") -> bytes:
    """The paper, as a file."""
    link = pupil.get_by_role("link", name="Antagningsintyg (PDF)").get_attribute("href")
    return pupil.request.get(str(link)).body()


def says_no(page: "Page") -> None:
    page.goto("/mina-besked/")
    page.get_by_role("link", name="Slutlig antagning 2027").click()
    page.get_by_role("link", name="Svara nu").click()
    page.get_by_label("Nej, jag tackar nej till platsen").check()
    page.get_by_role("button", name="Skicka svaret").click()
    page.get_by_text("Du har tackat nej till platsen").first.wait_for()


def reserve_round(visit: OpenPage, county: Place) -> None:
    """Opened out of the replies, run, approved by two and published now."""
    officer, approver = enter(visit, Role.OFFICE_OFFICER), enter(visit, Role.OFFICE_APPROVER)
    wait_for_text(officer, "/svarslage/", "Öppna en reservomgång ur svaren.")
    assert_stands(officer)
    officer.get_by_role("button", name="Öppna reservomgång").click()
    officer.get_by_role("button", name="Öppna", exact=True).click()
    officer.get_by_text("Reservomgången är öppnad ur svaren.").wait_for()
    round_id = officer.url.rstrip("/").rpartition("/")[2]
    run_round(officer, round_id)
    for page in (officer, approver):
        approve(page, round_id)
    officer.goto(f"/antagning/{round_id}/publicera/")
    officer.get_by_role("button", name="Spara tiden").click()
    wait_for_text(officer, f"/antagning/{round_id}/", "Beskeden visas nu")


def pupil_has_moved_up(pupil: "Page") -> None:
    """The place that the best one gave up is the pupil's, and the certificate says so."""
    pupil.goto("/mina-besked/")
    pupil.get_by_role("link", name="Reservantagning 2027").first.click()
    assert "Program EK-1" in pupil.locator("main").inner_text()
    pupil.get_by_role("link", name="Se ditt svar").click()
    text = "Du stod kvar i kön till en utbildning som du satte högre, och fick en plats där."
    wait_for_text(pupil, pupil.url, text)
    assert certificate_of(pupil).startswith(b"%PDF")
    assert_stands(pupil)


def test_too_early_and_still_missing_see_what_they_are_there_to_see():
    """The negative control."""
    looks = [Look(0, 1, False), Look(1, 2, True), Look(11, 12, True), Look(15, 16, False)]
    assert too_early(looks, hour=10) == [looks[1]]
    assert still_missing(looks, since=14) == [looks[3]]
