"""Set a price by hand instead of the model's, with the reason; or go back to the model."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import PriceOverride
from gemensam.domains.pricelist.services._turn import locked_round, note
from gemensam.domains.pricelist.states import PriceRoundState, PriceTransitionRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.rules.pricing.codes import PriceKey


@transaction.atomic
def override_price(
    *, actor: Actor, round_id: UUID, key: PriceKey, base: Decimal | None, reason: str, at: datetime
) -> None:
    """Set the base price of one education; ``base`` None removes what was set.

    Raises PermissionDenied, PriceTransitionRefused.
    """
    round_ = locked_round(actor, round_id, Permission.PRICE_ROUND_MANAGE)
    if round_.state not in {PriceRoundState.OPEN, PriceRoundState.CLOSED}:
        raise PriceTransitionRefused(round_.state, "override")
    where: dict[str, Any] = {
        "code": key.code,
        "orientation": key.orientation,
        "cohort": key.cohort,
        "form": key.form,
    }
    existing = PriceOverride.objects.filter(round=round_, **where).first()
    if base is None and existing is None:
        return
    if existing is not None and (existing.base, existing.reason) == (base, reason):
        return
    if base is None:
        PriceOverride.objects.filter(round=round_, **where).delete()
    else:
        PriceOverride.objects.update_or_create(
            round=round_,
            **where,
            defaults={
                "base": base,
                "reason": reason,
                "at": at,
                "account_id": actor.account_id,
                "actor_name": actor.name,
            },
        )
    note(
        round_,
        "override" if base is not None else "override_removed",
        actor=actor,
        audit_event=AuditEvent.PRICE_OVERRIDDEN,
        at=at,
        facts=where,
    )
