"""A small county for the access sweep: one of each role, and something of each kind near and far from them.

School A1 and school A2 belong to municipality A, school B1 to municipality B. Everyone who works at a school
works at A1. The pupil goes to A1; the guardian is the pupil's, and the protected classmate's too.
"""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from gemensam.domains.admissions import models as admissions
from gemensam.domains.admissions.states import PublicationState, RoundState
from gemensam.domains.applications import models as applying
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import (
    Enrolment,
    Organisation,
    OrganisationType,
    Person,
    Responsible,
    SecurityMarking,
)
from gemensam.foundation.documents.storage import store
from gemensam.foundation.fields.keys import blind_index
from gemensam.foundation.jobs.models import Job
from gemensam.rules.selection.lottery_proof import Beacon, Terms, commitment_digest

NOW = datetime(2027, 6, 14, 10, 0, tzinfo=UTC)
YEAR = 2027
# Words that occur nowhere else: where one of them is read, a protected person has been shown.
CANARY_GIVEN, CANARY_FAMILY, CANARY_NUMBER = "Kanariefågel", "Zzyzxström", "201103152399"
CANARIES = (CANARY_GIVEN, CANARY_FAMILY, CANARY_NUMBER, "110315-2399", "1103152399", "kanarie@zzyzx.example")


SUMMARY = {"applicants": 5, "choices": 5, "first_choice": 4, "admitted": 5, "offerings": 3, "seats": 90}


class Near(StrEnum):
    """How far an object is from those who act."""

    OWN = "own"
    SAME_SCHOOL = "same school"
    SAME_MUNICIPALITY = "same municipality"
    OTHER = "other"
    PROTECTED = "protected person"
    UNPUBLISHED = "not yet published"


@dataclass
class World:
    """Everything that the sweep acts on."""

    accounts: dict[Role, Account] = field(default_factory=dict)
    office: admissions.AdmissionsOffice = None  # type: ignore[assignment]  # set by build
    places: dict[str, Organisation] = field(default_factory=dict)
    persons: dict[Near, Person] = field(default_factory=dict)
    applications: dict[Near, admissions.Application] = field(default_factory=dict)
    offerings: dict[str, Offering] = field(default_factory=dict)
    rounds: dict[Near, admissions.AdmissionRound] = field(default_factory=dict)
    runs: dict[Near, admissions.AllocationRun] = field(default_factory=dict)
    pages: dict[Near, admissions.ResultPage] = field(default_factory=dict)
    batches: dict[Near, admissions.ImportBatch] = field(default_factory=dict)
    jobs: dict[Near, Job] = field(default_factory=dict)
    drafts: dict[Near, applying.Draft] = field(default_factory=dict)
    requests: dict[Near, applying.Request] = field(default_factory=dict)
    papers: dict[Near, applying.Paper] = field(default_factory=dict)


def build() -> World:
    """Make the county in the test database."""
    world = World()
    _places(world)
    _persons(world)
    _accounts(world)
    _offerings(world)
    _applications(world)
    _rounds(world)
    _lottery(world)
    _imports_and_jobs(world)
    _drafts(world)
    return world


def _places(world: World) -> None:
    def place(key: str, kind: OrganisationType, parent: str = "", **values: Any) -> None:
        world.places[key] = Organisation.objects.create(
            display_name=f"Plats {key}", organisation_type=kind, parent=world.places.get(parent), **values
        )

    place("office", OrganisationType.ADMISSIONS_OFFICE)
    place("far office", OrganisationType.ADMISSIONS_OFFICE)
    for letter, code in (("A", "2281"), ("B", "2283")):
        place(letter, OrganisationType.PROVIDER, provider_kind="public", municipality_code=code)
    for key, unit in (("A1", "11111111"), ("A2", "22222222"), ("B1", "33333333")):
        place(key, OrganisationType.SCHOOL_UNIT, key[0], school_unit_code=unit)
    world.office = admissions.AdmissionsOffice.objects.create(
        organisation=world.places["office"], name="Antagningskansli A"
    )
    admissions.AdmissionsOffice.objects.create(organisation=world.places["far office"], name="Östra kansliet")
    for office in admissions.AdmissionsOffice.objects.all():
        admissions.RankingRule.objects.create(office=office, name="default", order=["grade_value", "lottery"])


def _persons(world: World) -> None:
    schools = {
        Near.OWN: "A1", Near.SAME_SCHOOL: "A1", Near.SAME_MUNICIPALITY: "A2", Near.OTHER: "B1",
        Near.PROTECTED: "A1",
    }  # fmt: skip
    for number, (near, school) in enumerate(schools.items()):
        protected = near is Near.PROTECTED
        civic_no = CANARY_NUMBER if protected else f"201101{number + 10}238{number}"
        world.persons[near] = person = Person.objects.create(
            given_name=CANARY_GIVEN if protected else f"Elev{number}",
            family_name=CANARY_FAMILY if protected else f"Efternamn{number}",
            civic_no=civic_no,
            civic_no_index=blind_index(civic_no),
            civic_no_type="personnummer",
            birth_date=date(2011, 3, 15),
            email="kanarie@zzyzx.example" if protected else "",
            security_marking=SecurityMarking.CONFIDENTIAL if protected else SecurityMarking.NONE,
        )
        Enrolment.objects.create(
            person=person,
            school_unit=world.places[school],
            school_type="GR",
            starts=date(2020, 8, 1),
            school_year=9,
        )


def _accounts(world: World) -> None:
    guardian = Person.objects.create(given_name="Vera", family_name="Vuxen", security_marking="none")
    for near in (Near.OWN, Near.PROTECTED):
        Responsible.objects.create(
            child=world.persons[near], guardian=guardian, has_custody=True, starts=date(2011, 3, 15)
        )
    held_at = {
        Role.PUPIL: None, Role.GUARDIAN: None, Role.COUNSELLOR: "A1", Role.SCHOOL_ADMINISTRATOR: "A1",
        Role.SCHOOL_HEAD: "A1", Role.OFFICE_OFFICER: "office", Role.OFFICE_APPROVER: "office",
        Role.MUNICIPAL_PLANNER: "A", Role.ECONOMIST: "A", Role.PRICE_REPORTER: "A",
        Role.HEAD_OF_UPPER_SECONDARY: "A", Role.PROVIDER_DECISION_MAKER: "A",
        Role.NETWORK_COORDINATOR: None, Role.IT_ADMINISTRATOR: "A", Role.AUDITOR: "office",
    }  # fmt: skip
    persons = {Role.PUPIL: world.persons[Near.OWN].pk, Role.GUARDIAN: guardian.pk}
    for role, place in held_at.items():
        world.accounts[role] = make_account(
            role, world.places[place].pk if place else None, person_id=persons.get(role)
        )


def make_account(role: Role, organisation_id: UUID | None, *, person_id: UUID | None = None) -> Account:
    """An account with one role."""
    account = Account.objects.create_user(
        f"{uuid4().hex}@example.invalid", display_name=f"Namn {role.value}", person_id=person_id
    )
    RoleGrant.objects.create(
        account=account, role=role, organisation_id=organisation_id, starts=date(2020, 1, 1)
    )
    return account


def _offerings(world: World) -> None:
    for key in ("A1", "A2", "B1"):
        world.offerings[key] = Offering.objects.create(
            year=YEAR,
            code=f"{key}-NA",
            title="Naturvetenskapsprogrammet",
            provider=world.places[key[0]],
            school_unit=world.places[key],
            municipality_code="2281",
            programme="NA",
            planned_seats=30,
            seats=30,
        )


def _applications(world: World) -> None:
    schools = {
        Near.OWN: "A1", Near.SAME_SCHOOL: "A1", Near.SAME_MUNICIPALITY: "A2", Near.OTHER: "B1",
        Near.PROTECTED: "A1",
    }  # fmt: skip
    for number, (near, school) in enumerate(schools.items()):
        world.applications[near] = application = admissions.Application.objects.create(
            office=world.office,
            year=YEAR,
            person=world.persons[near],
            reference=f"S{number:05}",
            school_unit=world.places[school],
            home_municipality="2281",
        )
        admissions.Choice.objects.create(application=application, offering=world.offerings[school], rank=1)


def _archive(purpose: str) -> UUID:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        out.writestr("manifest.json", f'{{"purpose": "{purpose}"}}')
    return store(
        content=buffer.getvalue(), name="a.zip", media_type="application/zip", purpose=purpose, at=NOW
    ).pk


def _round(
    world: World, near: Near, office: admissions.AdmissionsOffice, state: RoundState, kind: str
) -> None:
    round_ = admissions.AdmissionRound.objects.create(
        office=office,
        year=YEAR,
        kind=kind,
        state=state,
        lottery_seed="ab" * 32,
        seed_commitment="cd" * 32,
        created_at=NOW,
    )
    frozen = admissions.FrozenInput.objects.create(
        round=round_, archive_id=_archive(f"in {near}"), digest="ef" * 32, manifest={}, made_at=NOW
    )
    run = admissions.AllocationRun.objects.create(
        round=round_, frozen=frozen, archive_id=_archive(f"out {near}"), result_hash="01" * 32,
        engine_version="1", summary=SUMMARY, made_at=NOW, verified_at=NOW, violations=[],
        comparison={"changes": [], "previous": None},
    )  # fmt: skip
    for number, application in enumerate(world.applications.values()):
        admissions.Placement.objects.create(
            run=run, application=application, offering=application.choices.get().offering, rank=1,
            status="admitted", merit=f"{200 + number}",
        )  # fmt: skip
    round_.current_run, round_.current_frozen = run, frozen
    round_.save()
    world.rounds[near], world.runs[near] = round_, run


def _rounds(world: World) -> None:
    far = admissions.AdmissionsOffice.objects.exclude(pk=world.office.pk).get()
    _round(world, Near.OWN, world.office, RoundState.PUBLISHED, "preliminary")
    _round(world, Near.UNPUBLISHED, world.office, RoundState.SCHEDULED, "final")
    _round(world, Near.OTHER, far, RoundState.COMPARED, "final")
    shown = {
        Near.OWN: (PublicationState.PUBLISHED, NOW - timedelta(days=1)),
        Near.UNPUBLISHED: (PublicationState.SCHEDULED, NOW + timedelta(minutes=1)),
    }
    for near, (state, at) in shown.items():
        publication = admissions.Publication.objects.create(
            round=world.rounds[near], run=world.runs[near], result_hash="01" * 32, state=state,
            publish_at=at, published_at=at if state == PublicationState.PUBLISHED else None, created_at=NOW,
        )  # fmt: skip
        applicants = list(world.applications) if near is Near.OWN else [Near.OWN]
        for applicant in applicants:
            world.pages[applicant if near is Near.OWN else near] = admissions.ResultPage.objects.create(
                publication=publication,
                application=world.applications[applicant],
                content={"merit": "287.5", "grades": [], "choices": []},
                digest="23" * 32,
            )


def _lottery(world: World) -> None:
    """Of the office's year, opened."""
    terms = Terms("Antagningskansli A", NOW - timedelta(days=9), (Beacon("lotto", "1", NOW),))
    admissions.BoundLottery.objects.create(
        office=world.office, year=YEAR, round_name=terms.round_name, committed_at=terms.committed_at,
        beacons=[{"source": "lotto", "round": "1", "at": NOW.isoformat()}], secret="ab" * 32,
        commitment=commitment_digest(terms, "ab" * 32), values=["7"], revealed_at=NOW,
    )  # fmt: skip


def _imports_and_jobs(world: World) -> None:
    senders = {Near.OWN: "A1", Near.SAME_MUNICIPALITY: "A2", Near.OTHER: "B1"}
    for near, sender in senders.items():
        world.batches[near] = admissions.ImportBatch.objects.create(
            office=world.office, year=YEAR, kind="grades", sender=world.places[sender],
            file_id=_archive(f"file {near}"), file_name="betyg.xlsx", file_sha256="45" * 32,
            columns=["Namn", "Betyg"], uploaded_at=NOW, uploaded_by=uuid4(), uploaded_by_name="Namn",
        )  # fmt: skip
        world.jobs[near] = Job.objects.create(
            kind="admissions.check_import", key=f"import:{near}", organisation_id=world.places[sender].pk,
            created_at=NOW, run_after=NOW,
        )  # fmt: skip


def _drafts(world: World) -> None:
    """An application that has been sent, with something asked for and a paper, for everyone near and far."""
    for number, (near, person) in enumerate(world.persons.items()):
        offering = world.offerings["B1" if near is Near.OTHER else "A1"]
        world.drafts[near] = draft = applying.Draft.objects.create(
            office=world.office, year=YEAR, person=person, state="sent", reference=f"S{number:05}",
            created_at=NOW, saved_at=NOW,
        )  # fmt: skip
        applying.Filing.objects.create(
            draft=draft, number=1, kind="sent", key=uuid4(), draft_version=1, receipt=f"S{number:05}-1",
            phase="application", sent_at=NOW, sent_by=person,
        )  # fmt: skip
        world.requests[near] = applying.Request.objects.create(
            draft=draft, kind="free_quota", provider=offering.provider, offering=offering, asked_at=NOW,
            text="Varför",
        )  # fmt: skip
        stored = store(
            content=b"%PDF-1.7", name="", media_type="application/pdf", purpose=f"paper {near}", at=NOW
        )
        world.papers[near] = applying.Paper.objects.create(
            draft=draft, kind="free_quota", file=stored, name="intyg.pdf", media_type="application/pdf",
            size=8, added_at=NOW,
        )  # fmt: skip
