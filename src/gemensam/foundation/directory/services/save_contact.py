"""Keep how someone wants to be reached."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.models import Person
from gemensam.foundation.directory.policies import require_own_contact


@transaction.atomic
def save_contact(*, actor: Actor, person_id: UUID, email: str, phone: str, at: datetime) -> bool:
    """Save the address and the number that someone gave for oneself or one's ward; False when nothing changed.

    An empty value changes nothing: what the register knows is not taken away by who has nothing to add. Raises
    PermissionDenied.
    """
    require_own_contact(actor, person_id, on=timezone.localdate(at))
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise PermissionDenied(Permission.OWN_APPLICATION_WRITE)
    before = (person.email, person.phone)
    person.email, person.phone = email or person.email, phone or person.phone
    if (person.email, person.phone) == before:
        return False
    person.save(update_fields=["email", "phone"])
    record(
        actor=actor,
        event=AuditEvent.CONTACT_SAVED,
        target_type="directory.person",
        target_id=str(person.pk),
        at=at,
    )
    return True
