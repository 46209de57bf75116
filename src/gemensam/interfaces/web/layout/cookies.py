"""The cookies that the service sets, one line each. All are needed for what the visitor asks for.

Lag (2022:482) om elektronisk kommunikation 9 kap. 28 §: such cookies need no consent, but they are told of. A test
visits the pages and finds any other.
"""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gemensam.interfaces.web.layout.themes import SCHEME_COOKIE, THEME_COOKIE


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie: its name, what it is for, how long it stays, and when it is set."""

    name: str
    purpose: Promise
    stays: Promise
    when: Promise


_UNTIL_CLOSED = _("tills du stänger webbläsaren")
COOKIES: Final = (
    Cookie(
        settings.SESSION_COOKIE_NAME,
        _("Minns att du är inloggad."),
        _("tills du loggar ut eller stänger webbläsaren, högst 8 timmar"),
        _("när du loggar in"),
    ),
    Cookie(
        settings.CSRF_COOKIE_NAME,
        _("Skyddar formulär, så att ingen annan webbplats kan skicka något i ditt namn."),
        _("ett år"),
        _("på alla sidor"),
    ),
    Cookie(
        settings.LANGUAGE_COOKIE_NAME,
        _("Minns vilket språk du har valt."),
        _("ett år"),
        _("när du väljer språk"),
    ),
    Cookie(
        SCHEME_COOKIE,
        _("Minns om du vill ha ljust eller mörkt utseende."),
        _("ett år"),
        _("när du väljer utseende"),
    ),
    Cookie("messages", _("Bär en kvittens till nästa sida."), _UNTIL_CLOSED, _("när du har skickat något")),
)
ONLY_IN_DEMO: Final = frozenset({THEME_COOKIE})  # the gallery's choice of theme
