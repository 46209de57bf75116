"""Offerings as other domains need them: plain values, many at once. Public."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from gemensam.domains.catalogue.models import Offering


@dataclass(frozen=True, slots=True)
class OfferingBrief:
    """An offering's name, place and what it is."""

    id: UUID
    year: int
    code: str
    title: str
    school: str
    municipality_code: str
    programme: str
    base_programme: str
    skill_test: str
    cancelled: bool
    provider: str
    provider_kind: str


def offering_briefs(offering_ids: Collection[UUID]) -> dict[UUID, OfferingBrief]:
    """The offerings by id, those that there are. One query."""
    rows = Offering.objects.filter(pk__in=list(offering_ids)).select_related("school_unit", "provider")
    return {
        row.pk: OfferingBrief(
            id=row.pk,
            year=row.year,
            code=row.code,
            title=row.title,
            school=row.school_unit.display_name,
            municipality_code=row.municipality_code,
            programme=row.programme,
            base_programme=row.base_programme,
            skill_test=row.skill_test,
            cancelled=row.cancelled,
            provider=row.provider.display_name,
            provider_kind=row.provider.provider_kind,
        )
        for row in rows
    }
