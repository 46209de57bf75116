"""Django's test client, for tests that ask thousands of times and read nothing but the answer.

Django's own copies the context of every part of every page, which takes as long as to draw the page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime
from typing import Any

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.test import Client

from gemensam.foundation.access.models import Account
from gemensam.interfaces.web.access.middleware import BEGAN, SEEN
from gemensam.interfaces.web.layout import errors, middleware


class PlainClient(Client):
    """Asks as ``Client(raise_request_exception=False)`` does; the answer has no ``context`` and no ``templates``."""

    def request(self, **request: Any) -> HttpResponseBase:  # type: ignore[override]  # nothing more than the answer
        response = self.handler(self._base_environ(**request))
        if response.cookies:
            self.cookies.update(response.cookies)
        return response


def logged_in(account: Account, at: datetime) -> PlainClient:
    """A client of someone who has had a first page at that time, so that the next ones write nothing of it."""
    client = PlainClient()
    client.force_login(account)
    session = client.session
    session.update({BEGAN: int(at.timestamp()), SEEN: int(at.timestamp())})
    session.save()
    return client


@contextmanager
def nothing_twice() -> Iterator[None]:
    """What is the same in ten thousand requests of some tens of accounts is done once, not with each.

    For tests in which accounts, grants and log-ins stay as they are: who asks is read once, and a page of refusal,
    which is given nothing but the request, is drawn once for each account.
    """
    drawn: dict[tuple[object, str], bytes] = {}

    def drawn_once(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
        """As ``render`` with a template alone; whoever gives it a context more has to think again."""
        key = (request.user.pk, template)
        if key not in drawn:
            drawn[key] = render(request, template, status=status).content
        return HttpResponse(drawn[key], status=status)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(errors, "render", drawn_once)
        patch.setattr(middleware, "render", drawn_once)
        patch.setattr(
            middleware, "actor_for", _once(middleware.actor_for, lambda account, on: (account.pk, on))
        )
        session = _once(SessionStore._get_session_from_db, lambda store: store.session_key)
        patch.setattr(SessionStore, "_get_session_from_db", session)
        user = _once(AuthenticationBackend.get_user, lambda backend, user_id: user_id)
        patch.setattr(AuthenticationBackend, "get_user", user)
        patch.setattr(BaseHandler, "resolve_request", _resolved_once(BaseHandler.resolve_request))
        patch.setattr("django.core.handlers.base.log_response", lambda *arguments, **named: None)
        yield


def _resolved_once(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """The view of a path, which the handler also notes on the request; looked for once."""
    known: dict[tuple[str, str], Any] = {}

    def answer(handler: BaseHandler, request: HttpRequest) -> Any:
        key = (settings.ROOT_URLCONF, request.path_info)
        if key not in known:
            known[key] = resolve(handler, request)
        request.resolver_match = known[key]
        return known[key]

    return answer


def _once(function: Callable[..., Any], key_of: Callable[..., object]) -> Callable[..., Any]:
    """The function, asked once for each key; everyone gets a copy."""
    known: dict[object, Any] = {}

    def answer(*arguments: Any, **named: Any) -> Any:
        key = key_of(*arguments, **named)
        if key not in known:
            known[key] = function(*arguments, **named)
        return copy(known[key])

    return answer
