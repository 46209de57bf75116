"""A small county to walk about in: every role has an account, and a round waits to be run.

Twelve applicants all want EK-1 (six seats), then NA-1, SA-1 and BA-1. Applicant n has n E's and otherwise A's,
so that those with the lowest numbers come first. A preliminary round is published before the final one.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from gemensam.domains.admissions.models import AdmissionRound, AllocationRun, Choice
from gemensam.domains.admissions.services.approve_run import approve_run
from gemensam.domains.admissions.services.check_round import check_round
from gemensam.domains.admissions.services.compare_run import compare_run
from gemensam.domains.admissions.services.create_round import create_round
from gemensam.domains.admissions.services.freeze_round import freeze_round
from gemensam.domains.admissions.services.publish_round import publish_round
from gemensam.domains.admissions.services.run_allocation import run_allocation
from gemensam.domains.admissions.services.schedule_publication import schedule_publication
from gemensam.domains.admissions.services.verify_run import verify_run
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.demo import demo_address
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person, Responsible
from tests.factories.small_round import AT, SEED, YEAR, SmallRound, make_small_round, person
from tests.remembered import remembered

APPLICANTS = 12
TODAY = datetime(2027, 6, 25, 8, 0, tzinfo=UTC)  # the day after the final round's grades are read
PRELIMINARY_CUTOFF = datetime(2027, 6, 15, 14, 0, tzinfo=UTC)
# Those with a place of their own in the journeys, by applicant.
PUPIL, PUPIL_WITHOUT_PLACE, CHANGED = 6, 11, 7


@dataclass(slots=True)
class SmallCounty:
    """What the maker made."""

    small: SmallRound
    preliminary: AdmissionRound
    pupil: Person
    guardian: Person
    accounts: dict[Role, Account] = field(default_factory=dict)

    @property
    def final(self) -> AdmissionRound:
        """The round that waits to be run."""
        return self.small.round


@remembered
def make_small_county() -> SmallCounty:
    """Make it in the database at hand. The preliminary round is published at ``AT``."""
    small = make_small_round(applicants=APPLICANTS)
    _wish_for_a_larger_one(small)
    pupil = small.applications[PUPIL].person
    guardian = person(40, given="Vera", family="Vuxen")
    Responsible.objects.create(child=pupil, guardian=guardian, has_custody=True, starts=date(2011, 1, 1))
    county = SmallCounty(small, _published_preliminary(small), pupil, guardian)
    _accounts(county)
    return county


def _wish_for_a_larger_one(small: SmallRound) -> None:
    """EK-1 first, so that one cut-off is over enough people to be shown to the public."""
    model = small.offerings["NA-1"]
    small.offerings["EK-1"] = Offering.objects.create(
        year=YEAR, code="EK-1", title="Program EK-1", provider=model.provider, school_unit=model.school_unit,
        municipality_code=model.municipality_code, programme="EK25", planned_seats=6, seats=6,
    )  # fmt: skip
    Choice.objects.all().delete()
    Choice.objects.bulk_create(
        Choice(application=application, offering=small.offerings[code], rank=rank)
        for application in small.applications
        for rank, code in enumerate(("EK-1", "NA-1", "SA-1", "BA-1"), start=1)
    )


def _published_preliminary(small: SmallRound) -> AdmissionRound:
    """A preliminary round through all its steps, published."""
    made = create_round(
        actor=small.officer, office_id=small.office.pk, year=YEAR, kind="preliminary",
        grade_cutoff=PRELIMINARY_CUTOFF, planned_publication=AT, lottery_seed=SEED, at=AT,
    )  # fmt: skip
    run = prepare(small.officer, made.pk, at=AT)
    publish(small, made.pk, run, at=AT)
    made.refresh_from_db()
    return made


def prepare(officer: Actor, round_id: UUID, *, at: datetime) -> AllocationRun:
    """Check, freeze, run, verify and compare, as the worker does."""
    check_round(actor=officer, round_id=round_id, at=at)
    freeze_round(actor=officer, round_id=round_id, at=at)
    run = run_allocation(actor=officer, round_id=round_id, at=at)
    assert verify_run(actor=officer, run_id=run.pk, at=at) == []
    compare_run(actor=officer, round_id=round_id, at=at)
    return run


def publish(small: SmallRound, round_id: UUID, run: AllocationRun, *, at: datetime) -> None:
    """Two approvals, the time, and the publication."""
    for actor in (small.officer, small.approver):
        approve_run(actor=actor, round_id=round_id, result_hash=run.result_hash, at=at)
    publication = schedule_publication(actor=small.officer, round_id=round_id, publish_at=at, at=at)
    publish_round(actor=small.officer, publication_id=publication.pk, at=at + timedelta(seconds=1))


def _accounts(county: SmallCounty) -> None:
    """One account for each role, known to the demo's role picker."""
    small = county.small
    office, school, provider = small.office_organisation, small.feeder, small.school.parent
    persons = {Role.PUPIL: county.pupil.pk, Role.GUARDIAN: county.guardian.pk}
    held_at = {
        Role.PUPIL: None, Role.GUARDIAN: None, Role.NETWORK_COORDINATOR: None, Role.IT_ADMINISTRATOR: provider,
        Role.COUNSELLOR: school, Role.SCHOOL_ADMINISTRATOR: school, Role.SCHOOL_HEAD: school,
        Role.OFFICE_OFFICER: office, Role.OFFICE_APPROVER: office, Role.AUDITOR: office,
        Role.MUNICIPAL_PLANNER: provider, Role.ECONOMIST: provider, Role.PRICE_REPORTER: provider,
        Role.HEAD_OF_UPPER_SECONDARY: provider, Role.PROVIDER_DECISION_MAKER: provider,
    }  # fmt: skip
    for role, place in held_at.items():
        county.accounts[role] = account(role, place.pk if place else None, person_id=persons.get(role))
    other = county.small.applications[PUPIL_WITHOUT_PLACE].person_id
    second = Account.objects.create_user(
        demo_address(Role.PUPIL, 2), display_name="Andra eleven", person_id=other
    )
    RoleGrant.objects.create(account=second, role=Role.PUPIL.value, starts=date(2020, 1, 1))


def account(
    role: Role, organisation_id: UUID | None, *, person_id: UUID | None = None, number: int = 1
) -> Account:
    """A demo account with one role; ``number`` tells several of the same role apart."""
    made = Account.objects.create_user(
        demo_address(role, number), display_name=f"Namn {role.value}", person_id=person_id
    )
    RoleGrant.objects.create(
        account=made, role=role.value, organisation_id=organisation_id, starts=date(2020, 1, 1)
    )
    return made
