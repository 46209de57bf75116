"""Publish the recommended list as a version that is never changed."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist.inputs.settings import stored_settings
from gemensam.domains.pricelist.models import MunicipalDecision, PriceListVersion, PriceRound, RegionMember
from gemensam.domains.pricelist.queries.proposal import Proposal, make_proposal
from gemensam.domains.pricelist.services._publishing import (
    NewRow,
    PublicationRefused,
    check_effect,
    latest_version,
    write_version,
)
from gemensam.domains.pricelist.services._turn import fire_round, locked_round
from gemensam.domains.pricelist.states import PriceRoundEvent
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent


@transaction.atomic
def publish_list(
    *,
    actor: Actor,
    round_id: UUID,
    checksum: str,
    effective_from: date,
    reason: str,
    without_all: bool,
    at: datetime,
) -> PriceListVersion:
    """Publish the prices that were recommended and decided about; ``checksum`` is of those that were shown.

    ``without_all``: publish although some municipality has not decided, or not agreed; the reason then says why.
    Raises PermissionDenied, PriceTransitionRefused, PublicationRefused.
    """
    round_ = locked_round(actor, round_id, Permission.PRICE_PUBLISH)
    fire_round(
        round_,
        PriceRoundEvent.PUBLISH,
        actor=actor,
        audit_event=AuditEvent.PRICE_LIST_PUBLISHED,
        at=at,
        facts={"checksum": checksum},
        words=reason,
    )
    found = make_proposal(round_)
    if found.checksum != checksum:
        raise PublicationRefused("other_list")
    decisions = list(_decisions(round_, without_all))
    predecessor = latest_version(round_.region_id)
    check_effect(round_.year, effective_from, predecessor)
    version = PriceListVersion(
        region=round_.region,
        round=round_,
        year=round_.year,
        effective_from=effective_from,
        predecessor=predecessor,
        reason=reason,
        settings=stored_settings(found.settings),
        rationale=round_.rationale,
        reporters=len(found.members) - len(found.missing) + len(found.estimated),
        estimated=len(found.estimated),
        decisions=decisions,
    )
    return write_version(version, list(_rows(found)), actor=actor, at=at)


def _decisions(round_: PriceRound, without_all: bool) -> Iterator[dict[str, object]]:
    given = {
        one.member_id: one for one in MunicipalDecision.objects.filter(round=round_, voided_at__isnull=True)
    }
    for member in RegionMember.objects.filter(region=round_.region):
        decision = given.get(member.pk)
        if decision is None:
            if not without_all:
                raise PublicationRefused("undecided")
            continue
        if not decision.accepted and not without_all:
            raise PublicationRefused("refused")
        yield {
            "municipality": member.municipality_code,
            "name": member.name,
            "accepted": decision.accepted,
            "decided_on": decision.decided_on.isoformat(),
            "paragraph": decision.paragraph,
            "body": decision.body,
        }


def _rows(found: Proposal) -> Iterator[NewRow]:
    for row in found.priced:
        assert row.price is not None
        yield NewRow(
            row.key,
            row.price,
            row.components,
            reporters=row.chosen.reporters,
            estimated=row.chosen.estimated,
            override_reason=row.override_reason,
        )
    for municipality, key, price, components in found.own:
        yield NewRow(key, price, components, provider_code=municipality, reporters=1,
                     estimated=municipality in found.estimated)  # fmt: skip
