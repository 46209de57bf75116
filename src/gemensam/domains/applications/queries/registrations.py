"""Who has registered by e-ID, for the office that is to look. A list shows no names: nobody has been looked at yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from gemensam.domains.applications import policies
from gemensam.domains.applications.models import Filing, Registration
from gemensam.domains.applications.states import RegistrationState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.queries import (
    PersonLine,
    civic_number_of,
    person,
    person_line,
    persons,
    school_on,
)


@dataclass(frozen=True, slots=True)
class RegistrationLine:
    """A row of the list, without who it is. has_sent: an application has been sent."""

    id: UUID
    state: str
    registered_at: datetime
    handled_at: datetime | None
    handled_by: str
    has_sent: bool


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """One registration. in_school: a file has brought the person since. alike: who may be the same person.

    civic_no: whole, for the look in the population register that this page is there for. marking: the protection
    as it is now.
    """

    line: RegistrationLine
    name: str
    civic_no: str
    birth_date: date | None
    school: str
    municipality: str
    home_municipality: str
    marking: str
    in_school: bool
    alike: tuple[PersonLine, ...]


def registrations(actor: Actor, *, state: str = "") -> QuerySet[Registration]:
    """Return those at the actor's office, the unverified first and the oldest first among them."""
    rows = policies.visible_registrations(actor, Registration.objects.all())
    if state:
        rows = rows.filter(state=state)
    sent = Filing.objects.filter(draft__person=OuterRef("person"))
    return rows.annotate(has_sent=Exists(sent)).order_by(
        F("handled_at").asc(nulls_first=True), "registered_at", "pk"
    )


def waiting(actor: Actor) -> int:
    """Return how many nobody has looked at."""
    rows = policies.visible_registrations(actor, Registration.objects.all())
    return rows.filter(state=RegistrationState.UNVERIFIED).count()


def has_registered(actor: Actor) -> bool:
    """Return whether the actor came by registering, so that no school has sent any grades."""
    return actor.person_id is not None and Registration.objects.filter(person=actor.person_id).exists()


def is_being_checked(actor: Actor) -> bool:
    """Return whether the office has not yet looked at the actor's own registration: protected until then."""
    rows = Registration.objects.filter(person=actor.person_id, state=RegistrationState.UNVERIFIED)
    return actor.person_id is not None and rows.exists()


def registration_lines(rows: Iterable[Registration]) -> list[RegistrationLine]:
    """Return rows of ``registrations`` as the list shows them."""
    return [_line(row) for row in rows]


def registration(actor: Actor, registration_id: UUID, *, at: datetime) -> RegistrationView:
    """Return one with who it is; the reading of a protected person is logged. Raises Registration.DoesNotExist."""
    row = registrations(actor).get(pk=registration_id)
    who = person(actor, row.person_id, at=at)
    shown, number = person_line(actor, who), civic_number_of(who)
    named = persons(actor, at=at, search=who.family_name).filter(birth_date=who.birth_date).exclude(pk=who.pk)
    return RegistrationView(
        line=_line(row),
        name=f"{shown.given_name} {shown.family_name}",
        civic_no=number.formatted() if number else "",
        birth_date=shown.birth_date,
        school=row.school,
        municipality=row.municipality,
        home_municipality=who.home_municipality,
        marking=who.security_marking,
        in_school=school_on(row.person_id, on=timezone.localdate(at)) is not None,
        alike=tuple(person_line(actor, one) for one in named[:5]),
    )


def _line(row: Any) -> RegistrationLine:  # a Registration with has_sent
    return RegistrationLine(
        id=row.pk,
        state=row.state,
        registered_at=row.registered_at,
        handled_at=row.handled_at,
        handled_by=row.handled_by_name,
        has_sent=row.has_sent,
    )
