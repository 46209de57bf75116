"""Save a municipality's budget for this year's net and its age groups."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import MemberFigures, PriceRound, RegionMember
from gemensam.domains.pricelist.services._turn import note
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def save_figures(
    *,
    actor: Actor,
    round_id: UUID,
    municipality_code: str,
    budget_net: Decimal | None,
    cohorts: Mapping[int, int],
    at: datetime,
) -> MemberFigures:
    """Save the figures; ``cohorts``: year → persons who turn 16. The municipality's economist or the round's manager.

    Raises PermissionDenied, PriceRound.DoesNotExist, RegionMember.DoesNotExist.
    """
    round_ = PriceRound.objects.select_related("region").get(pk=round_id)
    member = RegionMember.objects.get(region=round_.region, municipality_code=municipality_code)
    if not policies.may(actor, Permission.PRICE_ROUND_MANAGE, round_):
        policies.require(actor, Permission.PRICE_REVIEW, member)
    figures = MemberFigures.objects.filter(round=round_, member=member).first()
    figures = figures or MemberFigures(round=round_, member=member)
    plain = {str(year): size for year, size in sorted(cohorts.items())}
    if figures.pk and (figures.budget_net, figures.cohorts) == (budget_net, plain):
        return figures
    figures.budget_net, figures.cohorts = budget_net, plain
    figures.save()
    note(round_, "figures", actor=actor, audit_event=AuditEvent.PRICE_FIGURES_SAVED, at=at, member=member)
    return figures
