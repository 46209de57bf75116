"""The access declarations of pages, and the middleware that refuses a page without one."""

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import get_resolver, path

from gemensam.foundation.access.actors import ANONYMOUS, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.web.layout.page import (
    Audience,
    declared,
    missing_is_404,
    page,
    public_action,
    public_page,
    signed_in_action,
    signed_in_page,
)

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def status(guarded: object, actor: object, method: str = "GET") -> int | str:
    request = RequestFactory().generic(method, "/x?y=1")
    request.actor = actor
    try:
        answer = guarded(request)
    except PermissionDenied as denied:
        return f"denied {denied.permission}"
    return answer["Location"] if answer.status_code == 302 else answer.status_code


@pytest.mark.django_db
def test_page_for_each_kind_of_actor_lets_in_those_declared(actor_with):
    officer, pupil = actor_with(Role.OFFICE_OFFICER), actor_with(Role.PUPIL)
    guarded = page(Permission.ROUND_RUN, Permission.ROUND_HALT)(view)
    assert status(guarded, officer) == 200
    assert status(guarded, pupil) == "denied round.halt"
    assert status(guarded, ANONYMOUS) == "/konto/login/?next=/x%3Fy%3D1"
    assert status(guarded, ANONYMOUS, "POST") == "/konto/login/?next=/"
    assert status(signed_in_page(view), pupil) == 200
    assert status(signed_in_page(view), ANONYMOUS) == "/konto/login/?next=/x%3Fy%3D1"
    assert status(public_page(view), ANONYMOUS) == 200


@pytest.mark.django_db
def test_page_with_each_method_allows_only_those_declared(actor_with):
    officer = actor_with(Role.OFFICE_OFFICER)

    def allowed(guarded: object) -> list[str]:
        return [method for method in METHODS if status(guarded, officer, method) != 405]

    assert allowed(page(Permission.ROUND_RUN)(view)) == ["GET", "HEAD", "POST"]
    assert allowed(page(Permission.ROUND_RUN, methods=("POST",))(view)) == ["POST"]
    assert allowed(public_page(view)) == ["GET", "HEAD", "POST"]
    assert allowed(signed_in_action(view)) == ["POST"]
    assert allowed(public_action(view)) == ["POST"]


def test_page_without_permission_is_a_mistake():
    with pytest.raises(ValueError, match="at least one"):
        page()


def test_declared_reads_the_declaration_and_the_name_is_kept():
    guarded = page(Permission.AUDIT_READ)(view)
    assert declared(guarded).audience is Audience.PERMISSION
    assert declared(guarded).permissions == {Permission.AUDIT_READ}
    assert guarded.__name__ == "view"
    assert declared(view) is None


def test_missing_is_404_turns_absent_into_404():
    from gemensam.foundation.access.models import Account

    with pytest.raises(Http404), missing_is_404():
        raise Account.DoesNotExist


def denies(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied(Permission.AUDIT_READ)


def misses(request: HttpRequest) -> HttpResponse:
    from gemensam.foundation.access.models import Account

    raise Account.DoesNotExist


urlpatterns = [
    path("undeclared", view, name="undeclared"),
    path("nameless", view),
    path("denies", public_page(denies), name="denies"),
    path("misses", public_page(misses), name="misses"),
    path("closed", view, name="account_signup"),
    path("library", view, name="account_change_password"),
    *get_resolver().url_patterns,
]
handler404 = "gemensam.interfaces.web.layout.errors.not_found"
handler500 = "gemensam.interfaces.web.layout.errors.broken"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/undeclared", 500), ("/nameless", 500), ("/denies", 403), ("/misses", 404), ("/closed", 404),
        ("/library", 302), ("/konto/login/", 200),
    ],
)  # fmt: skip
def test_server_for_each_kind_of_view_answers_as_declared(client: Client, address: str, expected: int):
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == expected
    if expected == 500:
        assert b"ok" not in answer.content
