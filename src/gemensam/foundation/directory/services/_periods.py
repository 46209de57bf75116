"""What the services that tie persons to something share: do they exist, and does the actor reach them?"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.models import Enrolment, Person
from gemensam.foundation.directory.policies import reach, visible
from gemensam.foundation.directory.rows import RowsInvalidError, RowsRefusedError
from gemensam.foundation.directory.services._saving import in_portions


def refuse_unknown_persons(rows: Sequence[tuple[UUID, ...]]) -> None:
    """Raise RowsInvalidError(unknown_person) for rows that name a person whom the directory lacks."""
    known: set[UUID] = set()
    for portion in in_portions(sorted({person_id for row in rows for person_id in row})):
        known.update(Person.objects.filter(pk__in=portion).values_list("pk", flat=True))
    faults = [(position, "unknown_person") for position, row in enumerate(rows) if not set(row) <= known]
    if faults:
        raise RowsInvalidError(tuple(faults))


def refuse_beyond_reach(actor: Actor, person_ids: Sequence[UUID], at: datetime) -> None:
    """Raise RowsRefusedError for persons who are enrolled, but not where the actor's role reaches."""
    if reach(actor, Permission.IMPORT_COMMIT) is None:
        return
    reached: set[UUID] = set()
    for portion in in_portions(sorted(set(person_ids))):
        seen = visible(actor, Person.objects.filter(pk__in=portion), on=timezone.localdate(at))
        reached.update(seen.values_list("pk", flat=True))
        enrolled = Enrolment.objects.filter(person_id__in=portion).values("person_id")
        new = Person.objects.filter(pk__in=portion).exclude(pk__in=enrolled)
        reached.update(new.values_list("pk", flat=True))
    refused = tuple(position for position, person_id in enumerate(person_ids) if person_id not in reached)
    if refused:
        raise RowsRefusedError(refused)
