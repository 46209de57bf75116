"""Say which places are held in a reserve round, and which choices take no part in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.models import AdmissionRound, Application, HeldPlace, LeftOutChoice
from gemensam.domains.admissions.services._transition import locked_round
from gemensam.domains.admissions.states import RoundState, TransitionRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@dataclass(frozen=True, slots=True)
class Held:
    """A place that someone keeps. ``keep_reserve``: it may be given up for a choice ranked higher."""

    application_id: UUID
    offering_id: UUID
    keep_reserve: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A choice that takes no part."""

    application_id: UUID
    offering_id: UUID


@transaction.atomic
def hold_places(
    *, actor: Actor, round_id: UUID, held: Sequence[Held], left_out: Sequence[LeftOut], at: datetime
) -> None:
    """Replace the round's held places and left-out choices by these.

    Raises PermissionDenied, TransitionRefused when the round is no reserve round in preparation, and ValueError
    for an application of another office or year.
    """
    round_ = locked_round(actor, round_id, Permission.ROUND_PREPARE)
    if round_.kind != AdmissionRound.Kind.RESERVE or round_.state != RoundState.DRAFT:
        raise TransitionRefused(round_.state, "hold_places")
    named = {row.application_id for row in held} | {row.application_id for row in left_out}
    own = Application.objects.filter(office=round_.office_id, year=round_.year).values_list("pk", flat=True)
    if not named <= set(own):
        raise ValueError("an application of another office or year")
    HeldPlace.objects.filter(round=round_).delete()
    LeftOutChoice.objects.filter(round=round_).delete()
    HeldPlace.objects.bulk_create(
        [
            HeldPlace(
                round=round_,
                application_id=row.application_id,
                offering_id=row.offering_id,
                keep_reserve=row.keep_reserve,
            )
            for row in held
        ],
        batch_size=1000,
    )
    LeftOutChoice.objects.bulk_create(
        [
            LeftOutChoice(round=round_, application_id=row.application_id, offering_id=row.offering_id)
            for row in left_out
        ],
        batch_size=1000,
    )
    record(
        actor=actor,
        event=AuditEvent.PLACES_HELD,
        target_type="admission_round",
        target_id=str(round_.pk),
        organisation_id=round_.office.organisation_id,
        facts={"held": len(held), "left_out": len(left_out)},
        at=at,
    )
