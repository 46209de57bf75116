"""Stop showing a result, at once, on every surface. Nothing is deleted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.models import Publication
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.states import (
    PublicationEvent,
    PublicationState,
    RoundEvent,
    next_publication_state,
)
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def halt_publication(*, actor: Actor, round_id: UUID, reason: str, at: datetime) -> None:
    """Halt the round's scheduled or published result.

    Raises TransitionRefused when nothing is scheduled or published, or PermissionDenied.
    """
    round_ = locked_round(actor, round_id, Permission.ROUND_HALT)
    live = (PublicationState.SCHEDULED, PublicationState.PUBLISHED)
    for publication in Publication.objects.select_for_update().filter(round=round_, state__in=live):
        publication.state = next_publication_state(publication.state, PublicationEvent.HALT)
        publication.halted_at, publication.halt_reason = at, reason
        publication.save(update_fields=["state", "halted_at", "halt_reason"])
    fire(
        round_,
        RoundEvent.HALT,
        actor=actor,
        audit_event=AuditEvent.PUBLICATION_HALTED,
        at=at,
        run=round_.current_run,
        facts={"reason": reason},
    )
