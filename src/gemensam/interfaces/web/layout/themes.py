"""The look: one theme per municipality, one for the county; light, dark, or as the computer is set."""

from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.queries import municipality_code_of

THEMES = ("lan", "2260", "2262", "2280", "2281", "2282", "2283", "2284")
SCHEMES = ("auto", "light", "dark")
SCHEME_COOKIE = "utseende"
THEME_COOKIE = "tema"


def scheme_of(request: HttpRequest) -> str:
    """Light, dark or auto: the visitor's own choice, kept in a cookie."""
    chosen = request.COOKIES.get(SCHEME_COOKIE, "")
    return chosen if chosen in SCHEMES else "auto"


def theme_of(request: HttpRequest, actor: Actor) -> str:
    """The theme's name: a demo visitor's choice, else the reader's municipality's, else the installation's."""
    if settings.DEMO or settings.DEBUG:
        chosen = request.COOKIES.get(THEME_COOKIE, "")
        if chosen in THEMES:
            return chosen
    codes = {_municipality(grant.organisation_id) for grant in actor.grants if grant.organisation_id}
    code = codes.pop() if len(codes) == 1 else ""  # someone who works for several wears the county's
    return code if code in THEMES else settings.DEFAULT_THEME


@lru_cache(maxsize=10_000)
def _municipality(organisation_id: UUID) -> str:
    """Asked once per process: an organisation does not move while the server runs."""
    return municipality_code_of(organisation_id)
