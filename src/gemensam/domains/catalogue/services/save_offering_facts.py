"""Keep what schools tell of their offerings, and when they keep open house."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from gemensam.domains.catalogue import policies
from gemensam.domains.catalogue.models import OfferingFacts, OpenHouse
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record


@dataclass(frozen=True, slots=True)
class FactsRow:
    """The words on one offering in one language."""

    offering_id: UUID
    language: str = "sv"
    description: str = ""
    leads_to_work: str = ""
    leads_to_studies: str = ""
    skill_test_text: str = ""
    travel: str = ""
    web_address: str = ""
    apprenticeship: bool = False


@dataclass(frozen=True, slots=True)
class OpenHouseRow:
    """One open house, of the whole school unit where ``offering_id`` is None."""

    school_unit_id: UUID
    starts: datetime
    ends: datetime
    place: str = ""
    offering_id: UUID | None = None


@transaction.atomic
def save_offering_facts(
    *, actor: Actor, facts: Sequence[FactsRow], open_houses: Sequence[OpenHouseRow], at: datetime
) -> int:
    """Add or replace the facts; open houses of the named school units become exactly those given.

    Returns how many facts were kept. Raises PermissionDenied.
    """
    policies.require(actor, Permission.OFFERING_CHANGE)
    names = list(FactsRow.__dataclass_fields__)
    OfferingFacts.objects.bulk_create(
        (OfferingFacts(**{name: getattr(row, name) for name in names}) for row in facts),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["offering", "language"],
        update_fields=[name for name in names if name not in ("offering_id", "language")],
    )
    OpenHouse.objects.filter(school_unit__in={row.school_unit_id for row in open_houses}).delete()
    OpenHouse.objects.bulk_create(
        OpenHouse(**{name: getattr(row, name) for name in OpenHouseRow.__dataclass_fields__})
        for row in open_houses
    )
    record(
        actor=actor,
        event=AuditEvent.OFFERING_FACTS_SAVED,
        target_type="catalogue",
        target_id="facts",
        facts={"facts": len(facts), "open_houses": len(open_houses)},
        at=at,
    )
    return len(facts)
