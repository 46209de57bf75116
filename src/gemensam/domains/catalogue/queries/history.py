"""What it took to be admitted to each offering in the years before. Public; small cells are gone at rest."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from django.db.models import QuerySet

from gemensam.domains.catalogue.models import Offering, PastCutOff
from gemensam.domains.catalogue.study_paths import path_key

YEARS = 3


def past_cut_offs(
    offering_ids: Collection[UUID], *, years: int = YEARS
) -> dict[UUID, tuple[PastCutOff, ...]]:
    """Return each offering's figures of the years before its own, latest first; () where nothing is known.

    ``lowest`` is the lowest merit admitted on grades, ``median`` the middle one, None where it is not shown and
    ``reason`` then says why (as in rules.indicators). Two database queries, however many offerings.
    """
    rows = Offering.objects.filter(pk__in=list(offering_ids)).only(
        "pk", "year", "school_unit_id", "study_path", "programme", "code"
    )
    return past_cut_offs_of(list(rows), years=years)


def past_cut_offs_of(
    offerings: Sequence[Offering], *, years: int = YEARS
) -> dict[UUID, tuple[PastCutOff, ...]]:
    """The same of offerings that have been read. One query."""
    if not offerings:
        return {}
    last = max(row.year for row in offerings) - 1
    first = min(row.year for row in offerings) - years
    stored = PastCutOff.objects.filter(
        school_unit__in={row.school_unit_id for row in offerings},
        study_path__in={path_key(row.study_path, row.programme) for row in offerings},
        year__range=(first, last),
    )
    by_path: dict[tuple[UUID, str], list[PastCutOff]] = defaultdict(list)
    for row in stored.order_by("-year"):
        by_path[row.school_unit_id, row.study_path].append(row)
    return {row.pk: _of_offering(row, by_path, years) for row in offerings}


def _of_offering(
    offering: Offering, by_path: dict[tuple[UUID, str], list[PastCutOff]], years: int
) -> tuple[PastCutOff, ...]:
    """One row a year: the one with the offering's own code before one that does not say which."""
    key = (offering.school_unit_id, path_key(offering.study_path, offering.programme))
    chosen: dict[int, PastCutOff] = {}
    for row in by_path.get(key, ()):
        if not offering.year - years <= row.year < offering.year:
            continue
        if row.offering_code == offering.code or (row.offering_code == "" and row.year not in chosen):
            chosen[row.year] = row
    return tuple(chosen[year] for year in sorted(chosen, reverse=True))


def all_past_cut_offs(
    *, year: int | None = None, programme: str = "", school_unit_code: str = ""
) -> QuerySet[PastCutOff]:
    """Return every row, narrowed; the latest year first, then by school and study path."""
    rows = PastCutOff.objects.select_related("school_unit")
    if year is not None:
        rows = rows.filter(year=year)
    if programme:
        rows = rows.filter(programme__startswith=programme)
    if school_unit_code:
        rows = rows.filter(school_unit__school_unit_code=school_unit_code)
    return rows.order_by("-year", "school_unit__school_unit_code", "study_path", "offering_code")
