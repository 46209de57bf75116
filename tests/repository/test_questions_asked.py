"""No page asks the database more often when there is twice as much to show."""

import re
from contextlib import suppress
from itertools import product

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
from tests.repository.sweep import ANONYMOUS, EXAMPLES, Address, Provider, Thing, addresses, reaches
from tests.repository.sweep_objects import PROVIDERS
from tests.repository.sweep_world import NOW, Near, World, build

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHO = (ANONYMOUS, Role.PUPIL, Role.GUARDIAN, Role.COUNSELLOR, Role.OFFICE_OFFICER)
GROWN = (Application, Choice, Offering, Booking, GuidanceSlot, Method)
# The terms of each round to come, of which there are two or three a year; the round before, where there is one.
FEW = re.compile(r"^/svarslage/$|^/antagning/[0-9a-f-]{36}/(utfall/)?$")
CONTROL = "/utbildningar/"
ANSWERS = {200, 302, 404, 422}  # 422: the API, asked without the question's parts
Visits = list[tuple[Role | None, str]]
Counts = dict[tuple[Role | None, str], int]


def read_pages() -> list[Address]:
    """Our own pages that are read, but for examples of how things look."""
    patterns = get_resolver().url_patterns
    pages = [one for one in addresses(patterns) if one.ours and one.name not in EXAMPLES]
    return [one for one in pages if "GET" in one.declaration.methods]


def things_made(world: World) -> dict[Provider, list[Thing]]:
    """The objects of all addresses; where two providers make the same, those of the first."""
    made: dict[Provider, list[Thing]] = {}
    for provider in dict.fromkeys(PROVIDERS.values()):
        with suppress(IntegrityError), transaction.atomic():
            made[provider] = provider(world)
    return made


def visits(pages: list[Address], made: dict[Provider, list[Thing]]) -> Visits:
    """Every page once for each who reaches it, of the first object that they may read; what is for everyone only by
    someone logged out.
    """
    found = []
    for role, page in product(WHO, pages):
        is_public = reaches(page.declaration, ANONYMOUS)
        if not reaches(page.declaration, role) or is_public != (role is ANONYMOUS):
            continue
        provider = PROVIDERS.get(page.name) or PROVIDERS.get(",".join(page.parts))
        things = made.get(provider, []) if page.parts else [Thing(Near.OWN, {})]
        readable = [one for one in things if one.readers is None or role in one.readers]
        found += [(role, page.path(one.values)) for one in readable[:1]]
    return found


def clients_of(world: World) -> dict[Role | None, PlainClient]:
    """Someone of each kind, whose session writes nothing more."""
    clients = {role: PlainClient() for role in WHO}
    for role, client in clients.items():
        if role is not ANONYMOUS:
            client.force_login(world.accounts[role])
        client.get("/om/")
    return clients


def asked(clients: dict[Role | None, PlainClient], visited: Visits) -> Counts:
    """How many questions each page asks. That it was read is not kept: my data would then have more to tell."""
    counts: Counts = {}
    for role, path in visited:
        with transaction.atomic():
            with CaptureQueriesContext(connection) as queries:
                response = clients[role].get(path)
            transaction.set_rollback(True)
        assert response.status_code in ANSWERS, (role, path)
        counts[role, path] = len(queries)
    return counts


@override_settings(STAFF_NEEDS_SECOND_FACTOR=False)
@time_machine.travel(NOW, tick=False)
def test_page_with_twice_the_rows_asks_no_more_questions(monkeypatch):
    world = build()
    pages = visits(read_pages(), things_made(world))
    control = [(ANONYMOUS, CONTROL)]
    clients = clients_of(world)
    asked(clients, pages)  # what is read once, and what the first look writes down
    before, numbers = asked(clients, pages), [model.objects.count() for model in GROWN]
    with monkeypatch.context() as patch:
        _ask_for_each_row(patch)
        control_before = asked(clients, control)
    assert len(before) >= 150  # pages with an object in their address among them
    double_everything()
    grown = [model.objects.count() for model in GROWN]
    assert [new >= 1.5 * old > 0 for old, new in zip(numbers, grown, strict=True)] == [True] * len(GROWN), (
        grown
    )
    after = asked(clients, pages)
    more = {key: (before[key], number) for key, number in after.items() if number > before[key]}
    assert {key: counts for key, counts in more.items() if not FEW.search(key[1])} == {}
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
