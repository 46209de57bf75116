"""No page without a part in its address asks the database more often when there is twice as much to show."""

from contextlib import suppress

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from gemensam.domains.admissions.models import Application, Choice
from gemensam.domains.catalogue.models import Offering
from gemensam.domains.guidance.models import Booking, GuidanceSlot, Method
from gemensam.foundation.access.roles import Role
from tests.plain_client import PlainClient
from tests.repository.doubling import double_everything
from tests.repository.sweep import ANONYMOUS, EXAMPLES, Address, addresses, reaches
from tests.repository.sweep_objects import PROVIDERS
from tests.repository.sweep_world import NOW, World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHO = (ANONYMOUS, Role.PUPIL, Role.GUARDIAN, Role.COUNSELLOR, Role.OFFICE_OFFICER)
GROWN = (Application, Choice, Offering, Booking, GuidanceSlot, Method)
FEW = {"/svarslage/": "asks for the terms of each round to come, of which there are two or three a year"}
CONTROL = "/utbildningar/"
ANSWERS = {200, 302, 404, 422}  # 422: the API, asked without the question's parts
Counts = dict[tuple[Role | None, str], int]


def list_pages() -> list[Address]:
    """Our own pages that are read and need nothing in their address, but for examples of how things look."""
    return [
        one
        for one in addresses(get_resolver().url_patterns)
        if one.ours and not one.parts and one.name not in EXAMPLES and "GET" in one.declaration.methods
    ]


def clients_of(world: World) -> dict[Role | None, PlainClient]:
    """Someone of each kind, whose session writes nothing more."""
    clients = {role: PlainClient() for role in WHO}
    for role, client in clients.items():
        if role is not ANONYMOUS:
            client.force_login(world.accounts[role])
        client.get("/om/")
    return clients


def asked(clients: dict[Role | None, PlainClient], pages: list[Address]) -> Counts:
    """How many questions each page asks, for each who reaches it; what is for everyone only by someone logged out."""
    counts: Counts = {}
    for role, client in clients.items():
        for page in pages:
            is_public = reaches(page.declaration, ANONYMOUS)
            if reaches(page.declaration, role) and is_public == (role is ANONYMOUS):
                with CaptureQueriesContext(connection) as queries:
                    response = client.get(page.path({}))
                assert response.status_code in ANSWERS, (role, page.route)
                counts[role, page.path({})] = len(queries)
    return counts


@override_settings(STAFF_NEEDS_SECOND_FACTOR=False)
@time_machine.travel(NOW, tick=False)
def test_list_page_with_twice_the_rows_asks_no_more_questions(monkeypatch):
    world = build()
    for provider in dict.fromkeys(PROVIDERS.values()):
        with suppress(IntegrityError), transaction.atomic():  # two of them make the same
            provider(world)
    pages = list_pages()
    control = [page for page in pages if page.path({}) == CONTROL]
    clients = clients_of(world)
    asked(clients, pages)  # what is read once, and what the first look writes down
    before, numbers = asked(clients, pages), [model.objects.count() for model in GROWN]
    with monkeypatch.context() as patch:
        _ask_for_each_row(patch)
        control_before = asked(clients, control)
    double_everything()
    grown = [model.objects.count() for model in GROWN]
    assert [new >= 1.5 * old > 0 for old, new in zip(numbers, grown, strict=True)] == [True] * len(GROWN), (
        grown
    )
    after = asked(clients, pages)
    more = {key: (before[key], number) for key, number in after.items() if number > before[key]}
    assert {key: counts for key, counts in more.items() if key[1] not in FEW} == {}
    with monkeypatch.context() as patch:
        _ask_for_each_row(patch)
        assert asked(clients, control)[ANONYMOUS, CONTROL] > control_before[ANONYMOUS, CONTROL]


def _ask_for_each_row(patch: pytest.MonkeyPatch) -> None:
    """A control: a list that asks once more for each of its rows is found."""
    original = Offering.from_db.__func__

    def asking(cls, *args: object) -> Offering:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return original(cls, *args)

    patch.setattr(Offering, "from_db", classmethod(asking))
