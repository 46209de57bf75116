"""Write down what a municipality has decided about the recommended list."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import MunicipalDecision, PriceRound, RegionMember
from gemensam.domains.pricelist.queries.proposal import make_proposal
from gemensam.domains.pricelist.services._turn import note
from gemensam.domains.pricelist.states import PriceRoundState, PriceTransitionRefused
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


class OtherListShown(Exception):
    """The prices have changed since the page was shown."""


@transaction.atomic
def record_decision(
    *,
    actor: Actor,
    round_id: UUID,
    municipality_code: str,
    checksum: str,
    accepted: bool,
    decided_on: date,
    paragraph: str,
    body: str,
    at: datetime,
) -> MunicipalDecision:
    """Keep the decision with its date and paragraph; a later one takes the place of an earlier.

    ``checksum``: of the prices that were shown. Raises PermissionDenied, PriceTransitionRefused, OtherListShown.
    """
    round_ = PriceRound.objects.select_for_update(of=("self",)).select_related("region").get(pk=round_id)
    member = RegionMember.objects.get(region=round_.region, municipality_code=municipality_code)
    policies.require(actor, Permission.PRICE_DECIDE, member)
    if round_.state != PriceRoundState.RECOMMENDED:
        raise PriceTransitionRefused(round_.state, "decide")
    if make_proposal(round_).checksum != checksum:
        raise OtherListShown
    now = MunicipalDecision.objects.filter(round=round_, member=member, voided_at__isnull=True)
    same = now.filter(accepted=accepted, decided_on=decided_on, paragraph=paragraph, body=body).first()
    if same is not None:
        return same
    now.update(voided_at=at)
    decision = MunicipalDecision.objects.create(
        round=round_,
        member=member,
        accepted=accepted,
        decided_on=decided_on,
        paragraph=paragraph,
        body=body,
        checksum=checksum,
        at=at,
        account_id=actor.account_id,
        actor_name=actor.name,
    )
    note(
        round_,
        "decide",
        actor=actor,
        audit_event=AuditEvent.PRICE_DECIDED,
        at=at,
        member=member,
        facts={"accepted": accepted, "checksum": checksum},
    )
    return decision
