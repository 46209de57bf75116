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
    return {row.pk: brief_of(row) for row in offering_rows(offering_ids)}


def offering_rows(offering_ids: Collection[UUID]) -> list[Offering]:
    """The offerings with school unit and provider, for brief_of and past_cut_offs_of. One query."""
    return list(Offering.objects.filter(pk__in=list(offering_ids)).select_related("school_unit", "provider"))


def brief_of(row: Offering) -> OfferingBrief:
    """The same of an offering that has been read with its school unit and provider."""
    return OfferingBrief(
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
