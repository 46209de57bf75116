"""Open data of the catalogue: offerings, and what it took to be admitted in earlier years."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from pydantic import Field

from gemensam.domains.catalogue import queries
from gemensam.foundation.access import clock
from gemensam.foundation.directory.editions import Register
from gemensam.interfaces.api.resource import (
    Collection,
    Exact,
    Filters,
    Item,
    MunicipalityCode,
    Row,
    SchoolUnitCode,
    Word,
    Year,
)

TAG = "Utbildningar"


class PastCutOff(Row):
    """What a final admission took. A figure is null where it is not shown; ``notShownBecause`` says why.

    ``lowest`` is the lowest merit admitted on grades when there were more eligible applicants than seats.
    """

    year: int
    school_unit_code: str
    school_name: str
    study_path: str
    programme: str
    offering_code: str
    seats: int | None
    first_choice_applicants: int | None
    lowest: Exact | None
    median: Exact | None
    not_shown_because: Literal["", "few", "all_admitted", "none", "unknown"]
    source: Literal["imported", "published", "made_up"]


class Offering(Row):
    """One education at one school and year that an applicant can choose."""

    id: UUID
    year: int
    code: str
    title: str
    orientation: str
    programme: str
    study_path: str
    school_unit_code: str
    school_name: str
    municipality_code: str
    municipality: str
    provider: str
    provider_kind: Literal["public", "independent", ""]
    seats: int | None
    free_quota_seats: int
    test_seats: int
    skill_test: Literal["none", "adds", "required"]
    national_intake: bool
    ranking_rule: str
    cancelled: bool


class OpenHouse(Row):
    """A time when the school shows itself."""

    starts: datetime
    ends: datetime
    place: str


class OfferingInFull(Offering):
    """An offering with the school's own words (skollagen 15 kap. 8 a §), open houses and the last three years."""

    language: str
    description: str
    leads_to_work: str
    leads_to_studies: str
    skill_test_text: str
    travel: str
    web_address: str
    apprenticeship: bool
    open_houses: list[OpenHouse]
    past_cut_offs: list[PastCutOff]


class OfferingFilters(Filters):
    """Narrow the offerings. Without a year: the latest."""

    year: Year | None = Field(None, description="Det år utbildningen börjar. Utan år: det senaste.")
    text: Word = Field("", description="Ord som i katalogens sök: stavningen är inte så noga.")
    municipality_code: MunicipalityCode = Field("", description="Kommunkod, fyra siffror.")
    programme: Word = Field("", description="Början på programkoden, till exempel NA.")
    school_unit_code: SchoolUnitCode = Field("", description="Skolenhetskod, åtta siffror.")


class PastCutOffFilters(Filters):
    """Narrow the past cut-offs."""

    year: Year | None = Field(None, description="Antagningsår.")
    programme: Word = Field("", description="Början på programkoden, till exempel NA.")
    school_unit_code: SchoolUnitCode = Field("", description="Skolenhetskod, åtta siffror.")


def _find_offerings(request: HttpRequest, filters: OfferingFilters) -> Any:
    years = queries.years()
    actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    year = filters.year or (years[0] if years else 0)
    rows = queries.offerings(
        actor,
        year=year,
        municipality=filters.municipality_code,
        programme=filters.programme.upper(),
    )
    if filters.text:
        found = queries.search(actor, queries.Wanted(year, filters.text), queries.prepared_supply(year))
        rows = rows.filter(pk__in=[] if found.partly else list(found.ids))
    if filters.school_unit_code:
        rows = rows.filter(school_unit__school_unit_code=filters.school_unit_code)
    return rows


def _show_offerings(request: HttpRequest, found: Sequence[Any]) -> list[Offering]:
    names = queries.municipality_names()
    return [Offering(**_offering(one, names)) for one in found]


def _offering(one: Any, names: dict[str, str]) -> dict[str, Any]:
    same = (
        "year", "code", "title", "orientation", "programme", "study_path", "municipality_code",
        "free_quota_seats", "test_seats", "skill_test", "national_intake", "cancelled",
    )  # fmt: skip
    return {
        **{name: getattr(one, name) for name in same},
        "id": one.pk,
        "seats": one.known_seats,
        "school_unit_code": one.school_unit.school_unit_code,
        "school_name": one.school_unit.display_name,
        "municipality": names.get(one.municipality_code, ""),
        "provider": one.provider.display_name,
        "provider_kind": one.provider.provider_kind,
        "ranking_rule": one.ranking,
    }


def _find_offering(request: HttpRequest, offering_id: UUID) -> OfferingInFull:
    one = queries.offering(request.actor, offering_id)  # type: ignore[attr-defined]  # set by ActorMiddleware
    language = get_language() or "sv"
    words = queries.words_on([one.pk], language=language).get(one.pk)
    names = ("description", "leads_to_work", "leads_to_studies", "skill_test_text", "travel", "web_address")
    told: dict[str, Any] = {name: getattr(words, name, "") for name in names}
    return OfferingInFull(
        **_offering(one, queries.municipality_names()),
        **told,
        language=words.language if words else language,
        apprenticeship=words.apprenticeship if words else False,
        open_houses=[
            OpenHouse(starts=house.starts, ends=house.ends, place=house.place)
            for house in queries.open_houses([one.pk], after=clock.now())[one.pk]
        ],
        past_cut_offs=[_past(row, one.school_unit) for row in queries.past_cut_offs([one.pk])[one.pk]],
    )


def _find_past(request: HttpRequest, filters: PastCutOffFilters) -> Any:
    return queries.all_past_cut_offs(
        year=filters.year, programme=filters.programme.upper(), school_unit_code=filters.school_unit_code
    )


def _show_past(request: HttpRequest, found: Sequence[Any]) -> list[PastCutOff]:
    return [_past(row, row.school_unit) for row in found]


def _past(row: Any, unit: Any) -> PastCutOff:
    same = (
        "year", "study_path", "programme", "offering_code", "seats", "first_choice_applicants", "lowest",
        "source",
    )  # fmt: skip
    return PastCutOff(
        **{name: getattr(row, name) for name in same},
        school_unit_code=unit.school_unit_code,
        school_name=unit.display_name,
        median=row.public_median,
        not_shown_because=row.reason,
    )


RESOURCES = (
    Collection(
        name="offerings",
        path="/offerings",
        summary="Alla utbildningar ett år",
        description="Varje utbildning som går att söka, i bokstavsordning, med platser och urvalsregel.",
        tag=TAG,
        row=Offering,
        filters=OfferingFilters,
        find=_find_offerings,
        show=_show_offerings,
        registers=(Register.OFFERINGS, Register.ORGANISATIONS),
    ),
    Item(
        name="offering",
        path="/offerings",
        part="offering_id",
        summary="En utbildning med allt som är känt",
        description="Skolans egna ord, öppet hus och de tre senaste årens antagningsgränser.",
        tag=TAG,
        row=OfferingInFull,
        find=_find_offering,
    ),
    Collection(
        name="past_cut_offs",
        path="/past-cut-offs",
        summary="Tidigare års antagningsgränser",
        description="Slutantagningens lägsta och mellersta meritvärde per år, skola och studieväg. "
        "Siffror som färre än fem personer ligger bakom finns inte med.",
        tag=TAG,
        row=PastCutOff,
        filters=PastCutOffFilters,
        find=_find_past,
        show=_show_past,
        registers=(Register.PAST_CUT_OFFS, Register.ORGANISATIONS),
    ),
)
