"""Start a round over. Every earlier run and publication is kept."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.admissions.models import Approval
from gemensam.domains.admissions.services._transition import fire, locked_round
from gemensam.domains.admissions.states import RoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def reopen_round(*, actor: Actor, round_id: UUID, reason: str, at: datetime) -> None:
    """Send the round back to draft. A published result stays shown until a new one supersedes it.

    ``reason`` is the officer's own words, kept in the step log. Raises TransitionRefused or PermissionDenied.
    """
    round_ = locked_round(actor, round_id, Permission.ROUND_PREPARE)
    run = round_.current_run
    Approval.objects.filter(run__round=round_, voided_at__isnull=True).update(
        voided_at=at, void_reason="reopened"
    )
    fire(
        round_,
        RoundEvent.REOPEN,
        actor=actor,
        audit_event=AuditEvent.ROUND_REOPENED,
        at=at,
        run=run,
        facts={"reason": reason},
    )
