"""How many were admitted from each home municipality to each other, by programme: numbers, never persons."""

from django.db.models import Count

from gemensam.domains.admissions.models import Placement, Publication
from gemensam.domains.admissions.states import PublicationState
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission


def admitted_flows(actor: Actor, *, year: int) -> list[tuple[str, str, str, int]]:
    """Return (home municipality, providing municipality, programme, persons) of the year's latest published round.

    Only public providers, only between different municipalities. For those who work out prices, who need the
    whole number however small: it is money between municipalities. Raises PermissionDenied.
    """
    require(actor, Permission.PRICE_ROUND_MANAGE)
    published = Publication.objects.filter(round__year=year, state=PublicationState.PUBLISHED)
    latest = published.order_by("-published_at").first()
    if latest is None:
        return []
    rows = Placement.objects.filter(
        run=latest.run_id, status="admitted", offering__provider__provider_kind="public"
    )
    counts = rows.values_list(
        "application__home_municipality", "offering__municipality_code", "offering__programme"
    ).annotate(persons=Count("pk"))
    return sorted(row for row in counts if row[0] and row[0] != row[1])
