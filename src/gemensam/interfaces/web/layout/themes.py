"""The look: one theme per municipality, one for the county; light, dark, or as the computer is set."""

from django.conf import settings
from django.http import HttpRequest

from gemensam.foundation.access.actors import Actor

THEMES = ("lan", "2260", "2262", "2280", "2281", "2282", "2283", "2284")
SCHEMES = ("auto", "light", "dark")
SCHEME_COOKIE = "utseende"
THEME_COOKIE = "tema"


def scheme_of(request: HttpRequest) -> str:
    """Light, dark or auto: the visitor's own choice, kept in a cookie."""
    chosen = request.COOKIES.get(SCHEME_COOKIE, "")
    return chosen if chosen in SCHEMES else "auto"


def theme_of(request: HttpRequest, actor: Actor) -> str:
    """The theme's name: a demo visitor's choice, else the installation's."""
    chosen = request.COOKIES.get(THEME_COOKIE, "") if settings.DEMO or settings.DEBUG else ""
    return chosen if chosen in THEMES else settings.DEFAULT_THEME
