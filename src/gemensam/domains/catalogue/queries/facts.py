"""What schools tell of their offerings, and their open houses. Public."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from gemensam.domains.catalogue.models import Offering, OfferingFacts, OpenHouse


@dataclass(frozen=True, slots=True)
class OfferingWords:
    """The school's words in the language that there is: ``language`` may be another than was asked for."""

    language: str
    description: str
    leads_to_work: str
    leads_to_studies: str
    skill_test_text: str
    travel: str
    web_address: str
    apprenticeship: bool


@dataclass(frozen=True, slots=True)
class OpenHouseView:
    """One open house."""

    starts: datetime
    ends: datetime
    place: str
    only_this: bool


def words_on(offering_ids: Collection[UUID], *, language: str = "sv") -> dict[UUID, OfferingWords]:
    """Return the words on each offering that has any: in the language, else in Swedish. One query."""
    rows = OfferingFacts.objects.filter(offering__in=list(offering_ids), language__in={language, "sv"})
    found: dict[UUID, OfferingFacts] = {}
    for row in rows:
        if row.offering_id not in found or row.language == language:
            found[row.offering_id] = row
    names = OfferingWords.__dataclass_fields__
    return {key: OfferingWords(**{name: getattr(row, name) for name in names}) for key, row in found.items()}


def words_by_code(*, year: int) -> dict[tuple[str, str], OfferingWords]:
    """Return the words on each offering of the year, by its code and their language."""
    rows = OfferingFacts.objects.filter(offering__year=year).select_related("offering")
    names = OfferingWords.__dataclass_fields__
    return {
        (row.offering.code, row.language): OfferingWords(**{name: getattr(row, name) for name in names})
        for row in rows
    }


def open_houses(offering_ids: Collection[UUID], *, after: datetime) -> dict[UUID, tuple[OpenHouseView, ...]]:
    """Return each offering's open houses that have not ended, soonest first; () where none. Two queries."""
    offerings = list(Offering.objects.filter(pk__in=list(offering_ids)).values_list("pk", "school_unit_id"))
    units = {unit for _, unit in offerings}
    rows = OpenHouse.objects.filter(
        Q(offering=None) | Q(offering__in=[pk for pk, _ in offerings]), school_unit__in=units, ends__gt=after
    )
    by_unit: dict[UUID, list[OpenHouse]] = defaultdict(list)
    for row in rows.order_by("starts"):
        by_unit[row.school_unit_id].append(row)
    return {
        pk: tuple(
            OpenHouseView(row.starts, row.ends, row.place, only_this=row.offering_id is not None)
            for row in by_unit[unit]
            if row.offering_id in (None, pk)
        )
        for pk, unit in offerings
    }


def open_houses_by_key(*, year: int) -> dict[tuple[str, str, datetime], tuple[datetime, str]]:
    """Return every open house by school unit code, the year's offering code ("" = the whole school) and start."""
    rows = OpenHouse.objects.filter(Q(offering=None) | Q(offering__year=year))
    found = rows.values_list("school_unit__school_unit_code", "offering__code", "starts", "ends", "place")
    return {(unit, code or "", starts): (ends, place) for unit, code, starts, ends, place in found}
