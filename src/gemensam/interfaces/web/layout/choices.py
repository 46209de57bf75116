"""The visitor's own choices that need no account: language and appearance."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from gemensam.foundation.access import clock
from gemensam.foundation.directory.services.choose_locale import choose_locale
from gemensam.interfaces.web.layout.language import SESSION_KEY
from gemensam.interfaces.web.layout.page import public_page
from gemensam.interfaces.web.layout.themes import SCHEME_COOKIE, SCHEMES

_A_YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the visitor came from, never to another site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if safe else "/")


def _remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_A_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


@public_page
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or auto; anything else is ignored."""
    response = _back(request)
    chosen = request.POST.get("scheme")
    if chosen in SCHEMES:
        _remember(response, SCHEME_COOKIE, chosen)
    return response


@public_page
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language, with the account of who is logged in; what the service does not speak is ignored."""
    response = _back(request)
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
        if request.actor.account_id is not None:
            request.session[SESSION_KEY] = chosen
            choose_locale(actor=request.actor, locale=chosen, at=clock.now())
    return response
