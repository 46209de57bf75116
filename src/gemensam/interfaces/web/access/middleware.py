"""Limits of a log-in: how long it lasts, and that staff have a second factor."""

import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gemensam.foundation.accounts.queries import has_second_factor
from gemensam.interfaces.web.access.e_id import STRONG_SIGN_IN
from gemensam.interfaces.web.access.trail import SECOND_FACTOR_SEEN

Handler = Callable[[HttpRequest], HttpResponse]
BEGAN, SEEN = "session_began", "session_seen"  # session keys: seconds since 1970
NOTE_SECONDS = 60  # how often "seen" is written: not a write per request

WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_logout", "account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
        "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
        "choose_appearance", "choose_language", "about", "accessibility", "licences",
    }
)  # fmt: skip


def note_beginning(request: HttpRequest) -> None:
    """Write down when the log-in began, in the request that logs in: the next one then writes nothing."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())


class SessionLimitMiddleware:
    """Ends a log-in that has been idle for SESSION_IDLE_SECONDS or has lasted SESSION_COOKIE_AGE."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.setdefault(BEGAN, now)
            seen = request.session.setdefault(SEEN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - began > settings.SESSION_COOKIE_AGE:
                get_adapter().logout(request)
                messages.info(request, _("Du loggades ut för att du inte hade gjort något på en stund."))
            elif now - seen >= NOTE_SECONDS:
                request.session[SEEN] = now
        return self.get_response(request)


class SecondFactorMiddleware:
    """Leads staff without a second factor to set one up, before anything else."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Answer with the way to the second factor, or let the request go on."""
        if not (settings.STAFF_NEEDS_SECOND_FACTOR and request.actor.is_staff()):
            return None
        if request.session.get(STRONG_SIGN_IN) or request.session.get(SECOND_FACTOR_SEEN):
            return None
        assert request.resolver_match is not None  # a view is about to be called
        if request.resolver_match.view_name in WITHOUT_SECOND_FACTOR:
            return None
        if has_second_factor(request.actor.account_id):
            request.session[SECOND_FACTOR_SEEN] = True
            return None
        return redirect("mfa_index")
