"""Protected persons are seen nowhere but on their own page by those with the right, and by themselves.

A small county in which three pupils and a guardian are protected goes all the way: files with and without
faults, a round that is run and published, messages, logs. Then everything that can be read is searched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client, override_settings
from django.urls import get_resolver
from pytest import MonkeyPatch

from gemensam.domains.admissions.models import AllocationRun, Application, ImportBatch, ResultPage
from gemensam.foundation.access.models import Account
from gemensam.foundation.access.roles import Role
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.models import AuditEntry
from gemensam.foundation.directory import policies as directory
from gemensam.foundation.directory.models import Person, Responsible
from gemensam.foundation.jobs.models import Job
from gemensam.foundation.messaging.sending import send_due
from tests.factories import import_files
from tests.factories.small_county import TODAY, SmallCounty, account, make_small_county, prepare, publish
from tests.factories.small_round import COMPULSORY, person
from tests.plain_client import PlainClient, logged_in, nothing_twice
from tests.repository.sweep import WHO_AT_LIBRARY, Address, addresses, reaches, texts_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WHO: tuple[Role | None, ...] = (None, *Role)
CONFIDENTIAL, HIDDEN, OTHER = 3, 4, 5  # applicants
LATER = TODAY + timedelta(hours=4)  # when everything has been sent
DOWNLOAD = "format=xlsx"
NEVER = frozenset({"account_logout", "demo_become"})
# Parts of addresses that need no object of the county.
FIXED = {"kind": "grades", "name": "alert", "provider_id": "none", "uidb36": "1", "key": "a-b", "pk": 1}


@dataclass
class World:
    """The county, who is protected in it, by which words they are known, and the text of all letters."""

    county: SmallCounty
    words: dict[str, tuple[str, ...]]
    people: dict[str, Person]
    letters: str = ""


def protect(made: Person, name: str, marking: str) -> tuple[str, ...]:
    """Mark the person, with a name, address and telephone that occur nowhere else; returns the words."""
    number = made.civic_no
    made.given_name, made.family_name = f"Kanarie{name}", f"Zzyzx{name}"
    made.email, made.phone = (
        f"kanarie.{name}@zzyzx.example",
        f"+46700000{len(name):03}{made.birth_date.day:02}",
    )
    made.security_marking = marking
    made.save()
    forms = (number, number[2:], f"{number[:8]}-{number[8:]}", f"{number[2:8]}-{number[8:]}")
    return (made.given_name, made.family_name, made.email, made.phone, *forms)


def build() -> World:
    """The county with its protected persons, files, a published final round and sent messages."""
    county = make_small_county()
    small = county.small
    guardian = person(41, given="Vera", family="Vuxen")
    people = {
        "sekretess": small.applications[CONFIDENTIAL].person,
        "folkbokf": small.applications[HIDDEN].person,
        "annan": small.applications[OTHER].person,
        "vuxen": guardian,
    }
    markings = ("confidential", "protected_registration", "protected_registration", "confidential")
    words = {
        name: protect(who, name, mark) for (name, who), mark in zip(people.items(), markings, strict=True)
    }
    for child in (county.pupil, people["sekretess"]):
        Responsible.objects.create(child=child, guardian=guardian, has_custody=True, starts=date(2011, 1, 1))
    world = World(county, words, people)
    load_files(world)
    run = prepare(small.officer, county.final.pk, at=TODAY)
    publish(small, county.final.pk, run, at=TODAY)
    send_due(now=TODAY + timedelta(hours=3))
    world.letters = "\n".join(f"{letter.subject}\n{letter.body}" for letter in mail.outbox)
    return world


def load_files(world: World) -> None:
    """A file that is committed, one that waits and one with faults; each holds every protected pupil."""
    small = world.county.small
    titles = ["Personnummer", "Registrerat", *COMPULSORY]
    numbers = [who.civic_no for name, who in world.people.items() if name != "vuxen"]
    for grade, step in (
        ("A", import_files.committed),
        ("B", import_files.checked),
        ("Q", import_files.checked),
    ):
        rows = [titles, *([number, "2027-06-21", *([grade] * len(COMPULSORY))] for number in numbers)]
        step(small, "grades", import_files.xlsx(rows), name=f"betyg-{grade}.xlsx", at=TODAY)


def paths(address: Address, world: World) -> Iterator[str]:
    """The address with every object of the county."""
    rounds = [world.county.final.pk, world.county.preliminary.pk]
    keys = {
        "round_id": rounds,
        "run_id": list(AllocationRun.objects.values_list("pk", flat=True)),
        "batch_id": list(ImportBatch.objects.values_list("pk", flat=True)),
        "application_id": [one.pk for one in world.county.small.applications],
        "offering_id": [one.pk for one in world.county.small.offerings.values()],
        "page_id": list(ResultPage.objects.values_list("pk", flat=True)),
        "job_id": list(Job.objects.values_list("pk", flat=True)),
        "account_id": list(Account.objects.values_list("pk", flat=True)),
    }
    known = [part for part in address.parts if part in keys]
    fixed = {part: FIXED.get(part, "x") for part in address.parts if part not in keys}
    for key in keys[known[0]] if known else [None]:
        yield address.path({**fixed, **dict.fromkeys(known, key)})


def hits(text: str, world: World) -> set[str]:
    """The protected persons of whom the text holds a word."""
    folded = text.casefold()
    return {name for name, words in world.words.items() if any(word.casefold() in folded for word in words)}


def own_page(world: World, path: str) -> set[str]:
    """Whose own page of an applicant this is."""
    pages = {f"/sokande/{one.pk}/": one.person_id for one in world.county.small.applications}
    return {name for name, who in world.people.items() if pages.get(path.split("?", maxsplit=1)[0]) == who.pk}


def crawl(world: World, role: Role | None) -> list[str]:
    """Open every address that lets the role in; returns where a protected person is shown to someone without the right.

    The refusals, which show nothing, are the access sweep's (tests/repository).
    """
    client = logged_in(world.county.accounts[role], LATER) if role else PlainClient()
    found = []
    for address in addresses(get_resolver().url_patterns):
        if address.name in NEVER or not (address.ours or role in WHO_AT_LIBRARY):
            continue
        if address.declaration and address.ours and not reaches(address.declaration, role):
            continue
        for path in paths(address, world):
            answer = client.get(path)
            if answer.status_code >= 500:
                found.append(f"GET {path} as {role or 'visitor'}: {answer.status_code}")
            text = texts_of(answer)
            if DOWNLOAD in text:
                text += texts_of(client.get(f"{path}?{DOWNLOAD}"))
            shown = hits(text, world)
            if role is Role.OFFICE_OFFICER:
                shown -= own_page(world, path)
            found += [f"GET {path} as {role or 'visitor'}: {name}" for name in sorted(shown)]
    return found


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """The county, made once and taken away again; what a test changes is undone after it."""
    with (
        django_db_blocker.unblock(),
        time_machine.travel(LATER, tick=False),
        transaction.atomic(),
    ):
        mail.outbox = []
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _one_factor() -> Iterator[None]:
    with override_settings(STAFF_NEEDS_SECOND_FACTOR=False):
        yield


@pytest.mark.parametrize("role", WHO, ids=lambda role: role.value if role else "visitor")
def test_scenario_20_no_page_export_or_bundle_shows_a_protected_person_without_the_right(
    world: World, role: Role | None
):
    with nothing_twice():
        assert crawl(world, role) == []


def test_crawl_of_a_house_that_protects_nobody_finds_them(world: World, monkeypatch: MonkeyPatch):
    monkeypatch.setattr(directory, "is_protected", lambda person: False)
    found = crawl(world, Role.OFFICE_OFFICER)
    assert "GET /sokande/ as office_officer: sekretess" in found
    assert len(found) >= 5


def test_scenario_20_officer_reads_a_protected_person_only_after_the_log_has_it(
    world: World, monkeypatch: MonkeyPatch
):
    client = Client(raise_request_exception=False)
    client.force_login(world.county.accounts[Role.OFFICE_OFFICER])
    address = f"/sokande/{world.county.small.applications[CONFIDENTIAL].pk}/"
    target = str(world.people["sekretess"].pk)
    before = AuditEntry.objects.filter(target_id=target, event=AuditEvent.PROTECTED_PERSON_READ).count()
    assert hits(texts_of(client.get(address)), world) == {"sekretess"}
    assert (
        AuditEntry.objects.filter(target_id=target, event=AuditEvent.PROTECTED_PERSON_READ).count()
        == before + 1
    )

    def broken(**values: object) -> None:
        raise RuntimeError("the log cannot be written")

    monkeypatch.setattr("gemensam.domains.admissions.policies.record_reading", broken)
    answer = client.get(address)
    assert answer.status_code == 500
    assert hits(texts_of(answer), world) == set()


@pytest.mark.parametrize(
    "role", [Role.OFFICE_APPROVER, Role.SCHOOL_HEAD, Role.AUDITOR, Role.PROVIDER_DECISION_MAKER]
)
def test_protected_applicant_does_not_exist_for_others(world: World, role: Role):
    client = Client(raise_request_exception=False)
    client.force_login(world.county.accounts[role])
    for number in (CONFIDENTIAL, HIDDEN, OTHER):
        answer = client.get(f"/sokande/{world.county.small.applications[number].pk}/")
        assert answer.status_code in (403, 404)
        assert hits(texts_of(answer), world) == set()


def test_protected_pupil_reads_their_own_result_and_nobody_elses(world: World):
    made = Account.objects.filter(email__startswith="pupil@").first()
    made.delete()
    mine = account(Role.PUPIL, None, person_id=world.people["folkbokf"].pk)
    client = Client()
    client.force_login(mine)
    page = ResultPage.objects.filter(
        application=world.county.small.applications[HIDDEN], publication__round=world.county.final
    ).get()
    answer = client.get(f"/mina-besked/{page.pk}/")
    assert answer.status_code == 200
    assert hits(texts_of(answer), world) <= {"folkbokf"}
    other = ResultPage.objects.filter(application=world.county.small.applications[CONFIDENTIAL]).first()
    assert client.get(f"/mina-besked/{other.pk}/").status_code == 404


def test_guardian_of_a_protected_child_is_shown_nothing_of_the_child(world: World):
    Account.objects.filter(email__startswith="guardian@").delete()
    client = Client()
    client.force_login(account(Role.GUARDIAN, None, person_id=world.people["vuxen"].pk))
    text = texts_of(client.get("/mina-besked/", follow=True))
    assert hits(text, world) <= {"vuxen"}
    page = ResultPage.objects.filter(application__person=world.people["sekretess"]).first()
    assert client.get(f"/mina-besked/{page.pk}/").status_code == 404


def test_messages_logs_and_error_pages_hold_no_protected_person(
    world: World,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: MonkeyPatch,
):
    assert hits(world.letters, world) == set()  # to whom it goes is the address itself, not the text
    client = Client(raise_request_exception=False)
    client.force_login(world.county.accounts[Role.OFFICE_OFFICER])
    person_page = f"/sokande/{world.county.small.applications[CONFIDENTIAL].pk}/"

    def broken(person: Person) -> bool:
        raise RuntimeError(f"{person.given_name} {person.family_name} {person.civic_no}")

    monkeypatch.setattr(directory, "is_protected", broken)
    answers = [
        client.get(person_page),
        client.get("/finns-inte/"),
        client.post(person_page),
        client.get("/granskning/x/"),
    ]
    assert answers[0].status_code == 500
    assert hits("".join(texts_of(answer) for answer in answers), world) == set()
    printed = capfd.readouterr()
    assert hits(printed.out + printed.err, world) == set()


def test_audit_log_and_jobs_hold_ids_only(world: World):
    rows = [
        *AuditEntry.objects.values_list("facts", "actor_name", "target_id"),
        *Job.objects.values_list("arguments", "result"),
    ]
    assert hits(repr(rows), world) == set()
    assert Application.objects.filter(person__security_marking="none").count() == 9
