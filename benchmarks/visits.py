"""Processor time of the visits on the day of results, with a whole country's applicants in PostgreSQL.

    .venv/bin/python benchmarks/visits.py [--applicants 130000] [--visits 100]

Starts a PostgreSQL of its own, fills it, and sends requests through the application as the web server does: log-in with a
password, the result, the reply. Prints processor time (of the application, and of PostgreSQL) and database queries per
visit, visits per second and core, and the cores that the peaks of reliability.md §5.2 need at 60 % use. Processor time
does not depend on what else the machine does; wall time does, and is not printed.
"""

import argparse
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the tests know how to start a PostgreSQL and to make a small round
PASSWORD = "ett-langt-losenord-som-alla-har"
TICK = os.sysconf("SC_CLK_TCK")
USE = 0.6  # of a core, at most
PEAKS = (("Västernorrland", 2.3, 11), ("GR", 10.8, 54), ("Stockholm", 25, 125), ("Sweden", 108, 542))

if TYPE_CHECKING:
    from tests.factories.small_replies import SmallReplies
    from tests.postgres import Postgres


@dataclass(frozen=True)
class Cost:
    """Of one visit: milliseconds of the application and of PostgreSQL, and database queries."""

    app: float
    database: float
    queries: float

    @property
    def both(self) -> float:
        """Milliseconds of processor time in all."""
        return self.app + self.database


def main() -> int:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--applicants", type=int, default=130_000)
    parser.add_argument("--visits", type=int, default=100)
    args = parser.parse_args()
    from tests.postgres import Postgres

    server = Postgres().start()
    os.environ.update(server.environment)
    os.environ.update({"DJANGO_SETTINGS_MODULE": "gemensam.config.settings", "GEMENSAM_DEMO": "1"})
    os.environ["GEMENSAM_EMAIL_URL"] = "dummymail://"
    os.environ["GEMENSAM_DATA"] = str(server.folder / "files")
    import django

    django.setup()
    import time_machine
    from django.core.management import call_command

    from tests.factories.small_replies import SHOWN

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with time_machine.travel(SHOWN + timedelta(hours=1)):
        filled = fill(args.applicants)
        print(
            f"{args.applicants} applicants with account, application, 3 choices, result page and reply: {filled}\n"
        )
        show(measure(server, args.visits, args.applicants))
    server.stop()
    return 0


def fill(number: int, *, queue: int = 0) -> str:
    """One applicant as the services make one, and as many more by copying the rows.

    ``queue``: as many more stand in the queues of another applicant, who has an account too.
    """
    from django.conf import settings
    from django.db import connection

    from tests.factories.small_replies import make_small_replies

    settings.DEMO_CLOCK_FILE = Path("/nonexistent")
    made: SmallReplies = make_small_replies()
    _copy_first(made, number)
    if queue:
        _fill_queue(made, queue)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return str(cursor.fetchone()[0])


def _copy_first(made: "SmallReplies", number: int) -> None:
    """The first applicant and everything of hers, as many times."""
    from gemensam.domains.admissions import models as admissions
    from gemensam.domains.replies.models import Reply
    from gemensam.foundation.access.models import Account, RoleGrant
    from gemensam.foundation.access.roles import Role
    from gemensam.foundation.directory.models import Person

    application = made.application(0)
    account = Account.objects.create_user(
        "p0@example.invalid", PASSWORD, display_name="Elev", person_id=application.person_id
    )
    grant = RoleGrant.objects.create(account=account, role=Role.PUPIL.value, starts="2020-01-01")
    person, own = id_of("person"), id_of("application")
    none = "NULL"
    copy(
        Person,
        application.person_id,
        number,
        id=person,
        civic_no=none,
        civic_no_index=none,
        civic_no_type="''",
    )
    copy(
        Account,
        account.pk,
        number,
        id=id_of("account"),
        person_id=person,
        email="'p' || g || '@example.invalid'",
    )
    copy(RoleGrant, grant.pk, number, account_id=id_of("account"), id=id_of("grant"))
    copy(admissions.Application, application.pk, number, id=own, person_id=person, reference="'B' || g")
    for model in (admissions.Choice, admissions.Placement, admissions.ResultPage):
        for row in model.objects.filter(application=application):
            copy(model, row.pk, number, application_id=own, id=id_of(model.__name__))
    reply = Reply.objects.get(application=application)
    copy(Reply, reply.pk, number, id=id_of("reply"), application_id=own)


def _fill_queue(made: "SmallReplies", number: int) -> None:
    """The one who stands in two queues, and those who stand there too."""
    from gemensam.domains.admissions import models as admissions
    from gemensam.domains.replies.models import Reply
    from gemensam.foundation.access.models import Account, RoleGrant
    from gemensam.foundation.access.roles import Role
    from gemensam.foundation.directory.models import Person

    first = made.application(4)
    account = Account.objects.create_user(
        "r0@example.invalid", PASSWORD, display_name="Elev", person_id=first.person_id
    )
    RoleGrant.objects.create(account=account, role=Role.PUPIL.value, starts="2020-01-01")
    person, own = id_of("reserve"), id_of("reserve application")
    plain = {"civic_no": "NULL", "civic_no_index": "NULL", "civic_no_type": "''"}
    copy(Person, first.person_id, number, id=person, **plain)
    copy(admissions.Application, first.pk, number, id=own, person_id=person, reference="'R' || g")
    for row in admissions.Placement.objects.filter(application=first, status="reserve"):
        copy(admissions.Placement, row.pk, number, application_id=own, reserve_position="10 + g")
    reply = Reply.objects.get(application=first)
    copy(Reply, reply.pk, number, id=id_of("reserve reply"), application_id=own)


def id_of(name: str) -> str:
    """An id for each copy, the same for every table that names it."""
    return f"md5('{name}' || g)::uuid"


def copy(model: Any, pk: object, number: int, **values: str) -> None:
    """Copy a row, with some of the columns as expressions of the copy's number g. Keys are new."""
    from django.db import connection

    columns, sources = [], []
    for field in model._meta.concrete_fields:
        if field.primary_key and field.get_internal_type().endswith("AutoField"):
            continue
        if field.primary_key and field.get_internal_type() == "UUIDField":
            values.setdefault("id", id_of(f"{model.__name__} {pk}"))
        columns.append(f'"{field.column}"')
        sources.append(values.get(field.attname, f't."{field.column}"'))
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({", ".join(columns)}) SELECT {", ".join(sources)} '
            f'FROM "{table}" t, generate_series(1, %s) g WHERE t."{key}" = %s',
            [number, pk],
        )


def measure(server: "Postgres", visits: int, applicants: int) -> dict[str, Cost]:
    """Each kind of visit, by people spread over the country."""
    from django.test import Client
    from django.test.client import ClientHandler
    from django.urls import reverse

    from gemensam.foundation.access.models import Account

    handler = ClientHandler(enforce_csrf_checks=False)  # made once, as in the web server
    people = [f"p{1 + number * 7919 % applicants}@example.invalid" for number in range(visits + 3)]
    accounts = {one.email: one for one in Account.objects.filter(email__in=people)}
    clients: dict[str, Client] = {}
    applications: dict[str, str] = {}

    def log_in(email: str) -> None:
        client = clients[email] = Client(headers={"host": "localhost"})
        client.handler = handler
        client.get(reverse("account_login"))
        answer = client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
        assert answer.status_code == 302, answer.status_code

    def result(email: str) -> None:
        answer = clients[email].get(reverse("my_results"), follow=True)
        text = answer.content.decode()
        assert answer.status_code == 200
        applications[email] = re.findall(r"/svar/([0-9a-f-]{36})/", text)[0]

    def reply(email: str) -> None:
        address = reverse("reply", args=[applications[email]])
        version = re.findall(r'name="version" value="(\d+)"', clients[email].get(address).content.decode())
        answer = clients[email].post(address, {"answer": "accept", "version": version[0]})
        assert answer.status_code == 302, answer.status_code

    assert len(accounts) == len(set(people))
    steps: dict[str, Callable[[str], None]] = {"log-in": log_in, "result": result, "reply": reply}
    for email in people[:3]:  # what is made once is made before
        for step in steps.values():
            step(email)
    return {name: cost_of(step, people[3:], server) for name, step in steps.items()}


def cost_of(step: Callable[[str], None], people: list[str], server: "Postgres") -> Cost:
    """What a step costs, on average over the people."""
    from django.db import connection

    queries = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    before, database = time.process_time(), database_ticks(server)
    with connection.execute_wrapper(count):
        for email in people:
            step(email)
    app, behind = time.process_time() - before, database_ticks(server) - database
    return Cost(app * 1000 / len(people), behind * 1000 / TICK / len(people), queries / len(people))


def database_ticks(server: "Postgres") -> int:
    """Processor time of the server's processes so far, those that have ended included."""
    first = int((server.data / "postmaster.pid").read_text().splitlines()[0])
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            own = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(own[1]) == first or int(stat.parent.name) == first:
            ticks += (
                int(own[11])
                + int(own[12])
                + (int(own[13]) + int(own[14]) if int(stat.parent.name) == first else 0)
            )
    return ticks


def show(costs: dict[str, Cost]) -> None:
    """Print both tables."""
    print(
        f"{'visit':<28}{'app, ms':>9}{'PostgreSQL, ms':>16}{'in all, ms':>12}{'queries':>9}{'per second and core':>21}"
    )
    whole = Cost(
        *(
            sum(values)
            for values in zip(*((one.app, one.database, one.queries) for one in costs.values()), strict=True)
        )
    )
    seen = costs["result"]
    for name, cost in (*costs.items(), ("all three", whole), ("result, logged in before", seen)):
        print(
            f"{name:<28}{cost.app:>9.1f}{cost.database:>16.1f}{cost.both:>12.1f}{cost.queries:>9.0f}{1000 / cost.both:>21.1f}"
        )
    print(
        f"\n{'cores at 60 % use':<28}{'visits/s B':>11}{'visits/s C':>11}{'cores B':>9}{'cores C':>9}{'logged in before: B':>21}{'C':>7}"
    )
    for place, usual, stress in PEAKS:
        cores = [rate * cost.both / 1000 / USE for cost in (whole, seen) for rate in (usual, stress)]
        print(
            f"{place:<28}{usual:>11}{stress:>11}{cores[0]:>9.1f}{cores[1]:>9.1f}{cores[2]:>21.1f}{cores[3]:>7.1f}"
        )


if __name__ == "__main__":
    sys.exit(main())
