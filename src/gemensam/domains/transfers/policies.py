"""Who may see and handle transfers between offices. The office's own people; applicants see where their own went."""

from uuid import UUID

from django.db.models import QuerySet

from gemensam.domains.transfers.models import Arrival, OtherOffice, Transfer
from gemensam.foundation.access.actors import Actor, PermissionDenied
from gemensam.foundation.access.permissions import Permission


def require_at(actor: Actor, permission: Permission, organisation_id: UUID) -> None:
    """Raise PermissionDenied unless the actor holds the permission at the office's organisation."""
    if organisation_id not in actor.organisations_with(permission):
        raise PermissionDenied(permission)


def visible_offices(actor: Actor, rows: QuerySet[OtherOffice]) -> QuerySet[OtherOffice]:
    """The other offices that the actor's own office knows."""
    return rows.filter(office__organisation_id__in=actor.organisations_with(Permission.TRANSFER_READ))


def visible_transfers(actor: Actor, rows: QuerySet[Transfer]) -> QuerySet[Transfer]:
    """What the actor's office sends. Figures; the file is another permission."""
    return rows.filter(other__office__organisation_id__in=actor.organisations_with(Permission.TRANSFER_READ))


def visible_arrivals(actor: Actor, rows: QuerySet[Arrival]) -> QuerySet[Arrival]:
    """What the actor's office gets."""
    return rows.filter(other__office__organisation_id__in=actor.organisations_with(Permission.TRANSFER_READ))
