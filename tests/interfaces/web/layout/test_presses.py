"""A click of the browser tests ends when the page that it leads to is there (tests/browser.py)."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.slow]
PIECES = (b"<!doctype html><title>Late</title><p>Begins</p>", b"<p>Ends</p>")


class Late(BaseHTTPRequestHandler):
    """The start page leads to one whose second half comes later."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        if self.path != "/late":
            self.wfile.write(b'<!doctype html><title>First</title><a href="/late">Go</a>')
            return
        for piece in PIECES:
            self.wfile.write(piece.ljust(4096))
            self.wfile.flush()
            time.sleep(0.5)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Late)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_click_ends_when_the_next_page_has_loaded_and_without_our_wait_before(chromium, address: str):
    from playwright.sync_api import Locator

    page = chromium.new_page()
    shown = []
    for click in (Locator.click, Locator.click.__wrapped__):
        page.goto(address)
        click(page.get_by_role("link", name="Go"))
        shown.append(page.get_by_text("Ends").is_visible())
    page.close()
    assert shown == [True, False]
