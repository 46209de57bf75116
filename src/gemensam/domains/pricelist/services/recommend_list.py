"""Recommend the list to the municipalities, as the steering group has done."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.models import PriceRound
from gemensam.domains.pricelist.queries.proposal import make_proposal
from gemensam.domains.pricelist.services._telling import tell_municipalities
from gemensam.domains.pricelist.services._turn import fire_round, locked_round
from gemensam.domains.pricelist.states import PriceRoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


class NothingToRecommend(Exception):
    """An education has no price, or a report waits for review. ``code``: empty, unpriced or unapproved."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def recommend_list(*, actor: Actor, round_id: UUID, at: datetime) -> PriceRound:
    """Recommend the prices as they stand; what the municipalities decide about is their checksum.

    Every report that was sent must be approved by its head, and every education must have a price. Raises
    PermissionDenied, PriceTransitionRefused, NothingToRecommend.
    """
    round_ = locked_round(actor, round_id, Permission.PRICE_RECOMMEND)
    if round_.reports.filter(state__in=("reported", "reviewed")).exists():
        raise NothingToRecommend("unapproved")
    found = make_proposal(round_)
    if not found.rows:
        raise NothingToRecommend("empty")
    if len(found.priced) != len(found.rows):
        raise NothingToRecommend("unpriced")
    fire_round(
        round_,
        PriceRoundEvent.RECOMMEND,
        actor=actor,
        audit_event=AuditEvent.PRICE_ROUND_RECOMMENDED,
        at=at,
        facts={"checksum": found.checksum, "rows": len(found.rows)},
    )
    tell_municipalities(round_, actor=actor, at=at)
    return round_
