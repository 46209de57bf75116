"""How a view declares who may open it. A view without a declaration is refused (see middleware)."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.declaration import READ, READ_AND_SEND, Audience, Declaration
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.kept_words import logged_out

View = Callable[..., HttpResponse]


def declared(view: View) -> Declaration | None:
    """The view's declaration, or None when it has none."""
    return getattr(view, "access", None)


def lets_in(declaration: Declaration, actor: Actor) -> bool:
    """Whether someone who is logged in may come in, before any object is looked at."""
    if declaration.audience is not Audience.PERMISSION:
        return True
    return any(actor.has(permission) for permission in declaration.permissions)


def refusal(declaration: Declaration, request: HttpRequest) -> HttpResponse | None:
    """What to answer instead of the view, or None when the request may go on.

    Someone logged out is led to the log-in page. Raises PermissionDenied for someone who may not.
    """
    actor = request.actor
    if declaration.audience is not Audience.EVERYONE and actor.account_id is None:
        return redirect_to_login(request.get_full_path()) if request.method in READ else logged_out(request)
    if not lets_in(declaration, actor):
        raise PermissionDenied(min(declaration.permissions))
    if request.method not in declaration.methods:
        return HttpResponseNotAllowed(declaration.methods)
    return None


def _guarded(declaration: Declaration, view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = refusal(declaration, request)
        return answer if answer is not None else view(request, *args, **kwargs)

    guarded.access = declaration  # type: ignore[attr-defined]  # functions take attributes
    return guarded


def page(*permissions: Permission, methods: Iterable[str] = READ_AND_SEND) -> Callable[[View], View]:
    """Only for those who hold one of the permissions; the object is judged by the query or the service."""
    if not permissions:
        raise ValueError("page() needs at least one permission; see signed_in_page and public_page")
    declaration = Declaration(Audience.PERMISSION, frozenset(permissions), tuple(methods))
    return lambda view: _guarded(declaration, view)


def signed_in_page(view: View) -> View:
    """For everyone who is logged in, whatever their role."""
    return _guarded(Declaration(Audience.SIGNED_IN), view)


def signed_in_action(view: View) -> View:
    """The same, for what is sent and never read: only POST."""
    return _guarded(Declaration(Audience.SIGNED_IN, methods=("POST",)), view)


def public_page(view: View) -> View:
    """For everyone, logged in or not."""
    return _guarded(Declaration(Audience.EVERYONE), view)


def public_action(view: View) -> View:
    """The same, for what is sent and never read: only POST."""
    return _guarded(Declaration(Audience.EVERYONE, methods=("POST",)), view)


@contextmanager
def missing_is_404() -> Iterator[None]:
    """Answer 404 when a query or a service finds no such object for this actor: hidden or absent."""
    try:
        yield
    except ObjectDoesNotExist as missing:
        raise Http404 from missing
