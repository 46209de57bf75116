"""What can be read of the supply. Offerings are public."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from gemensam.domains.catalogue import policies
from gemensam.domains.catalogue.models import Offering
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.directory.editions import Kept, Register
from gemensam.foundation.directory.models import Organisation
from gemensam.foundation.directory.models.organisation import OrganisationType
from gemensam.foundation.fields.swedish import folded
from gemensam.rules import eligibility
from gemensam.rules.terms import PROGRAMMES


@dataclass(frozen=True, slots=True)
class Demands:
    """What an offering demands of grades. ``kind``: vocational, higher_education, or the introduction code.

    others: passed subjects besides Swedish, English and mathematics; ``subjects``: codes that must be among
    them. others_with_both: for IMV, with both English and mathematics (others is then with one of them).
    """

    kind: str
    others: int
    others_with_both: int
    subjects: tuple[str, ...]


def offerings(
    actor: Actor, *, year: int, text: str = "", municipality: str = "", programme: str = ""
) -> QuerySet[Offering]:
    """Return the year's offerings in Swedish order of titles, narrowed by words, municipality and programme.

    ``programme`` is the beginning of a programme code: "NA" finds NA25.
    """
    rows = policies.visible(actor, Offering.objects.filter(year=year))
    for word in folded(text).split():
        rows = rows.filter(Q(search__contains=word) | Q(school_unit__search__contains=word))
    if municipality:
        rows = rows.filter(municipality_code=municipality)
    if programme:
        rows = rows.filter(programme__startswith=programme)
    return rows.select_related("school_unit", "provider").order_by("sort_key", "code")


def programmes_of(rows: QuerySet[Offering]) -> set[tuple[str, str]]:
    """Return the different (programme, base programme) of the offerings. One query."""
    return set(rows.order_by().values_list("programme", "base_programme").distinct())


def with_programmes(rows: QuerySet[Offering], programmes: Iterable[tuple[str, str]]) -> QuerySet[Offering]:
    """Return those of the offerings that have one of the (programme, base programme)."""
    by_base: dict[str, list[str]] = {}
    for programme, base in sorted(programmes):
        by_base.setdefault(base, []).append(programme)
    let_through = Q(pk__in=[])
    for base, several in by_base.items():
        let_through |= Q(base_programme=base, programme__in=several)
    return rows.filter(let_through)


def offering(actor: Actor, offering_id: UUID) -> Offering:
    """Return one offering. Raises Offering.DoesNotExist."""
    rows = policies.visible(actor, Offering.objects.select_related("school_unit", "provider"))
    return rows.get(pk=offering_id)


def demands(found: Offering, *, rules: str) -> Demands:
    """Return what the offering demands under the dated rule set. SL 16:30–31, 17:10–12, GF 7:1."""
    table = eligibility.RULES[rules]
    if found.programme == "IMV":
        one, both = table.introduction_others_with_one, table.introduction_others_with_both
        return Demands("IMV", one, both, ())
    row = eligibility.programme_requirements([found.programme], [found.base_programme], table)
    programme = PROGRAMMES[found.programme]
    is_introduction = programme.kind == "introduction"
    kind = found.programme if is_introduction else str(programme.kind)
    return Demands(kind, int(row.others[0]), int(row.others[0]), programme.subjects)


def years() -> list[int]:
    """Return the years that have a supply, latest first. One query; it goes through the supply when it is new."""
    return list(_YEARS.get(None))


def _years(_key: None) -> tuple[int, ...]:
    return tuple(Offering.objects.values_list("year", flat=True).distinct().order_by("-year"))


_YEARS = Kept[None, tuple[int, ...]](Register.OFFERINGS, make=_years, most=1)


def offerings_by_code(*, year: int) -> dict[str, Offering]:
    """Return every offering of the year with its school unit and provider, by code. Offerings are public."""
    rows = Offering.objects.filter(year=year).select_related("school_unit", "provider")
    return {row.code: row for row in rows}


def offering_ids(*, year: int) -> dict[str, UUID]:
    """Return the id of each offering of the year by its code."""
    return dict(Offering.objects.filter(year=year).values_list("code", "pk"))


def municipality_names() -> dict[str, str]:
    """Return the name of every municipality of the register by its code, without "kommun"."""
    rows = Organisation.objects.filter(organisation_type=OrganisationType.MUNICIPALITY)
    return {
        code: name.removesuffix(" kommun")
        for code, name in rows.order_by("sort_key").values_list("municipality_code", "display_name")
    }


def facets(*, year: int) -> tuple[list[str], list[str]]:
    """Return the municipality codes and the first two letters of the programmes that the year's supply has."""
    pairs = list(Offering.objects.filter(year=year).values_list("municipality_code", "programme").distinct())
    return sorted({code for code, _ in pairs}), sorted({programme[:2] for _, programme in pairs})


def schools(*, year: int) -> dict[str, str]:
    """Return the name of each school unit that has an offering in the year, by its code, in Swedish order."""
    rows = Offering.objects.filter(year=year).order_by("school_unit__sort_key")
    return dict(rows.values_list("school_unit__school_unit_code", "school_unit__display_name").distinct())
