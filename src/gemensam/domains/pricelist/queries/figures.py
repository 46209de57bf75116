"""Pupil flows, budgets and age groups of a round, as lists show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import MemberFigures, PriceRound, PupilFlow, RegionMember
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class FlowLine:
    """Pupils between two municipalities, by name."""

    home: str
    provider: str
    code: str
    orientation: str
    pupils: Decimal


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A municipality's budget and age groups."""

    code: str
    name: str
    budget: Decimal | None
    cohorts: Mapping[int, int]
    may_change: bool


def flow_lines(actor: Actor, round_: PriceRound) -> list[FlowLine]:
    """Return the round's flows. Raises PermissionDenied."""
    policies.require(actor, Permission.PRICE_READ, round_)
    names = dict(RegionMember.objects.filter(region=round_.region).values_list("municipality_code", "name"))
    return [
        FlowLine(
            names.get(row.home_code, row.home_code),
            names.get(row.provider_code, row.provider_code),
            row.code,
            row.orientation,
            row.pupils,
        )
        for row in PupilFlow.objects.filter(round=round_)
    ]


def member_figures(actor: Actor, round_: PriceRound) -> list[FigureLine]:
    """Return every municipality with its figures, empty where there are none. Raises PermissionDenied."""
    policies.require(actor, Permission.PRICE_READ, round_)
    given = {one.member_id: one for one in MemberFigures.objects.filter(round=round_)}
    manages = policies.may(actor, Permission.PRICE_ROUND_MANAGE, round_)
    lines = []
    for member in RegionMember.objects.filter(region=round_.region):
        found = given.get(member.pk)
        lines.append(
            FigureLine(
                member.municipality_code,
                member.name,
                found.budget_net if found else None,
                {int(year): size for year, size in found.cohorts.items()} if found else {},
                manages or policies.may(actor, Permission.PRICE_REVIEW, member),
            )
        )
    return lines
