"""A year with its dates, a pupil with a guardian, and the actors who apply: enough to fill in and send."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from gemensam.domains.admissions.models import CalendarDate
from gemensam.domains.applications.inputs.content import Contact, Content
from gemensam.domains.applications.models import Draft, Filing
from gemensam.domains.applications.services.open_draft import open_draft
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.applications.services.submit_application import submit_application
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import Actor, Grant
from gemensam.foundation.access.roles import Role
from gemensam.foundation.directory.models import Person, Responsible
from tests.factories.small_round import YEAR, SmallRound, make_small_round, organisation, person
from tests.remembered import remembered

JANUARY = datetime(2027, 1, 20, 10, 0, tzinfo=UTC)
RE_CHOICE = datetime(2027, 5, 10, 10, 0, tzinfo=UTC)
JUNE = datetime(2027, 6, 1, 10, 0, tzinfo=UTC)
DATES = {
    "application_opens": datetime(2027, 1, 12, 8, 0, tzinfo=UTC),
    "application_closes": datetime(2027, 2, 1, 22, 59, 59, tzinfo=UTC),
    "re_choice_opens": datetime(2027, 4, 15, 7, 0, tzinfo=UTC),
    "re_choice_closes": datetime(2027, 5, 15, 21, 59, 59, tzinfo=UTC),
    "final_cutoff": datetime(2027, 6, 24, 14, 0, tzinfo=UTC),
    "final_published": datetime(2027, 7, 1, 7, 0, tzinfo=UTC),
    "handed_over": datetime(2027, 9, 15, 10, 0, tzinfo=UTC),
}


def person_actor(role: Role, owner: Person) -> Actor:
    """The person, logged in."""
    return Actor(uuid4(), owner.pk, "Namn", (Grant(role, None, date(2020, 1, 1)),))


@dataclass(slots=True)
class Applying:
    """What the maker made. Offerings by code: TE, VO, SA and BA at the municipality, IN at an independent school."""

    small: SmallRound
    pupil: Person
    guardian: Person
    offerings: dict[str, Offering] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        """The pupil."""
        return person_actor(Role.PUPIL, self.pupil)

    @property
    def guardian_actor(self) -> Actor:
        """The guardian."""
        return person_actor(Role.GUARDIAN, self.guardian)

    def ids(self, codes: str) -> tuple[UUID, ...]:
        """Offerings by their codes in a row: "TE VO"."""
        return tuple(self.offerings[code].pk for code in codes.split())

    def codes(self, ids: list[UUID] | tuple[UUID, ...]) -> str:
        """The other way round."""
        by_id = {one.pk: code for code, one in self.offerings.items()}
        return " ".join(by_id[one] for one in ids)

    def open(self, at: datetime = JANUARY) -> Draft:
        """The pupil's draft."""
        return open_draft(
            actor=self.actor, office_id=self.small.office.pk, year=YEAR, person_id=self.pupil.pk, at=at
        )

    def write(self, codes: str, at: datetime = JANUARY) -> Draft:
        """Contact and choices, saved."""
        draft = self.open(at)

        def change(content: Content) -> Content:
            return Content(Contact("elev@example.invalid"), self.ids(codes), (), content.answers)

        return save_draft(
            actor=self.actor, draft_id=draft.pk, version=None, step="choices", change=change, at=at
        )

    def send(self, codes: str, at: datetime = JANUARY) -> Filing:
        """Written and sent at the moment."""
        draft = self.write(codes, at)
        return submit_application(
            actor=self.actor, draft_id=draft.pk, version=draft.version, key=uuid4(), at=at
        )


@remembered
def make_applying() -> Applying:
    """Make it in the database at hand."""
    small = make_small_round(applicants=0)
    CalendarDate.objects.bulk_create(
        CalendarDate(office=small.office, year=YEAR, event=event, at=at) for event, at in DATES.items()
    )
    pupil, guardian = person(30, given="Elin"), person(40, given="Vera")
    Person.objects.filter(pk=guardian.pk).update(birth_date=date(1980, 1, 1))
    Responsible.objects.create(child=pupil, guardian=guardian, has_custody=True, starts=date(2011, 1, 1))
    made = Applying(small, pupil, guardian)
    company = organisation(
        "Friskolan AB", "provider", provider_kind="independent", organisation_number="5566778899"
    )
    free = organisation(
        "Friskolan", "school_unit", parent=company, school_unit_code="99228199", municipality_code="2281"
    )
    for code, programme in (("TE", "TE25"), ("VO", "VO25"), ("SA", "SA25"), ("BA", "BA25"), ("IN", "NA25")):
        at_company = code == "IN"
        made.offerings[code] = Offering.objects.create(
            year=YEAR, code=f"{code}-9", title=f"Program {code}", provider=company if at_company else small.school.parent,
            school_unit=free if at_company else small.school, municipality_code="2281", programme=programme,
            planned_seats=10, seats=10, free_quota_seats=1 if code == "SA" else 0,
        )  # fmt: skip
    return made
