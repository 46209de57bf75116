"""Every public and applicant's page with a whole country's data in PostgreSQL: queries, processor and wall time, bytes.

    .venv/bin/python benchmarks/pages.py [--applicants 130000] [--offerings 6000] [--times 20] [--part january|result]

January is when people look and apply: each applicant has an account, grades, a draft and a receipt. Result is the day of the
result: each has a result page and a reply. Each page is asked by several people in turn; the first times, which read
templates and prepare the catalogue, are not counted. Processor time is the application's; PostgreSQL's is in the wall time.
"""

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(ROOT),
    str(ROOT / "benchmarks"),
]  # the tests know how to make a small year, visits.py a large one
WARM = 3
GOAL = 100
QUEUE = 200  # how many stand in the queue of the one who is a reserve
LETTERS = ["SV", "EN", "MA", "GE", "HI", "RE", "SH", "BI", "FY", "KE", "TK", "BL", "HKK", "IDH", "MU", "SL"]
MERIT = "&".join(f"{code}=C" for code in LETTERS) + "&M2=A"
PUBLIC = (
    ("start", "/"),
    ("catalogue", "/utbildningar/"),
    ("catalogue, searched for a trade and a place", "/utbildningar/?sok=snickare+kommun12"),
    ("catalogue, misspelt", "/utbildningar/?sok=naturvetenskp"),
    ("catalogue, filters and nearest first", "/utbildningar/?typ=vocational&prov=no&ordning=nara&hem=2281"),
    ("catalogue, page 120", "/utbildningar/?sida=120"),
    ("comparison of four", "/utbildningar/jamfor/?u=0-NA&u=1-NA&u=2-NA&u=3-NA"),
    ("simulator", "/meritvarde/"),
    ("simulator with grades", f"/meritvarde/?{MERIT}"),
    ("simulator, offerings and chances", f"/meritvarde/utbildningar/?{MERIT}"),
    ("simulator, offerings of a place", f"/meritvarde/utbildningar/?{MERIT}&kommun=0012"),
    ("guidance, what there is", "/vagledning/"),
    ("price list", "/prislista/"),
    ("open data", "/oppna-data/"),
    ("API, 100 offerings", "/api/v1/offerings?size=100"),
    ("API, 100 earlier cut-offs", "/api/v1/past-cut-offs?size=100"),
    ("API, all offerings as CSV", "/api/v1/offerings.csv"),
    ("API, all cut-offs as CSV", "/api/v1/past-cut-offs.csv"),
    ("log-in page", "/konto/login/"),
)
OWN = (
    ("start, logged in", "/"),
    ("my application", "/min-ansokan/"),
    ("simulator from the register", "/meritvarde/"),
    ("book a counsellor", "/vagledning/boka/"),
    ("my talks", "/vagledning/mina-samtal/"),
    ("my data", "/mina-uppgifter/"),
    ("my account", "/mitt-konto/"),
)
STEPS = (
    ("step: contact", "uppgifter/"),
    ("step: choices", "utbildningar/"),
    ("step: choices, searched", "utbildningar/?sok=snickare"),
    ("step: outside the county", "utanfor-lanet/"),
    ("step: question", "fragor/english/"),
    ("review", "granska/"),
    ("receipt", "kvitto/1/"),
    ("receipt as PDF", "kvitto/1.pdf"),
)

if TYPE_CHECKING:
    from django.test import Client


@dataclass(frozen=True)
class Page:
    """A page under a name, asked as one of the people (None = logged out). ``path`` is given the person's number."""

    name: str
    path: Callable[[int], str]
    email: Callable[[int], str] | None = None


def main() -> int:
    """Each part in a process and a database of its own."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--applicants", type=int, default=130_000)
    parser.add_argument("--offerings", type=int, default=6_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--part", choices=["january", "result"])
    args = parser.parse_args()
    if args.part is None:
        print("| page | queries | processor, ms | wall, median | wall, 95 % | packed, KiB |")
        print("|---|--:|--:|--:|--:|--:|", flush=True)
        return max(
            subprocess.run([sys.executable, __file__, *sys.argv[1:], "--part", part], check=False).returncode
            for part in ("january", "result")
        )
    from tests.postgres import Postgres

    server = Postgres().start()
    try:
        _set_up(server)
        (_january if args.part == "january" else _result)(args)
    finally:
        server.stop()
    return 0


def _set_up(server: Any) -> None:
    os.environ.update(server.environment)
    os.environ.update({"DJANGO_SETTINGS_MODULE": "gemensam.config.settings", "GEMENSAM_DEMO": "1"})
    os.environ["GEMENSAM_EMAIL_URL"] = "dummymail://"
    os.environ["GEMENSAM_DATA"] = str(server.folder / "files")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.DEMO_CLOCK_FILE = Path("/nonexistent")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _january(args: argparse.Namespace) -> None:
    import time_machine
    from catalogue_pages import fill_offerings

    from gemensam.domains.applications.models import Draft
    from gemensam.domains.catalogue.models import Offering
    from tests.factories.applying import JANUARY, make_applying

    with time_machine.travel(JANUARY):
        world = make_applying()
        fill_offerings(args.offerings)
        _grades(world)
        world.send("TE VO SA BA IN")
        _copy_people(world, args.applicants)
        _copy_applications(world, args.applicants)
        _analyse()
        people = _people(args.applicants)
        drafts = dict(Draft.objects.filter(person__in=people).values_list("person_id", "pk"))
        own = {one: str(drafts[key]) for one, key in enumerate(people, 1)}
        children = {one: str(key) for one, key in enumerate(people, 1)}
        pages = _january_pages(Offering.objects.get(code="0-NA").pk, own, children)
        _show(list(pages), args.times)


def _grades(world: Any) -> None:
    from gemensam.domains.admissions.models import Grade
    from tests.factories.applying import JANUARY

    before = JANUARY - timedelta(days=30)
    Grade.objects.bulk_create(
        Grade(person=world.pupil, subject=code, grade="C", registered_at=before) for code in LETTERS
    )


def _copy_people(world: Any, number: int) -> None:
    """Pupils p1, p2 … with a guardian each: g1, g2 …"""
    from visits import copy, id_of

    from gemensam.foundation.access.models import Account, RoleGrant
    from gemensam.foundation.access.roles import Role
    from gemensam.foundation.directory.models import Person, Responsible

    pairs = (("p", world.pupil, Role.PUPIL, "person"), ("g", world.guardian, Role.GUARDIAN, "adult"))
    for letter, owner, role, name in pairs:
        first = _account(owner, role, f"{letter}0")
        own, account = id_of(name), id_of(f"account {letter}")
        copy(Person, owner.pk, number, id=own, civic_no="NULL", civic_no_index="NULL", civic_no_type="''")
        copy(
            Account,
            first.pk,
            number,
            id=account,
            person_id=own,
            email=f"'{letter}' || g || '@example.invalid'",
        )
        copy(RoleGrant, RoleGrant.objects.get(account=first).pk, number, account_id=account)
    relation = Responsible.objects.get().pk
    copy(Responsible, relation, number, child_id=id_of("person"), guardian_id=id_of("adult"))


def _copy_applications(world: Any, number: int) -> None:
    """The draft, what was sent, and the grades."""
    from visits import copy, id_of

    from gemensam.domains.admissions.models import Application, Choice, Grade
    from gemensam.domains.applications.models import Draft, Filing

    person, draft, application = id_of("person"), id_of("draft"), id_of("application")
    copy(Draft, Draft.objects.get().pk, number, id=draft, person_id=person, reference="'B' || g")
    filing = Filing.objects.get().pk
    copy(Filing, filing, number, draft_id=draft, key=id_of("key"), receipt="'w' || g")
    sent = Application.objects.get().pk
    copy(Application, sent, number, id=application, person_id=person, reference="'B' || g")
    for row in Choice.objects.all():
        copy(Choice, row.pk, number, application_id=application)
    for row in Grade.objects.filter(person=world.pupil):
        copy(Grade, row.pk, number, person_id=person)


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _people(number: int) -> list[Any]:
    """The first people, who are those that ask."""
    from gemensam.foundation.access.models import Account

    addresses = [f"p{one}@example.invalid" for one in range(1, min(41, number + 1))]
    found = dict(Account.objects.filter(email__in=addresses).values_list("email", "person_id"))
    return [found[one] for one in addresses]


def _account(owner: Any, role: Any, name: str) -> Any:
    from gemensam.foundation.access.models import Account, RoleGrant

    account = Account.objects.create_user(
        f"{name}@example.invalid", None, display_name="Namn", person_id=owner.pk
    )
    RoleGrant.objects.create(account=account, role=role.value, starts=date(2020, 1, 1))
    return account


def _pupil(number: int) -> str:
    return f"p{number}@example.invalid"


def _guardian(number: int) -> str:
    return f"g{number}@example.invalid"


def _january_pages(offering: Any, drafts: dict[int, str], children: dict[int, str]) -> Iterator[Page]:
    for name, path in (*PUBLIC, ("one offering", f"/utbildningar/{offering}/?hem=2281")):
        yield Page(name, lambda _number, path=path: path)
    for name, path in OWN:
        yield Page(name, lambda _number, path=path: path, _pupil)
    for name, step in STEPS:
        yield Page(name, lambda number, step=step: f"/ansokan/{drafts[number]}/{step}", _pupil)
    yield Page("guardian: start", lambda _number: "/", _guardian)
    yield Page(
        "guardian: the child's application", lambda number: f"/ansokan/{drafts[number]}/lasa/", _guardian
    )
    yield Page("guardian: my data", lambda number: f"/mina-uppgifter/?om={children[number]}", _guardian)


def _result(args: argparse.Namespace) -> None:
    import time_machine
    from catalogue_pages import fill_offerings
    from visits import fill

    from gemensam.domains.admissions.models import Application
    from tests.factories.small_replies import SHOWN

    with time_machine.travel(SHOWN + timedelta(hours=1)):
        fill(args.applicants, queue=QUEUE)
        fill_offerings(args.offerings)
        _analyse()
        people = _people(args.applicants)
        applications = dict(Application.objects.filter(person__in=people).values_list("person_id", "pk"))
        own = {one: str(applications[key]) for one, key in enumerate(people, 1)}
        _show(list(_result_pages(own)), args.times)


def _result_pages(applications: dict[int, str]) -> Iterator[Page]:
    from django.urls import reverse

    from gemensam.domains.admissions.models import AdmissionRound, ResultPage
    from gemensam.foundation.access.models import Account

    rows = ResultPage.objects.filter(application__in=applications.values()).values_list(
        "application_id", "pk"
    )
    pages = {str(application): key for application, key in rows}
    round_id = AdmissionRound.objects.get().pk
    yield Page("the time of the result, as those who wait", lambda _number: f"/besked/{round_id}/tid")
    yield Page("start on the day", lambda _number: "/", _pupil)
    yield Page("my results", lambda _number: "/mina-besked/", _pupil)
    yield Page(
        "result, the first look and later ones",
        lambda number: reverse("my_result", args=[pages[applications[number]]]),
        _pupil,
    )
    yield Page("reply", lambda number: f"/svar/{applications[number]}/", _pupil)
    yield Page("letter as PDF", lambda number: f"/svar/{applications[number]}/beslut.pdf", _pupil)
    yield Page("my data on the day", lambda _number: "/mina-uppgifter/", _pupil)
    reserve = Account.objects.get(email="r0@example.invalid")
    application = reserve_application(reserve.person_id)
    yield Page(
        f"reply of a reserve, {QUEUE} in each of two queues",
        lambda _number: f"/svar/{application}/",
        lambda _number: reserve.email,
    )
    yield Page("reserve: my results", lambda _number: "/mina-besked/", lambda _number: reserve.email)


def reserve_application(person_id: Any) -> Any:
    """The application of the one who stands in queues."""
    from gemensam.domains.admissions.models import Application

    return Application.objects.get(person=person_id).pk


def _show(pages: list[Page], times: int) -> None:
    """One line for each page."""
    from django.test import Client
    from django.test.client import ClientHandler

    from gemensam.foundation.access.models import Account

    handler = ClientHandler(enforce_csrf_checks=False)  # made once, as in the web server
    clients: dict[str, Client] = {}

    def client_of(email: str | None) -> "Client":
        if email is None:
            client = Client(headers={"host": "localhost"})
            client.handler = handler
            return client
        if email not in clients:
            client = clients[email] = client_of(None)
            client.force_login(Account.objects.get(email=email))
            client.get("/om/")  # a session's first page writes when it began
        return clients[email]

    slow = []
    for page in pages:
        line, worst = _measured(page, client_of, times)
        print(line, flush=True)
        if worst > GOAL:
            slow.append(page.name)
    if slow:
        print(f"\nAbove {GOAL} ms of processor time: {', '.join(slow)}\n", flush=True)


def _measured(page: Page, client_of: Callable[[str | None], "Client"], times: int) -> tuple[str, float]:
    """The page's line, and its processor time."""
    from django.db import connection

    people = [1 + one % min(times, 40) for one in range(times + WARM)]
    asked = [(client_of(page.email(one) if page.email else None), page.path(one)) for one in people]
    counts: list[int] = []

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        counts[-1] += 1
        return execute(*arguments)

    walls, size, spent = [], 0, 0.0
    with connection.execute_wrapper(count):
        for number, (client, path) in enumerate(asked):
            counts.append(0)
            began, processor = time.perf_counter(), time.process_time()
            answer = client.get(path)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if number >= WARM:
                spent += time.process_time() - processor
                walls.append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                return f"| {page.name} | status {answer.status_code} at {path} | | | | |", 0
            size = len(gzip.compress(content, 6))
    few, most = min(counts[WARM:]), max(counts[WARM:])
    queries = str(most) if few == most else f"{few}–{most}"
    processor = spent * 1000 / times
    late = statistics.quantiles(walls, n=20)[-1]
    return (
        f"| {page.name} | {queries} | {processor:.0f} | {statistics.median(walls):.0f} | {late:.0f} | {size / 1024:.1f} |",
        processor,
    )


if __name__ == "__main__":
    sys.exit(main())
