"""Let an application stand at another school, or at none: the pupil has been handed over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.models import Application
from gemensam.foundation.access.actors import Actor, PermissionDenied, require
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def set_school(
    *, actor: Actor, person_id: UUID, year: int, from_unit: UUID | None, to_unit: UUID | None, at: datetime
) -> bool:
    """Move the person's application of the year from the one school to the other; whether there was one to move.

    None is no school: then neither sees it, and the next school's list of pupils takes it in. The actor guides at the
    school that it leaves, or that gets it back. An application that stands elsewhere stays. Raises PermissionDenied.
    """
    require(actor, Permission.PUPIL_GUIDE)
    place = from_unit or to_unit
    if place is None or place not in actor.organisations_with(Permission.PUPIL_GUIDE):
        raise PermissionDenied(Permission.PUPIL_GUIDE)
    rows = Application.objects.select_for_update().filter(person=person_id, year=year, school_unit=from_unit)
    application = rows.select_related("office").first()
    if application is None:
        return False
    application.school_unit_id = to_unit
    application.save(update_fields=["school_unit"])
    record(
        actor=actor,
        event=AuditEvent.APPLICATION_SCHOOL_SET,
        target_type="admissions.application",
        target_id=str(application.pk),
        organisation_id=application.office.organisation_id,
        facts={"from": str(from_unit or ""), "to": str(to_unit or "")},
        at=at,
    )
    return True
