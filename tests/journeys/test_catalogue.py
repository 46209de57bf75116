"""A visitor, without logging in and without scripts: from the start page to a comparison."""

import pytest

from tests.browser import PHONE, OpenPage, assert_page_in_order, assert_stands
from tests.journeys.conftest import Place

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.timeout(600)]


def test_visitor_searches_reads_and_compares_on_a_phone_without_scripts(visit: OpenPage, county: Place):
    # given a visitor on a phone
    page = visit("/", scripts=False)
    page.set_viewport_size({"width": PHONE, "height": 844})
    # when she searches with a slip of the pen
    page.get_by_label("Vad vill du bli, läsa eller var?").fill("ek-1")
    page.get_by_role("button", name="Sök").first.click()
    # then she finds it, and can choose it for comparison
    page.get_by_role("link", name="Program EK-1").first.wait_for()
    page.get_by_role("link", name="Jämför Program EK-1").click()
    page.goto(f"{page.url.split('?')[0]}?{page.url.split('?')[1].replace('sok=ek-1', 'sok=')}")
    page.get_by_role("link", name="Jämför Program NA-1").click()
    page.get_by_role("link", name="Jämför 2").click()
    # then the two stand side by side, and the address can be shared
    assert page.get_by_role("columnheader").count() == 2
    assert page.url.endswith("?u=EK-1&u=NA-1")


def test_catalogue_stands_every_test_at_every_width(visit: OpenPage, county: Place):
    page = visit("/utbildningar/?sok=ek&hem=2281&u=EK-1")
    for path in (
        "/utbildningar/?sok=ek&hem=2281&u=EK-1",
        "/utbildningar/jamfor/?u=EK-1&u=NA-1",
        "/oppna-data/",
    ):
        page.goto(path)
        assert_page_in_order(page)
        assert_stands(page)
