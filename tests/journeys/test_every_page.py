"""Every page that a role can reach by links: no fault of axe, no blocked content, no sideways scrolling."""

import re
from typing import TYPE_CHECKING

import pytest

from gemensam.foundation.access.roles import Role
from tests.browser import DESKTOP, OpenPage, assert_page_in_order, assert_stands
from tests.journeys.conftest import Place
from tests.journeys.steps import enter

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(900)]
LEAVES_THE_PAGES = re.compile(r"\.(xlsx|zip|json|csv|txt)$|/demo/|/logout/|/komponenter/|/sprak/|format=")
FEWEST = {None: 6, Role.OFFICE_OFFICER: 14, Role.OFFICE_APPROVER: 11, Role.AUDITOR: 10, Role.PUPIL: 5}


def shape(path: str) -> str:
    """The address without ids and questions: pages of one shape are visited once."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", path.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0])
    return re.sub(r"/\d+(?=/|$)", "/*", path)


STOOD: set[tuple[str, str, str]] = set()  # what has stood the tests in this process


def is_new(page: "Page", path: str) -> bool:
    """Whether the page's own part, or the head above it, is another than all that have stood the tests.

    Most pages are the same for many roles, but for the name in the head. Tokens of forms differ each time.
    """
    head, main = (
        re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", page.locator(part).first.inner_html())
        for part in ("header", "main")
    )
    key = (shape(path), re.sub(r"<[^>]*>", "", head) if path == "/" else "", main)
    if key in STOOD:
        return False
    STOOD.add(key)
    return True


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "visitor")
def test_every_page_of_the_role_is_in_order_at_every_width(visit: OpenPage, county: Place, role: Role | None):
    # given someone who is logged in
    page = enter(visit, role) if role else visit("/")
    # when every page that links lead to is opened
    waiting, seen = [page.url.removeprefix(county.url), "/"], set()
    if role in (Role.OFFICE_OFFICER, Role.OFFICE_APPROVER, Role.AUDITOR):
        round_page = f"/antagning/{county.facts['preliminary']}/"
        waiting += [f"{round_page}utfall/", f"{round_page}jamforelse/"]
    while waiting:
        path = waiting.pop(0)
        if shape(path) in seen or LEAVES_THE_PAGES.search(path):
            continue
        seen.add(shape(path))
        page.set_viewport_size({"width": DESKTOP, "height": 900})
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, path
        # then it stands all the tests, at every width
        assert_page_in_order(page)
        if is_new(page, path):
            assert_stands(page)
        links = page.eval_on_selector_all("a[href^='/']", "all => all.map(link => link.getAttribute('href'))")
        waiting += [link for link in links if shape(link) not in seen]
    assert len(seen) >= FEWEST.get(role, 4), sorted(seen)
