"""Begin an application, or take up the one that the register already has."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gemensam.domains.admissions.queries.own_application import OwnApplication, own_application
from gemensam.domains.applications import policies
from gemensam.domains.applications.inputs.content import Contact, Content, written
from gemensam.domains.applications.models import Draft
from gemensam.domains.applications.services._telling import tell_of_guardian
from gemensam.domains.applications.states import DraftState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record
from gemensam.foundation.directory.queries import person
from gemensam.foundation.messaging.kinds import MessageKind


@transaction.atomic
def open_draft(*, actor: Actor, office_id: UUID, year: int, person_id: UUID, at: datetime) -> Draft:
    """Return the person's draft, made on the first call; a second press finds the same.

    An application that came by file or another way is taken up as sent, with its choices and which of them are in
    time. A pupil whose guardian begins is told at once. Raises PermissionDenied unless the draft would be the actor's
    own, or a ward's where the office lets guardians write and the ward has not taken over.
    """
    policies.require_open(actor, office_id, person_id, on=timezone.localdate(at))
    known = own_application(actor, office_id=office_id, year=year, person_id=person_id, at=at)
    draft, is_new = Draft.objects.get_or_create(
        office_id=office_id,
        year=year,
        person_id=person_id,
        defaults=_values(actor, person_id, known, at),
    )
    policies.require_write(actor, draft, on=timezone.localdate(at))
    if is_new and actor.person_id != person_id:
        tell_of_guardian(draft, MessageKind.DRAFT_BEGUN_BY_GUARDIAN, at=at)
    if is_new:
        record(
            actor=actor,
            event=AuditEvent.DRAFT_OPENED,
            target_type="applications.draft",
            target_id=str(draft.pk),
            organisation_id=draft.office.organisation_id,
            facts={"year": year, "taken_up": known is not None},
            at=at,
        )
    return draft


def _values(actor: Actor, person_id: UUID, known: OwnApplication | None, at: datetime) -> dict[str, object]:
    values: dict[str, object] = {"created_at": at, "saved_at": at}
    if known is None or not known.choices:
        return values
    who = person(actor, person_id, at=at)
    contact = Contact(email=who.email, phone=who.phone) if who.email else None
    choices = tuple(choice.offering_id for choice in known.choices)
    return {
        **values,
        "state": DraftState.SENT,
        "reference": known.reference,
        "content": written(Content(contact=contact, choices=choices)),
        "in_time": [str(choice.offering_id) for choice in known.choices if not choice.late],
    }
