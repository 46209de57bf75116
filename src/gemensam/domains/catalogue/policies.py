"""Who may see and change the supply. Offerings are public; the office and its providers change them."""

from django.db.models import QuerySet

from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission


def visible(actor: Actor, queryset: QuerySet[Offering]) -> QuerySet[Offering]:
    """Every offering is public, also for those who are not logged in."""
    return queryset


def require(actor: Actor, permission: Permission) -> None:
    """Raise PermissionDenied unless the actor holds the permission somewhere in the co-operation."""
    if not actor.has(permission):
        raise PermissionDenied(permission)
