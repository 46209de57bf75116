"""Every address × method × role × object does what is declared, and shows no protected person.

The first tests are the negative controls: they show that the sweep sees what it is there to see.
"""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver, path

from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.access.roles import Role
from gemensam.interfaces.web.layout.declarations import LIBRARY_VIEWS
from gemensam.interfaces.web.layout.page import Audience, Declaration, page, public_page
from tests.interfaces.web.layout.test_weight import MOST, weights
from tests.plain_client import PlainClient, logged_in, nothing_twice
from tests.repository.sweep import WHO, Address, Thing, addresses, reaches, sweep, things_for
from tests.repository.sweep_objects import PROVIDERS
from tests.repository.sweep_world import CANARY_FAMILY, NOW, Near, World, build

ALL = sorted(addresses(get_resolver().url_patterns), key=lambda address: address.route)
Clients = dict[Role | None, Client]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The county, made once for all addresses and taken away again."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World) -> Clients:
    """Someone logged in for each role, and someone who is not."""
    return {role: logged_in(world.accounts[role], NOW) if role else PlainClient() for role in WHO}


@pytest.fixture(scope="module")
def _nothing_twice(clients: Clients) -> Iterator[None]:
    """Each request of the sweep is undone, so everyone is who they were."""
    with nothing_twice():
        yield


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name or address.route)
@pytest.mark.usefixtures("_nothing_twice")
@override_settings(STAFF_NEEDS_SECOND_FACTOR=False)
def test_address_for_everyone_and_everything_does_what_is_declared(
    address: Address, world: World, clients: Clients
):
    assert address.declaration is not None, (
        f"{address.route} does not say who may open it: see layout/page.py"
    )
    with transaction.atomic():
        found = sweep(address, things_for(address, PROVIDERS, world), clients)
        transaction.set_rollback(True)
    assert found == [], "\n".join(found)


@override_settings(STAFF_NEEDS_SECOND_FACTOR=False)
def test_first_load_of_every_page_of_one_thing_is_light(world: World, clients: Clients):
    """An offering, a step of the application, a result, a reply, a booking …, as those who meet them get them."""
    found: dict[str, int] = {}
    for role in (None, Role.PUPIL, Role.GUARDIAN):
        paths = {}
        for address in ALL:
            if not (
                address.ours and address.parts and address.declaration and reaches(address.declaration, role)
            ):
                continue
            with transaction.atomic():
                for thing in things_for(address, PROVIDERS, world):
                    if thing.readers is None or role in thing.readers:
                        paths[address.path(thing.values)] = address.name
                weighed = weights(
                    clients[role], [path for path, name in paths.items() if name == address.name]
                )
                transaction.set_rollback(True)
            found |= {address.name: max(weighed.values())} if weighed else {}
    few = {"offering", "application_contact", "application_choices", "application_question", "application_review",
           "application_receipt", "ward_application", "my_result", "guidance_book"}  # fmt: skip
    assert few - set(found) == set()
    assert {name: size for name, size in found.items() if size > MOST} == {}


def test_library_declarations_name_views_that_exist():
    names = {address.name for address in ALL}
    assert set(LIBRARY_VIEWS) - names == set()


@page(Permission.ROUND_READ)
def guarded(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open to the world")


def without_guard(request: HttpRequest) -> HttpResponse:
    return HttpResponse("says it is guarded, and is not")


without_guard.access = Declaration(Audience.PERMISSION, frozenset({Permission.ROUND_READ}))


@public_page
def shows_protected(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"Sökande: {CANARY_FAMILY.upper()}")


@page(Permission.APPLICANT_READ)
def forgets_the_object(request: HttpRequest, application_id: str) -> HttpResponse:
    return HttpResponse("anyone's")


@public_page
def leads_astray(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<a href="/guarded?a=1">In here</a> <a href="/finns-inte">Nowhere</a>')


CONTROLS = [
    path("guarded", guarded, name="guarded"),
    path("undeclared", undeclared, name="undeclared"),
    path("without-guard", without_guard, name="without_guard"),
    path("shows-protected", shows_protected, name="shows_protected"),
    path("leads-astray", leads_astray, name="leads_astray"),
    path("forgets/<uuid:application_id>", forgets_the_object, name="forgets"),
]
urlpatterns = [*get_resolver().url_patterns, *CONTROLS]  # the application with the controls in it


def control(name: str, world: World, clients: Clients) -> list[str]:
    """What the sweep says of one of the views above."""
    address = next(found for found in addresses(CONTROLS) if found.name == name)
    things = things_for(address, PROVIDERS, world)
    with override_settings(ROOT_URLCONF=__name__, STAFF_NEEDS_SECOND_FACTOR=False):
        return sweep(address, things, clients)


def test_sweep_of_a_guarded_view_finds_nothing(world: World, clients: Clients):
    assert control("guarded", world, clients) == []


def test_sweep_of_a_view_whose_guard_is_missing_finds_those_who_come_in(world: World, clients: Clients):
    found = control("without_guard", world, clients)
    assert "GET without_guard as anonymous on own: wanted login, got allowed" in found
    assert "POST without_guard as pupil on own: wanted refused, got allowed" in found
    assert not any("as auditor" in line and "GET" in line for line in found)


def test_sweep_of_an_undeclared_view_has_no_declaration_and_the_server_refuses(
    world: World, clients: Clients
):
    address = next(found for found in addresses(CONTROLS) if found.name == "undeclared")
    assert address.declaration is None
    with override_settings(ROOT_URLCONF=__name__):
        answer = clients[Role.OFFICE_OFFICER].get("/undeclared")
    assert answer.status_code == 500
    assert "open to the world" not in answer.content.decode()


def test_sweep_of_a_view_that_shows_a_protected_person_finds_it(world: World, clients: Clients):
    found = control("shows_protected", world, clients)
    assert f"GET shows_protected as pupil on own: shows a protected person ({CANARY_FAMILY})" in found
    assert not any(
        "as office_officer" in line and "shows" in line for line in found if "protected person" in line
    )


def test_sweep_of_a_view_that_leads_where_the_role_is_refused_finds_it(world: World, clients: Clients):
    found = control("leads_astray", world, clients)
    assert "GET leads_astray as pupil on own: leads to /guarded, which is refused" in found
    assert not any("as auditor" in line or "as anonymous" in line for line in found)


def test_sweep_of_a_view_that_forgets_the_object_finds_it(world: World, clients: Clients):
    found = control("forgets", world, clients)
    assert "GET forgets as counsellor on other: wanted refused, got allowed" in found
    assert "GET forgets as office_approver on protected person: wanted refused, got allowed" in found
    assert "GET forgets as counsellor on own: wanted refused, got allowed" not in found


def test_things_for_an_address_that_nobody_has_objects_for_raises(world: World):
    address = Address("x/<uuid:unknown_id>", "x", ("unknown_id",), Declaration(Audience.EVERYONE), True)
    with pytest.raises(KeyError, match="unknown_id"):
        things_for(address, PROVIDERS, world)


def test_address_path_fills_in_every_part():
    address = Address("a/<uuid:one>/b/<two>", "x", ("one", "two"), None, True)
    assert address.path({"one": 1, "two": "z"}) == "/a/1/b/z"
    assert Thing(Near.OWN, {}).readers is None
