"""A small office with two schools, three offerings, six applicants and a round: enough to run everything."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from gemensam.domains.admissions.models import (
    AdmissionRound,
    AdmissionsOffice,
    Application,
    Choice,
    Grade,
    RankingRule,
)
from gemensam.domains.admissions.services.create_round import create_round
from gemensam.domains.catalogue.models import Offering, ReceptionArea
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.civic_number import CivicNumber
from gemensam.foundation.directory.models import Organisation, Person
from gemensam.foundation.fields.keys import blind_index
from tests.remembered import remembered

YEAR = 2027
AT = datetime(2027, 6, 20, 9, 0, tzinfo=UTC)
CUTOFF = datetime(2027, 6, 24, 14, 0, tzinfo=UTC)
REGISTERED = datetime(2027, 6, 11, 8, 0, tzinfo=UTC)
SEED = "5e" * 32
COMPULSORY = (
    "BL",
    "EN",
    "HKK",
    "IDH",
    "MA",
    "MU",
    "BI",
    "FY",
    "KE",
    "GE",
    "HI",
    "RE",
    "SH",
    "SL",
    "SV",
    "TK",
)


def civic_number(serial: int) -> CivicNumber:
    """A valid test number: born on a day of 2011 that the serial decides, last four 980x."""
    day = date(2011, 1 + serial // 28 % 12, 1 + serial % 28)
    nine = f"{day:%y%m%d}98{serial // 336 % 10}"
    total = 0
    for place, digit in enumerate(nine):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return CivicNumber.parse(f"{day:%Y%m%d}{nine[6:]}{-total % 10}", today=date(2027, 6, 20))


def person(
    serial: int, *, given: str = "Alva", family: str = "Prov", marking: str = "none", **values: object
) -> Person:
    """A person with a number of their own."""
    number = civic_number(serial)
    return Person.objects.create(
        given_name=given,
        family_name=family,
        civic_no=number.value,
        civic_no_index=blind_index(number.value),
        civic_no_type=number.kind.value,
        birth_date=number.birth_date,
        security_marking=marking,
        home_municipality="2281",
        **values,
    )


def staff(role: Role, organisation: Organisation, name: str = "Tjänsteperson") -> Actor:
    """Someone on the staff with an account and a person of their own (ids only, no rows)."""
    return Actor(uuid4(), uuid4(), name, (Grant(role, organisation.pk, date(2020, 1, 1)),))


@dataclass(slots=True)
class SmallRound:
    """What the maker made."""

    office: AdmissionsOffice
    office_organisation: Organisation
    school: Organisation
    feeder: Organisation
    officer: Actor
    approver: Actor
    auditor: Actor
    round: AdmissionRound
    offerings: dict[str, Offering] = field(default_factory=dict)
    applications: list[Application] = field(default_factory=list)


def organisation(name: str, kind: str, **values: object) -> Organisation:
    """An organisation of the kind."""
    return Organisation.objects.create(display_name=name, organisation_type=kind, **values)


@remembered
def make_small_round(*, applicants: int = 6, kind: str = "final") -> SmallRound:
    """Two seats at NA, one at SA, two at BA; applicants with falling grades who all want NA, SA, BA."""
    organisation("Sundsvall", "municipality", municipality_code="2281")
    body = organisation("Kansliet", "admissions_office")
    provider = organisation(
        "Sundsvalls kommun",
        "provider",
        provider_kind="public",
        organisation_number="2120002411",
        municipality_code="2281",
    )
    school = organisation(
        "Örgymnasiet", "school_unit", parent=provider, school_unit_code="99228101", municipality_code="2281"
    )
    feeder = organisation(
        "Åskolan", "school_unit", parent=provider, school_unit_code="99228120", municipality_code="2281"
    )
    office = AdmissionsOffice.objects.create(organisation=body, name="Kansliet")
    RankingRule.objects.create(
        office=office, name="default", order=["choice_rank", "grade_value", "grade_count", "lottery"]
    )
    ReceptionArea.objects.create(year=YEAR, provider=provider, municipality_code="2281")
    officer = staff(Role.OFFICE_OFFICER, body, "Handläggare Ett")
    made = SmallRound(
        office=office,
        office_organisation=body,
        school=school,
        feeder=feeder,
        officer=officer,
        approver=staff(Role.OFFICE_APPROVER, body, "Beslutsfattare Två"),
        auditor=staff(Role.AUDITOR, body, "Revisor Tre"),
        round=create_round(
            actor=officer, office_id=office.pk, year=YEAR, kind=kind, grade_cutoff=CUTOFF,
            planned_publication=None, lottery_seed=SEED, at=AT,
        ),
    )  # fmt: skip
    for code, programme, seats in (("NA-1", "NA25", 2), ("SA-1", "SA25", 1), ("BA-1", "BA25", 2)):
        made.offerings[code] = Offering.objects.create(
            year=YEAR, code=code, title=f"Program {code}", provider=provider, school_unit=school,
            municipality_code="2281", programme=programme, planned_seats=seats, seats=seats,
        )  # fmt: skip
    for number in range(applicants):
        made.applications.append(_applicant(made, number))
    return made


def _applicant(made: SmallRound, number: int) -> Application:
    """Applicant 0 has most points: all A but ``number`` E's."""
    owner = person(number, given=f"Elev{number}")
    application = Application.objects.create(
        office=made.office, year=YEAR, person=owner, reference=f"r{number:03}", school_unit=made.feeder,
        class_name="9A", home_municipality="2281",
    )  # fmt: skip
    Grade.objects.bulk_create(
        Grade(person=owner, subject=subject, grade="E" if place < number else "A", registered_at=REGISTERED)
        for place, subject in enumerate(COMPULSORY)
    )
    Choice.objects.bulk_create(
        Choice(application=application, offering=made.offerings[code], rank=rank)
        for rank, code in enumerate(("NA-1", "SA-1", "BA-1"), start=1)
    )
    return application


def account_for(actor: Actor) -> UUID:
    """Make the actor's account, for the tests that log in."""
    from gemensam.foundation.access.models import Account, RoleGrant

    account = Account.objects.create(
        pk=actor.account_id, email=f"{actor.account_id}@example.invalid", display_name=actor.name,
        person_id=actor.person_id,
    )  # fmt: skip
    for grant in actor.grants:
        RoleGrant.objects.create(
            account=account, role=grant.role.value, organisation_id=grant.organisation_id, starts=grant.starts
        )
    return account.pk
