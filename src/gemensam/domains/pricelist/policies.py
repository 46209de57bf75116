"""Who may do what with prices, and which rows.

Scopes: reporters, economists, heads and decision makers act at their own municipality's provider; whoever runs the
round acts at the region's organisation, or holds the role for the whole co-operation. Everyone who works with
prices in a region reads all of its reports: the co-operation's point is that costs lie open between members.
Published lists are public.
"""

from django.db.models import Q, QuerySet

from gemensam.domains.pricelist.models import (
    PriceListVersion,
    PriceRegion,
    PriceReport,
    PriceRound,
    RegionMember,
)
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission

Target = PriceRegion | PriceRound | PriceReport | RegionMember | PriceListVersion


def _organisations(target: Target) -> set[object]:
    """Ids of the organisations from which the target is handled."""
    match target:
        case PriceRegion():
            return {target.organisation_id}
        case PriceRound() | PriceListVersion():
            return {target.region.organisation_id}
        case PriceReport():
            return {target.member.provider_id}
        case RegionMember():
            return {target.provider_id}


def may(actor: Actor, permission: Permission, target: Target) -> bool:
    """Whether the actor holds the permission at an organisation that handles the target, or everywhere.

    Reading needs only that the actor works somewhere in the region.
    """
    if actor.has_everywhere(permission):
        return True
    held = actor.organisations_with(permission)
    if permission is Permission.PRICE_READ:
        return bool(held & _region_organisations(target))
    return bool(held & _organisations(target))


def require(actor: Actor, permission: Permission, target: Target) -> None:
    """Raise PermissionDenied unless ``may``."""
    if not may(actor, permission, target):
        raise PermissionDenied(permission)


def _region_organisations(target: Target) -> set[object]:
    match target:
        case PriceRegion():
            region = target
        case PriceReport():
            region = target.member.region
        case _:
            region = target.region
    members = RegionMember.objects.filter(region=region).values_list("provider_id", flat=True)
    return {region.organisation_id, *members}


def visible_regions(actor: Actor, queryset: QuerySet[PriceRegion]) -> QuerySet[PriceRegion]:
    """Regions in which the actor works with prices."""
    if actor.has_everywhere(Permission.PRICE_READ):
        return queryset
    held = actor.organisations_with(Permission.PRICE_READ)
    return queryset.filter(Q(organisation_id__in=held) | Q(members__provider_id__in=held)).distinct()


def visible_rounds(actor: Actor, queryset: QuerySet[PriceRound]) -> QuerySet[PriceRound]:
    """Rounds of the regions in which the actor works with prices."""
    return queryset.filter(region__in=visible_regions(actor, PriceRegion.objects.all()))


def visible_reports(actor: Actor, queryset: QuerySet[PriceReport]) -> QuerySet[PriceReport]:
    """Reports of those rounds."""
    return queryset.filter(round__region__in=visible_regions(actor, PriceRegion.objects.all()))


def visible_versions(actor: Actor, queryset: QuerySet[PriceListVersion]) -> QuerySet[PriceListVersion]:
    """Every published list is public, also for those who are not logged in."""
    return queryset


def may_comment(actor: Actor, report: PriceReport) -> bool:
    """Whether the actor works with prices in the report's region, and does more than read."""
    taking_part = (
        Permission.PRICE_REPORT,
        Permission.PRICE_REVIEW,
        Permission.PRICE_APPROVE,
        Permission.PRICE_DECIDE,
        Permission.PRICE_ROUND_MANAGE,
    )
    return may(actor, Permission.PRICE_READ, report) and any(actor.has(one) for one in taking_part)


def require_comment(actor: Actor, report: PriceReport) -> None:
    """Raise PermissionDenied unless ``may_comment``."""
    if not may_comment(actor, report):
        raise PermissionDenied(Permission.PRICE_READ)
