"""Plan a year's round of prices with its agreed dates."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import PriceRegion, PriceRound
from gemensam.domains.pricelist.services._turn import note
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


class PriceRoundExists(Exception):
    """The region has a round for the year already."""


@transaction.atomic
def create_round(
    *,
    actor: Actor,
    region_id: UUID,
    year: int,
    opens_on: date,
    due_on: date,
    reminder_on: date,
    escalation_on: date,
    decision_on: date,
    at: datetime,
) -> PriceRound:
    """Create the round. The model is last year's until someone chooses. Raises PermissionDenied, PriceRoundExists."""
    region = PriceRegion.objects.get(pk=region_id)
    policies.require(actor, Permission.PRICE_ROUND_MANAGE, region)
    before = PriceRound.objects.filter(region=region, year__lt=year).order_by("-year").first()
    try:
        with transaction.atomic():
            round_ = PriceRound.objects.create(
                region=region,
                year=year,
                opens_on=opens_on,
                due_on=due_on,
                reminder_on=reminder_on,
                escalation_on=escalation_on,
                decision_on=decision_on,
                settings=before.settings if before else {},
                created_at=at,
            )
    except IntegrityError as error:
        if PriceRound.objects.filter(region=region, year=year).exists():
            raise PriceRoundExists from error
        raise
    note(round_, "create", actor=actor, audit_event=AuditEvent.PRICE_ROUND_CREATED, at=at)
    return round_
