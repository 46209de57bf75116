"""An applicant in Västernorrland with wishes in Jämtland, and the two offices as each knows the other."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from gemensam.domains.admissions.models import AdmissionsOffice, CalendarDate, Grade
from gemensam.domains.admissions.queries.offices import OfficeView, office_by_id
from gemensam.domains.applications.inputs.content import Elsewhere
from gemensam.domains.applications.models import Filing
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.applications.services.submit_application import submit_application
from gemensam.domains.catalogue.models import Offering
from gemensam.domains.transfers.models import OtherOffice
from gemensam.domains.transfers.services.save_other_office import OfficeDetails, save_other_office
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.models import Account, RoleGrant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person
from tests.factories.applying import JANUARY, Applying, make_applying
from tests.factories.small_round import YEAR, organisation, staff
from tests.remembered import remembered

CLOSED = datetime(2027, 2, 2, 8, 0, tzinfo=UTC)  # the morning after the last day
WISH = ("Naturvetenskapsprogrammet", "Wargentinsgymnasiet", "Östersund")


@dataclass(slots=True)
class Transferring:
    """What the maker made. ``here`` is Västernorrland's office, ``there`` Jämtland's."""

    applying: Applying
    here: OfficeView
    there: OfficeView
    there_officer: Actor
    other: UUID  # Jämtland as Västernorrland knows it
    from_here: UUID  # Västernorrland as Jämtland knows it
    offering: Offering  # at Jämtland's office

    @property
    def officer(self) -> Actor:
        """The officer in Västernorrland."""
        return self.applying.small.officer

    def wish(self, *wishes: tuple[str, str, str], at: datetime = JANUARY) -> Filing:
        """The pupil sends TE here and the wishes elsewhere."""
        draft = self.applying.write("TE", at)
        elsewhere = tuple(Elsewhere(*one) for one in wishes)
        draft = save_draft(
            actor=self.applying.actor, draft_id=draft.pk, version=None, step="elsewhere",
            change=lambda content: replace(content, elsewhere=elsewhere), at=at,
        )  # fmt: skip
        return submit_application(
            actor=self.applying.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=at
        )


@remembered
def make_transferring() -> Transferring:
    """Make it in the database at hand; the pupil has two grades, one of them raised."""
    applying = make_applying()
    body = organisation("Jämtlands kansli", "admissions_office")
    office = AdmissionsOffice.objects.create(organisation=body, name="Jämtlands kansli")
    CalendarDate.objects.create(office=office, year=YEAR, event="application_opens", at=JANUARY)
    organisation("Östersund", "municipality", municipality_code="2380")
    provider = organisation(
        "Östersunds kommun", "provider", provider_kind="public", organisation_number="2120002528",
        municipality_code="2380",
    )  # fmt: skip
    school = organisation(
        "Wargentinsgymnasiet",
        "school_unit",
        parent=provider,
        school_unit_code="99238001",
        municipality_code="2380",
    )
    offering = Offering.objects.create(
        year=YEAR, code="NA-J", title="Naturvetenskapsprogrammet", provider=provider, school_unit=school,
        municipality_code="2380", programme="NA25", planned_seats=10, seats=10,
    )  # fmt: skip
    for subject, grade, day in (("MA", "C", 10), ("EN", "E", 10), ("EN", "B", 11)):
        Grade.objects.create(
            person=applying.pupil,
            subject=subject,
            grade=grade,
            registered_at=datetime(2027, 1, day, tzinfo=UTC),
        )
    small, officer = applying.small, staff(Role.OFFICE_OFFICER, body, "Handläggare i Östersund")
    here, there = office_by_id(small.office.pk), office_by_id(office.pk)
    _account(Role.OFFICE_OFFICER, small.office_organisation.pk, "vasternorrland@example.invalid")
    _account(Role.OFFICE_OFFICER, body.pk, "jamtland@example.invalid")
    other, _key = save_other_office(
        actor=small.officer,
        office=here,
        details=_details("Jämtlands kansli", "Östersund", "Krokom"),
        at=JANUARY,
    )
    from_here, _key = save_other_office(
        actor=officer, office=there, details=_details("Kansliet", "Sundsvall"), at=JANUARY
    )
    return Transferring(applying, here, there, officer, other, from_here, offering)


def _details(name: str, *municipalities: str) -> OfficeDetails:
    return OfficeDetails(name, municipalities, "Kim", "Kontakt", f"kontakt-{len(name)}@example.invalid")


def _account(role: Role, organisation_id: UUID, email: str) -> Account:
    """Someone on the staff whom a mail reaches."""
    person = Person.objects.create(
        given_name="Tjäna", family_name="Steman", security_marking="none", email=email
    )
    account = Account.objects.create_user(email, display_name="Tjäna Steman", person_id=person.pk)
    RoleGrant.objects.create(
        account=account, role=role, organisation_id=organisation_id, starts=date(2020, 1, 1)
    )
    return account


def contact_of(other_id: UUID) -> UUID:
    """Whom the alarm reaches at the other office."""
    return OtherOffice.objects.get(pk=other_id).contact_id
