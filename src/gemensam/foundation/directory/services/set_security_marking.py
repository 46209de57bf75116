"""Set or lift the protection of a person's identity."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.foundation.access.actors import Actor, PermissionDenied, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Person, SecurityMarking
from gemensam.foundation.directory.policies import visible


@transaction.atomic
def set_security_marking(*, actor: Actor, person_id: UUID, marking: str, at: datetime) -> bool:
    """Set the marking by decision of someone who may read protected persons; False when it already was so.

    The only way to lower a protection: no import does. Raises PermissionDenied, ValueError (unknown marking).
    """
    require(actor, Permission.PERSON_PROTECTED_READ)
    reached = visible(actor, Person.objects.filter(pk=person_id), on=timezone.localdate(at))
    person = Person.objects.select_for_update().filter(pk__in=reached.values("pk")).first()
    if person is None:
        raise PermissionDenied(Permission.PERSON_PROTECTED_READ)
    before, after = person.security_marking, SecurityMarking(marking)
    if before == after:
        return False
    person.security_marking = after
    person.save(update_fields=["security_marking"])
    record(
        actor=actor,
        event=AuditEvent.SECURITY_MARKING_SET,
        target_type="directory.person",
        target_id=str(person.pk),
        at=at,
        facts={"before": before, "after": after},
    )
    return True
