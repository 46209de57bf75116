"""A real browser for tests: fixtures (``tests/conftest.py`` loads them), and what every page must stand.

Chromium is the system's, else Playwright's own; without one a test is skipped, in CI it fails.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # a run without a browser does not load one
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

DESKTOP, PHONE = 1280, 390
ZOOMED = 320  # 1280 px at 400 %: WCAG 2.2, 1.4.10
WIDTHS = (DESKTOP, PHONE)
SCHEMES = ("light", "dark")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_SPEAKS_OF_POLICY = ("Content Security Policy", "Content-Security-Policy")


def find_chromium(playwright: "Playwright") -> Path | None:
    """The system's Chromium, else the one that Playwright has downloaded, else None."""
    named = os.environ.get("GEMENSAM_TEST_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    own = Path(playwright.chromium.executable_path)
    return Path(named) if named else own if own.exists() else None


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """One browser for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, presses_that_last():
        program = find_chromium(playwright)
        if program is None:
            message = "no Chromium: apt install chromium, or python -m playwright install chromium"
            pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
        # Playwright's loop runs in this thread; Django would refuse the database beside it
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(executable_path=str(program), args=["--no-sandbox"])
        yield browser
        browser.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def presses_that_last() -> Iterator[None]:
    """While it lasts, a click that leads to another page ends when that page has loaded.

    Playwright's own ends when the first of the answer has come: on a busy machine a test would look at half a page.
    """
    from playwright.sync_api import Locator

    originals = {name: getattr(Locator, name) for name in ("click", "dblclick")}

    def lasting(press: Callable[..., None]) -> Callable[..., None]:
        @wraps(press)
        def press_and_wait(locator: Locator, **options: object) -> None:
            press(locator, **options)
            locator.page.wait_for_load_state()

        return press_and_wait

    for name, press in originals.items():
        setattr(Locator, name, lasting(press))
    yield
    for name, press in originals.items():
        setattr(Locator, name, press)


class Watch:
    """What went wrong on the pages of a context: errors of scripts, blocked content, missing files."""

    def __init__(self, context: "BrowserContext") -> None:
        self.faults: list[str] = []
        self.expected: tuple[str, ...] = ()
        self.used_up = False
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("requestfailed", self._failed)

    def _failed(self, request: "Request") -> None:
        """A request that failed. One that was left by going to the next page, or became a saved file, did not."""
        if "ERR_ABORTED" not in (request.failure or ""):
            self.faults.append(f"failed: {request.url}")

    def _console(self, message: "ConsoleMessage") -> None:
        if message.type == "error" or any(words in message.text for words in _SPEAKS_OF_POLICY):
            self.faults.append(f"{message.type}: {message.text}")

    def begin_anew(self) -> None:
        """Forget what one test has seen, for the next."""
        self.faults, self.expected = [], ()

    def unexpected(self) -> list[str]:
        """The faults that no test has said to expect (``watch.expected = ("404",)``)."""
        return [fault for fault in self.faults if not any(words in fault for words in self.expected)]


OpenPage = Callable[..., "Page"]


class Windows:
    """The browser's windows. What a test has left is emptied and lent again: a new one takes as long to make as five
    pages take to load. Those of another address, or without scripts, are kept apart.
    """

    def __init__(self, browser: "Browser") -> None:
        self.browser = browser
        self.free: dict[tuple[str, bool], list[Page]] = {}

    def take(self, address: str, *, scripts: bool) -> "Page":
        """An empty page in a context of its own; of earlier tests it holds no more than files of ours."""
        free = self.free.setdefault((address, scripts), [])
        if free:
            return free.pop()
        context = self.browser.new_context(
            base_url=address,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        page = context.new_page()
        page.watch = Watch(context)  # type: ignore[attr-defined]  # the test reads it
        return page

    def give_back(self, page: "Page", address: str, *, scripts: bool) -> None:
        """Empty the page for the next; where the browser itself was changed, or has more pages, end it."""
        if page.watch.used_up or page.context.pages != [page]:  # type: ignore[attr-defined]  # as above
            page.context.close()
            return
        from playwright.sync_api import Error

        page.unroute_all()
        try:
            page.wait_for_load_state()
            if scripts:
                if not page.url.startswith(address):
                    page.goto("/om/")  # what pages have kept is reached from a page of ours
                page.evaluate("localStorage.clear(); sessionStorage.clear()")
            page.goto("about:blank")
        except Error:  # the page was on its way to another
            page.context.close()
            return
        page.emulate_media(media="null", color_scheme="null", reduced_motion="reduce")
        page.context.clear_cookies()
        page.watch.begin_anew()  # type: ignore[attr-defined]  # as above
        self.free[address, scripts].append(page)


@pytest.fixture(scope="session")
def windows(chromium: "Browser") -> Windows:
    """The windows of the whole run."""
    return Windows(chromium)


@pytest.fixture
def open_page(live_server, windows: Windows) -> Iterator[OpenPage]:
    """``open_page(path, width=PHONE, scheme="dark", theme="2282", cookies={…})``: a page in a context of its own."""
    yield from pages_on(windows, live_server.url)


def pages_on(windows: Windows, address: str) -> Iterator[OpenPage]:
    """Yield what opens pages of the server at the address, each in a context of its own.

    After the test no script may have failed and nothing may have been blocked; ``page.watch.expected`` excepts.
    ``page.watch.used_up = True`` where a test changes the browser itself: nobody gets the page after it.
    """
    taken: list[tuple[Page, bool]] = []

    def make(
        path: str = "/",
        *,
        width: int = DESKTOP,
        scheme: str = "light",
        theme: str = "lan",
        cookies: dict[str, str] | None = None,
        scripts: bool = True,
    ) -> "Page":
        page = windows.take(address, scripts=scripts)
        taken.append((page, scripts))
        values = {"utseende": scheme, "tema": theme, **(cookies or {})}
        page.context.add_cookies([{"name": k, "value": v, "url": address} for k, v in values.items()])
        page.set_viewport_size({"width": width, "height": 900})
        page.set_default_timeout(10_000)
        page.goto(path)
        return page

    yield make
    faults = [fault for page, _ in taken for fault in page.watch.unexpected()]
    for page, scripts in taken:
        windows.give_back(page, address, scripts=scripts)
    assert faults == []


@pytest.fixture
def page(open_page: OpenPage) -> "Page":
    """The start page at 1280 px, for tests that go on from there."""
    return open_page("/")


def log_in(page: "Page", account: object) -> None:
    """Make the page's browser the account's, without the log-in form (which has its own tests)."""
    from django.test import Client

    client = Client()
    client.force_login(account)
    cookie = client.cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": page.url}])
    page.reload()


@cache
def _axe() -> str:
    """The program of axe. Read when the first page is checked: most runs check none."""
    from axe_playwright_python.base import AXE_SCRIPT

    return AXE_SCRIPT


# Only what is wrong is fetched: the whole answer, with all that was right, takes as long again as the check.
_RUN_AXE = """([part, options]) => axe.run(part ?? document, options).then((results) => results.violations
    .flatMap((fault) => fault.nodes.slice(0, 3).map((node) => `${fault.id} (${fault.impact}): ${fault.help}
    ${node.html.slice(0, 200)}\n    ${node.failureSummary}`)))"""


def assert_accessible(
    page: "Page", context: str | None = None, rules: Sequence[str] = (), *, styles: bool = False
) -> None:
    """axe finds nothing against WCAG 2.2 A and AA, nor against good practice.

    ``context`` limits the check to a part of the page (a selector), ``rules`` to some of axe's rules. ``styles``: also
    read the style sheets, of which one rule asks (no way of holding the device is locked out); they are those of all
    pages, so the gallery's test does it for all.
    """
    wanted = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": WCAG}
    page.wait_for_load_state()  # what a key has opened may still be on its way
    page.evaluate(_axe())
    options = {"runOnly": wanted, "resultTypes": ["violations"], "preload": styles}
    found = page.evaluate(_RUN_AXE, [context, options])
    assert found == [], "\n".join(found)


def assert_no_overflow(page: "Page") -> None:
    """The page is not wider than the window; what is wider scrolls within a region of its own."""
    excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert excess <= 0, f"{excess} px too wide: {_wide(page)}"


def assert_stands(page: "Page") -> None:
    """Nothing against accessibility; nothing outside the window of a phone, or of one who reads at 400 %."""
    assert_accessible(page)
    before = page.viewport_size or {"width": DESKTOP, "height": 900}
    for width in (PHONE, ZOOMED):
        page.set_viewport_size({"width": width, "height": 900})
        assert_no_overflow(page)
    page.set_viewport_size(before)


def assert_stands_and_stay(page: "Page") -> None:
    """As ``assert_stands`` at a desk's width, but the window stays narrow after a page, and wide after the next.

    For many pages one after the other: each is laid out three times, not four.
    """
    was_wide = (page.viewport_size or {})["width"] == DESKTOP
    if was_wide:
        assert_accessible(page)
    for width in (PHONE, ZOOMED) if was_wide else (ZOOMED, PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        assert_no_overflow(page)
    if not was_wide:
        assert_accessible(page)


def _wide(page: "Page") -> list[str]:
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest("[role=region], [popover]"))
            .map((e) => `${e.tagName.toLowerCase()}.${e.getAttribute("class") || ""}`).slice(0, 5)"""
    )


def assert_page_in_order(page: "Page") -> None:
    """One h1, a main part, a language, a title that begins with something: what every page has."""
    counts, title = page.evaluate(
        """() => [["h1", "main#innehall", "html[lang]"].map((part) => document.querySelectorAll(part).length),
            document.title]"""
    )
    assert counts == [1, 1, 1]
    assert not title.startswith("–")


def tab_to(page: "Page", text: str, *, presses: int = 80) -> None:
    """Press Tab until what has the focus carries the text; fails when it cannot be reached so."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        if text in focused(page):
            return
    raise AssertionError(f"no Tab stop says {text!r}")


def focused(page: "Page") -> str:
    """The text, label or name of what has the focus."""
    return page.evaluate(
        """() => { const e = document.activeElement;
            return [e.innerText, e.getAttribute("aria-label"), e.labels?.[0]?.innerText, e.value]
                .filter((t) => typeof t === "string" && t).join(" "); }"""
    )


def assert_focus_is_visible(page: "Page") -> None:
    """What has the focus is drawn with an outline or a shadow, and is within the window."""
    seen = page.evaluate(
        """async () => { await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
            const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
            const host = e.closest(".ds-field") ?? e, h = getComputedStyle(host);
            const drawn = [s, h].some((x) => (x.outlineStyle !== "none" && parseFloat(x.outlineWidth) > 0));
            return drawn && b.bottom > 0 && b.top < innerHeight; }"""
    )
    assert seen, f"the focus on {focused(page)!r} cannot be seen"


def wait_until(page: "Page", condition: str) -> None:
    """Wait at most ten seconds for a condition. Playwright's own wait evaluates a text, which our policy forbids."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not in ten seconds: {condition}")
