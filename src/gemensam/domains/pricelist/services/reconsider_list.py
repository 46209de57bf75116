"""Take a recommendation back; the municipalities' decisions about it no longer count."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import MunicipalDecision, PriceRound
from gemensam.domains.pricelist.services._turn import fire_round, locked_round
from gemensam.domains.pricelist.states import PriceRoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def reconsider_list(*, actor: Actor, round_id: UUID, reason: str, at: datetime) -> PriceRound:
    """Open the list for change again, with the reason. Raises PermissionDenied, PriceTransitionRefused."""
    round_ = locked_round(actor, round_id, Permission.PRICE_RECOMMEND)
    decisions = MunicipalDecision.objects.filter(round=round_, voided_at__isnull=True)
    fire_round(
        round_,
        PriceRoundEvent.RECONSIDER,
        actor=actor,
        audit_event=AuditEvent.PRICE_ROUND_RECONSIDERED,
        at=at,
        facts={"voided": decisions.count()},
        words=reason,
    )
    decisions.update(voided_at=at)
    return round_
