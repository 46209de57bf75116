"""Who is asking, and whether the page has said who may ask."""

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import ANONYMOUS, PermissionDenied
from gemensam.foundation.access.queries import actor_for
from gemensam.interfaces.web.layout.declarations import library_declaration
from gemensam.interfaces.web.layout.page import Audience, declared, refusal

Handler = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Sets ``request.actor``; keeps every page that was made for someone out of every cache."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = (
            actor_for(request.user, on=clock.today()) if request.user.is_authenticated else ANONYMOUS
        )
        response = self.get_response(request)
        if request.actor.account_id is not None:
            add_never_cache_headers(response)  # private, no-store
        return response


class UndeclaredViewError(Exception):
    """A view is reachable that has not said who may open it: a fault in the program, answered with 500."""


class DeclaredAccessMiddleware:
    """Refuses a view without an access declaration, and guards the libraries' views by our own table."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        """Refuse what is undeclared; our own views carry their guard themselves."""
        if declared(view) is not None:
            return None
        match = request.resolver_match
        assert match is not None  # a view is about to be called
        declaration = library_declaration(match.view_name)
        if declaration is None:
            raise UndeclaredViewError(match.view_name or match.route)
        if declaration.audience is Audience.CLOSED:
            raise Http404
        return refusal(declaration, request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal from a page, a query or a service with the same plain page.

        What a query or a service does not find for this actor is not there: hidden and absent look alike.
        """
        if isinstance(exception, PermissionDenied):
            return render(request, "layout/refused.html", status=403)
        if isinstance(exception, ObjectDoesNotExist):
            return render(request, "layout/not_found.html", status=404)
        return None
