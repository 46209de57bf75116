"""How many pupils are placed in each municipality from each other, by programme: numbers, never persons."""

from collections import Counter
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from gemensam.domains.settlement.models import BilledPlacement, PlacementHome
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission


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
