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
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookiejar import CookieJar
from zoneinfo import ZoneInfo

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage
from tests.journeys.conftest import Place
from tests.journeys.steps import approve, enter, run_round

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]
CLIENTS, LOG_INS = 200, 8
BEFORE, AFTER = 6.0, 12.0  # seconds of looking around the hour
WORKER = 4.0  # seconds within which the worker has published
PAGES = """SELECT page.id FROM admissions_resultpage page JOIN admissions_publication publication
    ON publication.id = page.publication_id JOIN admissions_application application ON application.id = page.application_id
    WHERE publication.round_id = ? AND application.reference = 'r006' ORDER BY publication.created_at DESC LIMIT 1"""


@dataclass(frozen=True)
class Look:
    """One look at the result: when it was asked for and answered, by the county's clock, and what was seen."""

    asked: float
    answered: float
    seen: bool


def too_early(looks: list[Look], hour: float) -> list[Look]:
    """Looks that were answered with the result before the hour."""
    return [look for look in looks if look.seen and look.answered < hour]


def still_missing(looks: list[Look], since: float) -> list[Look]:
    """Looks that began when the result should have been there, and did not find it."""
    return [look for look in looks if not look.seen and look.asked >= since]


@dataclass
class Visitor:
    """Someone with a browser's memory: cookies, and a form's token."""

    url: str
    jar: CookieJar = field(default_factory=CookieJar)

    def get(self, path: str) -> tuple[int, str]:
        """The page."""
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        try:
            with opener.open(self.url + path, timeout=60) as answer:
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
        opener.open(self.url + form.group(1), data, timeout=60).close()
        return self


def offset_of(county: Place) -> float:
    """How many seconds the county's clock is ahead."""
    return float((county.folder / "demo-clock.txt").read_text())


def impatient(visitor: Visitor, address: str, offset: float, until: float, looks: list[Look]) -> None:
    """Look again and again until the moment, at one's own pace."""
    while time.time() + offset < until:
        asked = time.time() + offset
        status, _page = visitor.get(address)
        looks.append(Look(asked, time.time() + offset, status == 200))
        time.sleep(random.uniform(1, 3))


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


def test_two_hundred_who_wait_see_the_result_at_the_hour_and_nobody_before(visit: OpenPage, county: Place):
    hour = scheduled(visit, county)
    sessions = [Visitor(county.url).log_in(Role.PUPIL if n % 2 else Role.GUARDIAN) for n in range(LOG_INS)]
    address = f"/mina-besked/{county.count(PAGES, county.facts['final'].replace('-', ''))}/"
    start = hour - timedelta(seconds=BEFORE)
    (county.folder / "demo-clock.txt").write_text(str(round(start.timestamp() - time.time())))
    offset = offset_of(county)
    looks: list[Look] = []
    waiting = visit("/demo/")  # one of them in a real browser, on the page that waits
    waiting.get_by_role("button", name="Namn pupil").click()
    waiting.goto("/mina-besked/")
    assert waiting.get_by_text("Vänta kvar här så visas beskedet av sig självt.").is_visible()
    threads = [
        threading.Thread(
            target=impatient,
            args=(
                Visitor(county.url, sessions[n % LOG_INS].jar),
                address,
                offset,
                hour.timestamp() + AFTER,
                looks,
            ),
        )
        for n in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([look for look in looks if look.answered < hour.timestamp()]) >= CLIENTS  # they were there
    assert too_early(looks, hour.timestamp()) == []
    assert still_missing(looks, hour.timestamp() + WORKER) == []
    assert len([look for look in looks if look.seen]) >= CLIENTS
    # and the page that waited shows the result by itself
    waiting.get_by_role("heading", name="Slutlig antagning 2027").first.wait_for()
    assert json.loads(Visitor(county.url).get(f"/besked/{county.facts['final']}/tid")[1])["state"] == "shown"


def test_too_early_and_still_missing_see_what_they_are_there_to_see():
    """The negative control."""
    looks = [Look(0, 1, False), Look(1, 2, True), Look(11, 12, True), Look(15, 16, False)]
    assert too_early(looks, hour=10) == [looks[1]]
    assert still_missing(looks, since=14) == [looks[3]]
