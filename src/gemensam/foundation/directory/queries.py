"""Reading the directory. Every function takes the actor and gives only what the policies let through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from gemensam.foundation.access.actors import Actor, PermissionDenied, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.journal import record_reading
from gemensam.foundation.directory import policies
from gemensam.foundation.directory.civic_number import CivicNumber, CivicNumberError
from gemensam.foundation.directory.models import Enrolment, Organisation, Person, Responsible
from gemensam.foundation.directory.models.organisation import OrganisationType
from gemensam.foundation.fields.keys import blind_index
from gemensam.foundation.fields.swedish import matches


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as shown in a list. Name and number are empty when the actor may not see the identity."""

    id: UUID
    given_name: str
    family_name: str
    masked_civic_no: str
    birth_date: date | None
    home_municipality: str
    is_protected: bool


def civic_number_of(person: Person) -> CivicNumber | None:
    """The person's civic number as a value that does not show itself."""
    return CivicNumber.stored(str(person.civic_no)) if person.civic_no else None


def person_line(actor: Actor, person: Person, *, from_birth_date: bool = False) -> PersonLine:
    """The person as the actor may see them, when the actor may see the row at all.

    ``from_birth_date``: mask without decrypting the number, for long lists; the mask shows the year only.
    """
    protected = policies.is_protected(person)
    if not policies.may_see_identity(actor, person):
        return PersonLine(person.id, "", "", "", None, "", protected)
    return PersonLine(
        person.id,
        person.given_name,
        person.family_name,
        _masked(person, from_birth_date),
        person.birth_date,
        person.home_municipality,
        protected,
    )


def _masked(person: Person, from_birth_date: bool) -> str:
    if from_birth_date:
        return f"{person.birth_date.year}••••-••••" if person.birth_date else ""
    number = civic_number_of(person)
    return number.masked() if number else ""


def persons(
    actor: Actor, *, at: datetime, search: str = "", school_unit_id: UUID | None = None
) -> QuerySet[Person]:
    """Persons that the actor may read, in Swedish order.

    ``search`` is words of names, or a whole civic number (which a page must send by POST, never in a URL).
    """
    on = timezone.localdate(at)
    rows = policies.visible(actor, Person.objects.all(), on=on)
    if search.strip():
        rows = rows.filter(_search_condition(search, on))
    if school_unit_id is not None:
        enrolled = Enrolment.objects.filter(
            Q(ends__isnull=True) | Q(ends__gte=on), school_unit_id=school_unit_id, starts__lte=on
        )
        rows = rows.filter(pk__in=enrolled.values("person_id"))
    return rows.order_by("sort_key", "pk")


def _search_condition(search: str, on: date) -> Q:
    try:
        number = CivicNumber.parse(search, today=on)
    except CivicNumberError:
        return matches("search", search)
    return Q(civic_no_index=blind_index(number.value))


def person(actor: Actor, person_id: UUID, *, at: datetime) -> Person:
    """One person that the actor may read. Raises Person.DoesNotExist alike for unknown and hidden ones.

    Reading a protected person (other than oneself) is written to the audit log before it is shown.
    """
    found = policies.visible(actor, Person.objects.filter(pk=person_id), on=timezone.localdate(at)).get()
    if policies.is_protected(found) and found.pk != actor.person_id:
        record_reading(actor=actor, target_type="directory.person", target_ids=[str(found.pk)], at=at)
    return found


def find_by_civic_number(actor: Actor, number: CivicNumber, *, at: datetime) -> Person | None:
    """The person with the number, when the actor may read them. The same answer for unknown and hidden."""
    rows = Person.objects.filter(civic_no_index=blind_index(number.value))
    return policies.visible(actor, rows, on=timezone.localdate(at)).first()


def persons_by_civic_number(
    actor: Actor, numbers: Iterable[CivicNumber], *, at: datetime
) -> Mapping[str, UUID]:
    """Civic number value → person id, for those that the actor may read: how an import finds its rows."""
    on = timezone.localdate(at)
    by_index = {blind_index(number.value): number.value for number in numbers}
    indexes, found = list(by_index), {}
    for start in range(0, len(indexes), 500):
        rows = Person.objects.filter(civic_no_index__in=indexes[start : start + 500])
        for person_id, index in policies.visible(actor, rows, on=on).values_list("pk", "civic_no_index"):
            found[by_index[bytes(index or b"")]] = person_id
    return found


def guardians_of(actor: Actor, child_id: UUID, *, at: datetime) -> list[PersonLine]:
    """Who has custody of a child that the actor may read, on the day; protected guardians without identity.

    A protected child's guardians are shown only to those who may read the child.
    """
    on = timezone.localdate(at)
    if not policies.visible(actor, Person.objects.filter(pk=child_id), on=on).exists():
        raise PermissionDenied(Permission.PERSON_READ)
    relations = Responsible.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on), child_id=child_id, has_custody=True, starts__lte=on
    )
    rows = Person.objects.filter(pk__in=relations.values("guardian_id")).order_by("sort_key", "pk")
    return [person_line(actor, row) for row in rows]


def children_of(actor: Actor, *, at: datetime) -> QuerySet[Person]:
    """The children about whom the actor may read as guardian at the time, in Swedish order."""
    wards = policies.wards_of(actor, timezone.localdate(at))
    return Person.objects.filter(pk__in=wards).order_by("sort_key", "pk")


def given_names(actor: Actor, *, at: datetime) -> dict[UUID, str]:
    """Given names of the actor and of the children about whom the actor may read as guardian, by person."""
    wards = policies.wards_of(actor, timezone.localdate(at))
    return dict(Person.objects.filter(pk__in={actor.person_id, *wards}).values_list("pk", "given_name"))


def guardians_to_tell(*, children: Iterable[UUID], on: date) -> set[UUID]:
    """Ids of the guardians who may be told that there is news about any of the children, on the day.

    Exactly those who may read it then. Takes no actor: nobody is shown the answer, the outbox writes to them.
    """
    told: set[UUID] = set()
    ids = sorted(set(children))
    for start in range(0, len(ids), 500):
        relations = policies.wards(Q(child_id__in=ids[start : start + 500]), on=on)
        told.update(relations.values_list("guardian_id", flat=True))
    return told


def minors(person_ids: Iterable[UUID], *, on: date) -> set[UUID]:
    """Ids of those of the persons who have not turned 18 on the day; an unknown birth date is no minor.

    Takes no actor: for queries that have already let the persons through.
    """
    rows = Person.objects.filter(pk__in=list(person_ids), birth_date__gt=policies.eighteen_years_before(on))
    return set(rows.values_list("pk", flat=True))


def organisations(actor: Actor, *, kinds: Iterable[str] = (), search: str = "") -> QuerySet[Organisation]:
    """Organisations, in Swedish order. They are public records, but the register's pages are for staff."""
    require(actor, Permission.ORGANISATION_READ)
    rows = Organisation.objects.select_related("parent")
    chosen = list(kinds)
    if chosen:
        rows = rows.filter(organisation_type__in=chosen)
    if search.strip():
        rows = rows.filter(matches("search", search))
    return rows.order_by("sort_key", "pk")


@dataclass(frozen=True, slots=True)
class SchoolPlace:
    """Where a pupil goes to school."""

    unit_id: UUID
    class_name: str


def school_on(person_id: UUID, *, on: date) -> SchoolPlace | None:
    """The school unit where the person is enrolled on the day, the latest begun.

    Takes no actor: for services that write it down with what the person sends in; nobody is shown the answer.
    """
    rows = Enrolment.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), person=person_id, starts__lte=on)
    row = rows.order_by("-starts", "pk").first()
    return SchoolPlace(row.school_unit_id, row.class_name) if row else None


def municipality_code_of(organisation_id: UUID) -> str:
    """The four digits of the municipality an organisation belongs to; nothing for the county's own. Public."""
    found = Organisation.objects.filter(pk=organisation_id).values_list(
        "organisation_type", "municipality_code"
    )
    for kind, code in found:
        return "" if kind == OrganisationType.ADMISSIONS_OFFICE else code
    return ""


def own_locale(person_id: UUID | None) -> str:
    """The language that the person has chosen; nothing for someone who is no person of the register."""
    if person_id is None:
        return ""
    return Person.objects.filter(pk=person_id).values_list("locale", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class ContactView:
    """How an organisation is reached. Empty = not said."""

    name: str
    email: str
    phone: str


def office_contact(organisation_id: UUID) -> ContactView:
    """How to reach an admissions office. Public."""
    return ContactView(
        *Organisation.objects.values_list("display_name", "email", "phone").get(pk=organisation_id)
    )


def organisation_names(organisation_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of organisations, in Swedish order. They are public records."""
    rows = Organisation.objects.filter(pk__in=organisation_ids).order_by("sort_key", "pk")
    return dict(rows.values_list("pk", "display_name"))
