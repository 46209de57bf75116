"""Choose the price model of a round, with its parameters and why."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.inputs.settings import kinds_of, stored_settings
from gemensam.domains.pricelist.models import PriceRound
from gemensam.domains.pricelist.services._turn import locked_round, note
from gemensam.domains.pricelist.states import PriceRoundState, PriceTransitionRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.rules.pricing.cost_models import ModelSettings


@transaction.atomic
def choose_model(
    *, actor: Actor, round_id: UUID, settings: ModelSettings, rationale: str, at: datetime
) -> PriceRound:
    """Keep the choice; the same again changes nothing. Raises PermissionDenied, PriceTransitionRefused.

    Not once the list is recommended: what the municipalities decide about stands still.
    """
    round_ = locked_round(actor, round_id, Permission.PRICE_ROUND_MANAGE)
    if round_.state not in {PriceRoundState.PLANNED, PriceRoundState.OPEN, PriceRoundState.CLOSED}:
        raise PriceTransitionRefused(round_.state, "choose_model")
    stored = stored_settings(replace(settings, kinds=kinds_of(round_.settings)))
    if (round_.settings, round_.rationale) == (stored, rationale):
        return round_
    round_.settings, round_.rationale = stored, rationale
    round_.save()
    note(
        round_,
        "choose_model",
        actor=actor,
        audit_event=AuditEvent.PRICE_MODEL_CHOSEN,
        at=at,
        facts={"model": settings.model.value},
    )
    return round_
