"""Say which municipalities have a price list together, and who runs it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.pricelist import policies
from gemensam.domains.pricelist.models import PriceRegion, RegionMember
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@transaction.atomic
def save_region(
    *,
    actor: Actor,
    slug: str,
    name: str,
    organisation_id: UUID,
    members: Mapping[str, tuple[UUID, str]],
    at: datetime,
) -> PriceRegion:
    """Create or change the region; ``members``: municipality code → (provider's id, name).

    A member that is left out stays while it has reports; it is not in new rounds' way. Raises PermissionDenied.
    """
    region = PriceRegion.objects.filter(slug=slug).first() or PriceRegion(slug=slug)
    region.name, region.organisation_id = name, organisation_id
    policies.require(actor, Permission.PRICE_ROUND_MANAGE, region)
    region.save()
    for code, (provider, member_name) in members.items():
        RegionMember.objects.update_or_create(
            region=region, municipality_code=code, defaults={"provider_id": provider, "name": member_name}
        )
    gone = RegionMember.objects.filter(region=region).exclude(municipality_code__in=members)
    gone.filter(reports__isnull=True).delete()
    record(
        actor=actor,
        event=AuditEvent.PRICE_REGION_SAVED,
        target_type="price_region",
        target_id=str(region.pk),
        organisation_id=organisation_id,
        facts={"members": sorted(members)},
        at=at,
    )
    return region
