"""The first load of every public and every applicant's page: at most 80 KB gzipped, without pictures and fonts."""

import gzip
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import lxml.html
import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import get_resolver

from gemensam.foundation.access.roles import Role
from tests.factories.small_county import TODAY, SmallCounty, make_small_county
from tests.repository.sweep import addresses, reaches

MOST = 80 * 1024
HASH = re.compile(r"\.[0-9a-f]{12}(\.\w+)$")  # in the names of collected files
NO_PAGES = re.compile(
    r"^/(komponenter|demo|halsa|api|konto/(logout|passkey)|oppna-data|kalender)|\.(json|csv|ics|svg)$"
)
GRADES = "&".join(
    f"{code}=C"
    for code in [
        "SV",
        "EN",
        "MA",
        "GE",
        "HI",
        "RE",
        "SH",
        "BI",
        "FY",
        "KE",
        "TK",
        "BL",
        "HKK",
        "IDH",
        "MU",
        "SL",
    ]
)

pytestmark = pytest.mark.slow


@pytest.fixture
def county(db: None) -> SmallCounty:
    return make_small_county()


def gzipped(content: bytes) -> int:
    return len(gzip.compress(content, 6))


@cache
def file_weight(address: str) -> int:
    """A static file's, by its address."""
    name = HASH.sub(r"\1", address.removeprefix("/static/").partition("?")[0])
    found = finders.find(name)
    assert found, address
    return gzipped(Path(found).read_bytes())


def weight(html: bytes) -> int:
    """The page's own and that of the style sheets and scripts it names."""
    page = lxml.html.fromstring(html)
    files = [*page.xpath("//link[@rel='stylesheet']/@href"), *page.xpath("//script/@src")]
    return gzipped(html) + sum(file_weight(one) for one in dict.fromkeys(files) if one.startswith("/static/"))


def weights(client: Client, paths: list[str]) -> dict[str, int]:
    """Each page's weight; what is no page of HTML is left out."""
    found = {}
    for path in paths:
        response = client.get(path)
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            found[path] = weight(response.content)
    return found


def pages_of(role: Role | None, county: SmallCounty) -> list[str]:
    """Every page of ours without parts that the role reaches, and the heaviest of those with parts."""
    plain = [
        f"/{one.route}"
        for one in addresses(get_resolver().url_patterns)
        if one.ours and not one.parts and one.declaration and reaches(one.declaration, role)
    ]
    offerings = [f"/utbildningar/{one.pk}/" for one in county.small.offerings.values()]
    simulated = [f"/meritvarde/?{GRADES}&M2=A", f"/meritvarde/utbildningar/?{GRADES}"]
    return [one for one in (*plain, *offerings, *simulated) if not NO_PAGES.search(one)]


@pytest.mark.parametrize(("role", "fewest"), [(None, 9), (Role.PUPIL, 11), (Role.GUARDIAN, 11)], ids=str)
def test_first_load_of_every_page_is_light(county, role, fewest):
    with time_machine.travel(TODAY, tick=False):
        client = Client(headers={"host": "localhost"})
        if role:
            client.force_login(county.accounts[role])
        found = weights(client, pages_of(role, county))
    assert len(found) >= fewest
    assert {path: size for path, size in found.items() if size > MOST} == {}


def test_weight_of_a_heavy_page_is_seen():
    """A control: digests do not shrink."""
    heavy = b"".join(sha256(str(number).encode()).digest() for number in range(MOST // 32)).hex().encode()
    head = b"<html><head><link rel='stylesheet' href='/static/gemensam/site.css'></head><body>"
    assert file_weight("/static/gemensam/site.css") < weight(head) < MOST < weight(head + heavy)


@pytest.mark.django_db
def test_page_asked_for_packed_comes_packed_and_is_the_same():
    plain = Client().get("/om/kakor")
    packed = Client().get("/om/kakor", headers={"Accept-Encoding": "gzip"})
    assert (packed["Content-Encoding"], "Content-Encoding" in plain) == ("gzip", False)
    pages = (gzip.decompress(packed.content), plain.content)
    main = [page[page.index(b"<main") : page.index(b"</main>")] for page in pages]
    assert main[0] == main[1]  # around it are numbers used once
    assert len(packed.content) * 2 < len(plain.content)
