"""Register new persons and change known ones, in bulk."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.directory.models import CivicNumberType, Person, SecurityMarking, Sex
from gemensam.foundation.directory.policies import reach, visible
from gemensam.foundation.directory.rows import PersonRow, RowsInvalidError, RowsRefusedError, SaveReport
from gemensam.foundation.directory.services._saving import Changes, in_portions, said
from gemensam.foundation.fields.keys import blind_index

_STRENGTH = {
    SecurityMarking.NONE: 0,
    SecurityMarking.CONFIDENTIAL: 1,
    SecurityMarking.PROTECTED_REGISTRATION: 2,
}


@transaction.atomic
def save_persons(*, actor: Actor, persons: Sequence[PersonRow], at: datetime) -> SaveReport:
    """Save the rows; the same rows again change nothing.

    A row never lowers a protection. Two rows with one civic number are one person; the later row wins.
    Requires IMPORT_COMMIT. Raises RowsInvalidError (codes: name, security_marking, sex, home_municipality,
    unknown_person, civic_no_taken) and RowsRefusedError (known persons beyond the actor's reach).
    """
    require(actor, Permission.IMPORT_COMMIT)
    _refuse_invalid(persons)
    by_index, by_id = _known(persons)
    _refuse_beyond_reach(actor, persons, by_index, by_id, at)
    changes, kept = Changes(Person), 0
    for row in persons:
        index = blind_index(row.civic_no.value) if row.civic_no else None
        found = by_id[row.person_id] if row.person_id else by_index.get(index) if index else None
        marking = SecurityMarking(row.security_marking)
        if (
            found is not None
            and _STRENGTH.get(SecurityMarking(found.security_marking), 2) > _STRENGTH[marking]
        ):
            marking, kept = SecurityMarking(found.security_marking), kept + 1
        person = changes.add(found, Person(security_marking=marking), _values(row, marking, index))
        if index:
            by_index[index] = person
    changes.write()
    changes.log(actor=actor, event=AuditEvent.PERSONS_SAVED, at=at)
    return changes.report(kept_protected=kept)


def _values(row: PersonRow, marking: SecurityMarking, index: bytes | None) -> dict[str, object]:
    values = said(
        given_name=row.given_name,
        family_name=row.family_name,
        security_marking=marking,
        birth_date=row.birth_date or (row.civic_no.birth_date if row.civic_no else None),
        sex=row.sex,
        home_municipality=row.home_municipality,
        email=row.email,
        phone=row.phone,
        locale=row.locale,
    )
    if row.civic_no:
        values["civic_no"] = row.civic_no.value
        values["civic_no_index"] = index
        values["civic_no_type"] = CivicNumberType(row.civic_no.kind.value)
    return values


def _refuse_invalid(persons: Iterable[PersonRow]) -> None:
    faults = []
    for position, row in enumerate(persons):
        if (
            not row.given_name.strip()
            or not row.family_name.strip()
            or len(row.given_name + row.family_name) > 100
        ):
            faults.append((position, "name"))
        if row.security_marking not in SecurityMarking.values:
            faults.append((position, "security_marking"))
        if row.sex is not None and row.sex not in Sex.values:
            faults.append((position, "sex"))
        home = row.home_municipality
        if home and not (len(home) == 4 and home.isascii() and home.isdigit()):
            faults.append((position, "home_municipality"))
    if faults:
        raise RowsInvalidError(tuple(faults))


def _known(persons: Sequence[PersonRow]) -> tuple[dict[bytes, Person], dict[UUID, Person]]:
    """Stored persons by blind index and by id, locked until the transaction ends."""
    stored: dict[UUID, Person] = {}
    indexes = [blind_index(row.civic_no.value) for row in persons if row.civic_no]
    ids = [row.person_id for row in persons if row.person_id]
    locked = Person.objects.select_for_update().order_by("pk")
    for portion in in_portions(indexes):
        stored.update({person.pk: person for person in locked.filter(civic_no_index__in=portion)})
    for portion in in_portions(ids):
        missing = [person_id for person_id in portion if person_id not in stored]
        stored.update({person.pk: person for person in locked.filter(pk__in=missing)})
    by_index = {bytes(person.civic_no_index): person for person in stored.values() if person.civic_no_index}
    for person in stored.values():  # PostgreSQL gives memoryview: make it comparable
        person.civic_no_index = bytes(person.civic_no_index) if person.civic_no_index else None
    faults = []
    for position, row in enumerate(persons):
        if row.person_id and row.person_id not in stored:
            faults.append((position, "unknown_person"))
        holder = by_index.get(blind_index(row.civic_no.value)) if row.civic_no else None
        if row.person_id and holder is not None and holder.pk != row.person_id:
            faults.append((position, "civic_no_taken"))
    if faults:
        raise RowsInvalidError(tuple(faults))
    return by_index, stored


def _refuse_beyond_reach(
    actor: Actor,
    persons: Sequence[PersonRow],
    by_index: dict[bytes, Person],
    by_id: dict[UUID, Person],
    at: datetime,
) -> None:
    """An office may change everyone; a school only those whom it may read."""
    if reach(actor, Permission.IMPORT_COMMIT) is None or not by_id:
        return
    seen: set[UUID] = set()
    for portion in in_portions(list(by_id)):
        rows = visible(actor, Person.objects.filter(pk__in=portion), on=timezone.localdate(at))
        seen.update(rows.values_list("pk", flat=True))
    refused = []
    for position, row in enumerate(persons):
        found = by_id.get(row.person_id) if row.person_id else None
        if found is None and row.civic_no:
            found = by_index.get(blind_index(row.civic_no.value))
        if found is not None and found.pk not in seen:
            refused.append(position)
    if refused:
        raise RowsRefusedError(tuple(refused))
