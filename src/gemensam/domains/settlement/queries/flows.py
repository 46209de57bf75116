"""Pupils and payments between municipalities as numbers, never persons: for those who work out prices."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from gemensam.domains.settlement.models import BasisLine, BilledPlacement, PlacementHome
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission
from gemensam.rules.pricing.amounts import from_units


def placed_flows(actor: Actor, *, on: date) -> list[tuple[str, str, str, int]]:
    """Return (home municipality, providing municipality, programme, persons) of those placed on the day.

    Only at municipal schools, only between different municipalities. Protected pupils are counted: a number names
    nobody, and somebody pays. For those who work out prices. Raises PermissionDenied.
    """
    require(actor, Permission.PRICE_ROUND_MANAGE)
    home = PlacementHome.objects.filter(placement=OuterRef("pk"), starts__lte=on).order_by("-starts")
    placed = BilledPlacement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on), starts__lte=on, creditor__provider_kind="public"
    ).annotate(home=Subquery(home.values("municipality_code")[:1]))
    rows = placed.values_list("home", "creditor__municipality_code", "programme").iterator()
    counts = Counter(row for row in rows if row[0] and row[0] != row[1])
    return sorted((*row, persons) for row, persons in counts.items())


def billed_since(actor: Actor, *, day: date, price_rows: Collection[str]) -> dict[str, tuple[int, Decimal]]:
    """Return (pupil months, kronor) that have been billed from the day on, by the price's row in its list.

    What a price that is changed back in time would correct. Raises PermissionDenied.
    """
    require(actor, Permission.PRICE_PUBLISH)
    billed = (
        BasisLine.objects.filter(reading_date__gte=day, price__source_list="joint")
        .values("price__row")
        .annotate(months=Count("pk", filter=Q(kind="basis")), units=Sum("units"))
    )
    wanted = set(price_rows)
    return {
        one["price__row"]: (one["months"], from_units(one["units"]))
        for one in billed.order_by()
        if one["price__row"] in wanted
    }
