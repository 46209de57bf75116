"""A year's supply as every search needs it: prepared once, kept by each process until something of it changes."""

import gc
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from gemensam.domains.catalogue.models import Offering
from gemensam.domains.catalogue.queries.supply import municipality_names, schools
from gemensam.domains.catalogue.searching.index import SearchIndex
from gemensam.domains.catalogue.searching.matching import Searched
from gemensam.foundation.directory.editions import Kept, Register

_YEARS = 3  # of which the latest is asked for by nearly everyone
_LARGE = 1000  # offerings, from which on the collector is worth sparing


@dataclass(frozen=True, slots=True)
class PreparedSupply:
    """Every offering of a year in Swedish order of titles; all of it is public. Shared: never changed."""

    ids: tuple[UUID, ...]
    places: Mapping[UUID, str]  # its municipality, in the same order
    positions: Mapping[UUID, int]
    counts: Mapping[str, int]  # by municipality
    index: SearchIndex
    municipality_names: Mapping[str, str]
    municipalities: tuple[str, ...]  # codes of those that have offerings
    programmes: tuple[str, ...]  # the first two letters of their codes
    schools: Mapping[str, str]  # names by school unit code, in Swedish order


def prepared_supply(year: int) -> PreparedSupply:
    """Return the year's supply. One query as long as nothing of it has changed."""
    return _KEPT.get(year)


def _prepare(year: int) -> PreparedSupply:
    names = municipality_names()
    rows = list(
        Offering.objects.filter(year=year)
        .order_by("sort_key", "code")
        .values_list(
            "pk", "programme", "base_programme", "study_path", "code", "title", "orientation",
            "school_unit__display_name", "municipality_code",
        )
    )  # fmt: skip
    ids = tuple(row[0] for row in rows)
    counts = Counter(row[8] for row in rows)
    supply = PreparedSupply(
        ids=ids,
        places={row[0]: row[8] for row in rows},
        positions={pk: position for position, pk in enumerate(ids)},
        counts=counts,
        index=SearchIndex(
            Searched(
                programme,
                base,
                path,
                code,
                f"{title} {orientation}" if orientation else title,
                school,
                names.get(place, ""),
                path[6:7] == "L",
            )
            for _, programme, base, path, code, title, orientation, school, place in rows
        ),
        municipality_names=names,
        municipalities=tuple(sorted(counts)),
        programmes=tuple(sorted({row[1][:2] for row in rows})),
        schools=schools(year=year),
    )
    if len(ids) >= _LARGE:
        _set_aside()
    return supply


def _set_aside() -> None:
    """Let the garbage collector leave alone what is kept for long: going through it stops a page for 0.2 s."""
    gc.unfreeze()  # what was set aside before, of which some may be gone
    gc.collect()
    gc.freeze()


_KEPT = Kept[int, PreparedSupply](Register.OFFERINGS, Register.ORGANISATIONS, make=_prepare, most=_YEARS)
