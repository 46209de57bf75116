"""Rounds of prices: where each stands, who has reported and who has not, and who did what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import (
    MunicipalDecision,
    PriceRegion,
    PriceReport,
    PriceRound,
    PriceStep,
    RegionMember,
)
from gemensam.domains.pricelist.states import ReportState
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One municipality's report in the round's picture."""

    code: str
    name: str
    state: str
    reported_at: datetime | None
    rows: int
    is_own: bool

    @property
    def has_come(self) -> bool:
        """Whether the municipality has sent it."""
        return self.state != ReportState.DRAFT


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A municipality and what it has decided; ``decision`` None = not yet."""

    code: str
    name: str
    decision: MunicipalDecision | None
    may_decide: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as its pages show it."""

    id: UUID
    region_id: UUID
    region_name: str
    region_slug: str
    year: int
    state: str
    opens_on: date
    due_on: date
    reminder_on: date
    escalation_on: date
    decision_on: date
    rationale: str
    settings: Mapping[str, object]
    reports: tuple[ReportLine, ...]
    may: Mapping[str, bool]

    @property
    def reported(self) -> int:
        """How many have come."""
        return sum(line.has_come for line in self.reports)

    @property
    def members(self) -> int:
        """How many there are."""
        return len(self.reports)


def rounds(actor: Actor) -> QuerySet[PriceRound]:
    """Return the rounds that the actor may see, latest year first."""
    rows = policies.visible_rounds(actor, PriceRound.objects.select_related("region"))
    return rows.order_by("-year", "region__name")


def found_round(actor: Actor, round_id: UUID) -> PriceRound:
    """Return the row of a round that the actor may see. Raises PriceRound.DoesNotExist."""
    return rounds(actor).get(pk=round_id)


def round_view(actor: Actor, round_id: UUID) -> RoundView:
    """Return the round with who has reported. Raises PriceRound.DoesNotExist."""
    round_ = found_round(actor, round_id)
    reports = PriceReport.objects.filter(round=round_).select_related("member").annotate(number=Count("rows"))
    lines = [
        ReportLine(
            one.member.municipality_code,
            one.member.name,
            one.state,
            one.reported_at,
            one.number,
            one.member.provider_id in own_providers(actor),
        )
        for one in reports.order_by("member__municipality_code")
    ]
    return RoundView(
        id=round_.pk,
        region_id=round_.region_id,
        region_name=round_.region.name,
        region_slug=round_.region.slug,
        year=round_.year,
        state=round_.state,
        opens_on=round_.opens_on,
        due_on=round_.due_on,
        reminder_on=round_.reminder_on,
        escalation_on=round_.escalation_on,
        decision_on=round_.decision_on,
        rationale=round_.rationale,
        settings=round_.settings,
        reports=tuple(lines),
        may={
            "manage": policies.may(actor, Permission.PRICE_ROUND_MANAGE, round_),
            "recommend": policies.may(actor, Permission.PRICE_RECOMMEND, round_),
            "publish": policies.may(actor, Permission.PRICE_PUBLISH, round_),
        },
    )


def own_providers(actor: Actor) -> frozenset[UUID]:
    """Return the providers for which the actor reports, reviews, approves or decides."""
    found: frozenset[UUID] = frozenset()
    for permission in (
        Permission.PRICE_REPORT,
        Permission.PRICE_REVIEW,
        Permission.PRICE_APPROVE,
        Permission.PRICE_DECIDE,
    ):
        found |= actor.organisations_with(permission)
    return found


def steps(actor: Actor, round_id: UUID) -> Sequence[PriceStep]:
    """Return the round's log, latest first. Raises PriceRound.DoesNotExist."""
    rows = PriceStep.objects.filter(round=found_round(actor, round_id)).select_related("member")
    return list(rows.order_by("-at", "-id"))


def decisions(actor: Actor, round_id: UUID) -> list[DecisionLine]:
    """Return every municipality with its decision about the round's list. Raises PriceRound.DoesNotExist."""
    round_ = found_round(actor, round_id)
    given = {
        one.member_id: one for one in MunicipalDecision.objects.filter(round=round_, voided_at__isnull=True)
    }
    return [
        DecisionLine(
            member.municipality_code,
            member.name,
            given.get(member.pk),
            policies.may(actor, Permission.PRICE_DECIDE, member),
        )
        for member in RegionMember.objects.filter(region=round_.region)
    ]


def regions_to_manage(actor: Actor) -> list[tuple[UUID, str]]:
    """Return the regions whose rounds the actor runs."""
    return [
        (region.pk, region.name)
        for region in policies.visible_regions(actor, PriceRegion.objects.all()).order_by("name")
        if policies.may(actor, Permission.PRICE_ROUND_MANAGE, region)
    ]
