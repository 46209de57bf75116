"""Keep what the office knows of another one: municipalities, whom to write to, and keys."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.queries.offices import OfficeView
from gemensam.domains.transfers import policies
from gemensam.domains.transfers.models import OtherOffice
from gemensam.domains.transfers.queries.gathering import name_key
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Person, SecurityMarking


class OfficeRefused(Exception):
    """It cannot be kept so. ``code``: name_taken or municipality_taken; ``value``: which municipality."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value


@dataclass(frozen=True, slots=True)
class OfficeDetails:
    """What is kept. key: what we show there, empty = as it was."""

    name: str
    municipalities: Sequence[str]
    contact_given: str
    contact_family: str
    email: str
    address: str = ""
    key: str = ""


@transaction.atomic
def save_other_office(
    *,
    actor: Actor,
    office: OfficeView,
    details: OfficeDetails,
    at: datetime,
    other_id: UUID | None = None,
    new_key: bool = False,
) -> tuple[UUID, str]:
    """Keep the other office; with ``new_key`` the key that it shows here is made anew and returned, this once only.

    A municipality belongs to one office. Raises OfficeRefused, PermissionDenied, OtherOffice.DoesNotExist.
    """
    policies.require_at(actor, Permission.TRANSFER_HANDLE, office.organisation_id)
    known = OtherOffice.objects.filter(office=office.id)
    row = known.select_for_update().get(pk=other_id) if other_id else OtherOffice(office_id=office.id)
    _refuse(known.exclude(pk=row.pk), details)
    row.name, row.municipalities = details.name, list(details.municipalities)
    row.address, row.key = details.address, details.key or row.key
    row.contact = _contact(row, details)
    shown = secrets.token_urlsafe(32) if new_key else ""
    if shown:
        row.key_digest = sha256(shown.encode()).hexdigest()
    row.save()
    record(
        actor=actor,
        event=AuditEvent.OTHER_OFFICE_SAVED,
        target_type="transfers.otheroffice",
        target_id=str(row.pk),
        organisation_id=office.organisation_id,
        facts={"municipalities": len(row.municipalities), "new_key": new_key},
        at=at,
    )
    return row.pk, shown


def _refuse(others, details: OfficeDetails) -> None:  # type: ignore[no-untyped-def]  # a queryset
    wanted = {name_key(name): name for name in details.municipalities}
    for other in others:
        if other.name == details.name:
            raise OfficeRefused("name_taken")
        taken = wanted.keys() & {name_key(name) for name in other.municipalities}
        if taken:
            raise OfficeRefused("municipality_taken", wanted[min(taken)])


def _contact(row: OtherOffice, details: OfficeDetails) -> Person:
    """The one to write to is a person of the register like everyone who gets messages, without a number."""
    person = Person.objects.filter(pk=row.contact_id).first() or Person(security_marking=SecurityMarking.NONE)
    person.given_name, person.family_name = details.contact_given, details.contact_family
    person.email = details.email
    person.save()
    return person
