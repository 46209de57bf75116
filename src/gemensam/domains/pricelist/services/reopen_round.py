"""Open a closed round again, for a report that comes late or must be put right."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import PriceRound
from gemensam.domains.pricelist.services._turn import fire_round, locked_round
from gemensam.domains.pricelist.states import PriceRoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def reopen_round(*, actor: Actor, round_id: UUID, at: datetime) -> PriceRound:
    """Open the round again. Raises PermissionDenied, PriceTransitionRefused."""
    round_ = locked_round(actor, round_id, Permission.PRICE_ROUND_MANAGE)
    fire_round(
        round_, PriceRoundEvent.REOPEN, actor=actor, audit_event=AuditEvent.PRICE_ROUND_REOPENED, at=at
    )
    return round_
