"""The page's language: Swedish, unless the visitor has chosen another, or easy Swedish.

Easy Swedish (``sv-simple``, a variant in the register of language tags) has a catalogue of its own, which holds what is
said more easily; everything else falls back to the Swedish of the page.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from gemensam.foundation.directory.queries import own_locale

SESSION_KEY = "sprak"


class ChosenLanguageMiddleware:
    """Follows the visitor's own choice. The browser's setting is not a choice of this service's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.LANGUAGE_CODE = chosen_language(request)
        with translation.override(request.LANGUAGE_CODE):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def chosen_language(request: HttpRequest) -> str:
    """The account's choice where one is logged in and has one, else the browser's cookie, else Swedish."""
    kept = request.session.get(SESSION_KEY, "") if settings.SESSION_COOKIE_NAME in request.COOKIES else ""
    for code in (kept, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")):
        if code in dict(settings.LANGUAGES):
            return code
    return settings.LANGUAGE_CODE


def _fetch_choice(request: HttpRequest, user: Any, **_: object) -> None:
    """At log-in: what the person chose last. Swedish is also what nobody has chosen, so it leaves the cookie be."""
    locale = own_locale(user.person_id)
    if locale in dict(settings.LANGUAGES) and locale != settings.LANGUAGE_CODE:
        request.session[SESSION_KEY] = locale


def connect() -> None:
    """Listen to log-ins. Twice is once."""
    user_logged_in.connect(_fetch_choice, dispatch_uid="gemensam.language_choice")
