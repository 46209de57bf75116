"""Django's test client, for tests that ask thousands of times and read nothing but the answer.

Django's own copies the context of every part of every page, which takes as long as to draw the page.
"""

from typing import Any

from django.http import HttpResponseBase
from django.test import Client


class PlainClient(Client):
    """Asks as ``Client(raise_request_exception=False)`` does; the answer has no ``context`` and no ``templates``."""

    def request(self, **request: Any) -> HttpResponseBase:  # type: ignore[override]  # nothing more than the answer
        response = self.handler(self._base_environ(**request))
        if response.cookies:
            self.cookies.update(response.cookies)
        return response
