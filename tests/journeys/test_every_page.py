"""Every page that a role can reach by links: no fault of axe, no blocked content, no sideways scrolling."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import lxml.html
import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import OpenPage, assert_page_in_order, assert_stands, assert_stands_and_stay
from tests.journeys.conftest import Place
from tests.journeys.steps import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

NOTES = Path(__file__).parents[2] / "test-results" / "accessibility"
pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(900)]
LEAVES_THE_PAGES = re.compile(
    r"\.(xlsx|zip|json|csv|txt|pdf|xml|si)$|^/api/|/demo/|/logout/|/komponenter/|/sprak/|format="
)
FEWEST = {None: 6, Role.OFFICE_OFFICER: 14, Role.OFFICE_APPROVER: 11, Role.AUDITOR: 10, Role.PUPIL: 5}
# Who is logged in, and secrets, ids and digests: the demo's persons are called Namn and their role.
DIFFERS_EACH_TIME = re.compile(
    r"\bNamn \w+|[\w.+-]+@[\w.-]+|\b[A-Z2-7]{32}\b|\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{64}\b"
)
TELLING = ("class", "type", "role", "aria-live", "data-size", "data-color", "data-variant")
LONG_WORD = 18  # letters: a word that may not fit


def shape(path: str) -> str:
    """The address without ids and questions: pages of one shape are visited once."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", path.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0])
    return re.sub(r"/\d+(?=/|$)", "/*", path)


def kinds(part: lxml.html.HtmlElement) -> list[str]:
    """The kinds of elements in a part of a page, each once: their tags, attributes' names, classes and roles; and its long words.

    Two pages of one address that hold the same kinds differ in words and numbers alone, which is nothing to axe.
    """
    elements = (element for element in part.iter() if isinstance(element.tag, str))
    found = {
        " ".join((element.tag, *sorted(element.keys()), *(element.get(name, "") for name in TELLING)))
        for element in elements
    }
    shown = " ".join(part.xpath(".//text()[not(parent::script)]"))
    words = DIFFERS_EACH_TIME.sub("", shown).split()
    return sorted(found | {word for word in words if len(word) > LONG_WORD})


class Stood:
    """What has stood the tests in the browser: shared by the processes of the run, a file for each.

    Most pages are the same for many roles, but for the name in the head and who is told of.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def is_new(self, page: lxml.html.HtmlElement, path: str) -> bool:
        """Whether the page's own part is of another kind than all that have been taken so far.

        On the start page also the head above it, which is the same on all pages of one role.
        """
        head, main = page.find(".//header"), page.find(".//main")
        above = (str(len(head.xpath(".//a"))), *kinds(head)) if path == "/" else ()
        name = hashlib.sha256("\0".join((shape(path), *above, *kinds(main))).encode()).hexdigest()
        try:
            (self.folder / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


@pytest.fixture(scope="session")
def stood(tmp_path_factory: pytest.TempPathFactory) -> Stood:
    base = tmp_path_factory.getbasetemp()
    return Stood((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "stood")


def assert_document_in_order(page: lxml.html.HtmlElement) -> None:
    """What assert_page_in_order asks of a page in the browser, of the document as it was sent."""
    found = [len(page.xpath(part)) for part in ("//h1", "//main[@id='innehall']", "/html[@lang]")]
    assert found == [1, 1, 1]
    assert not page.findtext(".//title").strip().startswith("–")


def test_page_of_another_kind_is_new_and_with_other_words_is_not(tmp_path: Path):
    def page(main: str, head: str = "Ada") -> lxml.html.HtmlElement:
        return lxml.html.fromstring(f"<html><body><header>{head}</header><main>{main}</main></body></html>")

    stood = Stood(tmp_path / "stood")
    shown = [
        ("/om/", "<p>Ada</p>", True),
        ("/om/", "<p>Bo</p>", False),
        ("/om/", "<p>Bo</p><p>Ada</p>", False),
        ("/om/", '<p class="lead">Ada</p>', True),
        ("/om/", '<p aria-label="x">Ada</p>', True),
        ("/om/", "<p>Gymnasiesärskolans</p>", False),
        ("/om/", "<p>Samverkansavtalsparter</p>", True),
        ("/om/", "<p>6b48b29b-3f9e-4e0f-890a-895ac00e120b</p>", False),
    ]
    assert [stood.is_new(page(main), path) for path, main, _ in shown] == [new for *_, new in shown]
    heads = [("Ada", True), ("Bo", False), ("<a>Bo</a>", True), ("<a>Bo</a> <a>Ada</a>", True)]
    assert [stood.is_new(page("", head), "/") for head, _ in heads] == [new for _, new in heads]
    assert not stood.is_new(page("<p>Ada</p>", "<a>Bo</a> <a>Ada</a> <a>Cy</a>"), "/om/")


@contextmanager
def noted(page: "Page", path: str) -> Iterator[None]:
    """For the accessibility statement (see tools/accessibility_report.py): what the page's tests found."""
    if not os.environ.get("GEMENSAM_ACCESSIBILITY"):
        yield
        return
    findings = []
    try:
        yield
    except AssertionError as found:
        findings = [line for line in str(found).splitlines() if line and not line.startswith(" ")]
    NOTES.mkdir(parents=True, exist_ok=True)
    note = {"path": path, "title": page.title(), "axe": page.evaluate("axe.version"), "findings": findings}
    name = hashlib.sha256(json.dumps(note, sort_keys=True).encode()).hexdigest()[:16]
    (NOTES / f"{name}.json").write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "visitor")
def test_every_page_of_the_role_is_in_order_at_every_width(
    visit: OpenPage, county: Place, stood: Stood, role: Role | None
):
    # given someone who is logged in
    page = enter(visit, role) if role else visit("/")
    # when every page that links lead to is fetched
    waiting, seen = [page.url.removeprefix(county.url), "/"], set()
    if role in (Role.OFFICE_OFFICER, Role.OFFICE_APPROVER, Role.AUDITOR):
        round_page = f"/antagning/{county.facts['preliminary']}/"
        waiting += [f"{round_page}utfall/", f"{round_page}jamforelse/"]
    while waiting:
        path = waiting.pop(0)
        if shape(path) in seen or LEAVES_THE_PAGES.search(path):
            continue
        seen.add(shape(path))
        answer = page.request.get(path)
        assert answer.status == 200, path
        document = lxml.html.document_fromstring(answer.text())
        # then it is in order, and what no other role has got stands all the tests in the browser, at every width
        assert_document_in_order(document)
        if stood.is_new(document, path):
            page.goto(path)
            assert_page_in_order(page)
            with noted(page, shape(path)):
                assert_stands_and_stay(page)
        links = [link for link in document.xpath("//a/@href") if link.startswith("/")]
        waiting += [link for link in links if shape(link) not in seen]
    assert len(seen) >= FEWEST.get(role, 4), sorted(seen)


def test_pages_of_someone_who_registers_are_in_order_at_every_width(visit: OpenPage, county: Place):
    # given someone whom an e-ID has just brought, and whom no file has
    page = visit("/demo/")
    page.get_by_role("button", name="Kom in som ny").click()
    page.wait_for_url("**/registrera-dig/")
    stand_here(page)
    # when a question is left without an answer, and then all are answered
    page.get_by_role("link", name="Registrera mig").click()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_text("Välj ett svar.").first.wait_for()
    stand_here(page)
    page.get_by_label("Nej").check()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_role("button", name="Fortsätt").click()  # the name is as the e-ID said
    page.get_by_label("Vad heter din skola").fill("Bergska skolan i Falun")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("I vilken kommun").select_option("abroad")
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_label("E-postadress").fill("nova@example.invalid")
    page.get_by_role("button", name="Fortsätt").click()
    # then the pages stand, and the newcomer can apply
    page.get_by_role("heading", name="Stämmer allt?").wait_for()
    stand_here(page)
    page.get_by_role("button", name="Registrera mig").click()
    page.get_by_text("Du är registrerad. Nu kan du söka.").wait_for()


def stand_here(page: "Page") -> None:
    """The page that is open is in order at every width."""
    assert_page_in_order(page)
    with noted(page, shape(urlsplit(page.url).path)):
        assert_stands(page)
