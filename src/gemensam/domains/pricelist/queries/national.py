"""The national price lists that have been read in."""

from gemensam.domains.pricelist.models import NationalList, NationalRow
from gemensam.foundation.access.actors import Actor, require
from gemensam.foundation.access.permissions import Permission


def national_lists(actor: Actor) -> list[NationalList]:
    """Return the lists, latest first. Raises PermissionDenied."""
    require(actor, Permission.PRICE_READ)
    return list(NationalList.objects.all())


def national_rows(actor: Actor, year: int) -> list[NationalRow]:
    """Return a year's amounts in order of codes. Raises PermissionDenied."""
    require(actor, Permission.PRICE_READ)
    return list(NationalRow.objects.filter(list__year=year))
