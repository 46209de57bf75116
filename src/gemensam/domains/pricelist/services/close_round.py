"""Close the round for reports, so that prices can be compared in peace."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import PriceRound
from gemensam.domains.pricelist.services._telling import tell_steering_group
from gemensam.domains.pricelist.services._turn import fire_round, locked_round
from gemensam.domains.pricelist.states import PriceRoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def close_round(*, actor: Actor, round_id: UUID, at: datetime) -> PriceRound:
    """Close the round for reports. Raises PermissionDenied, PriceTransitionRefused."""
    round_ = locked_round(actor, round_id, Permission.PRICE_ROUND_MANAGE)
    fire_round(round_, PriceRoundEvent.CLOSE, actor=actor, audit_event=AuditEvent.PRICE_ROUND_CLOSED, at=at)
    tell_steering_group(round_, actor=actor, at=at)
    return round_
