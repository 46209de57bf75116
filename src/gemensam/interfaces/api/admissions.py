"""Open data of the admission: what it took in the rounds that are published here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from pydantic import Field

from gemensam.domains.admissions.queries import offices, statistics
from gemensam.interfaces.api.resource import Collection, Exact, Filters, Row, Word, Year


class CutOff(Row):
    """One offering in one published round. A figure is null where it is not shown."""

    year: int
    round: Literal["preliminary", "final", "reserve"]
    published_at: datetime
    offering_code: str
    seats: int
    admitted: int | None
    reserves: int | None
    lowest: Exact | None
    median: Exact | None
    not_shown_because: Literal["", "few", "all_admitted", "none"]


class CutOffFilters(Filters):
    """Narrow the cut-offs."""

    year: Year | None = Field(None, description="Antagningsår.")
    round: Literal["preliminary", "final", "reserve"] | None = Field(None, description="Vilken omgång.")
    offering_code: Word = Field("", description="Utbildningens kod.")


def _find(request: HttpRequest, filters: CutOffFilters) -> list[statistics.PublishedOutcome]:
    office = offices.any_office()
    if office is None:
        return []
    found = statistics.all_outcomes(office_id=office.id, offering_code=filters.offering_code)
    return [one for one in found if filters.year in (None, one.year) and filters.round in (None, one.kind)]


def _show(request: HttpRequest, found: Sequence[Any]) -> list[CutOff]:
    return [
        CutOff(
            year=one.year,
            round=one.kind,
            published_at=one.published_at,
            offering_code=one.offering_code,
            seats=one.seats,
            admitted=one.admitted,
            reserves=one.reserves,
            lowest=one.lowest_merit,
            median=one.median_merit,
            not_shown_because=one.reason,
        )
        for one in found
    ]


RESOURCES = (
    Collection(
        name="cut_offs",
        path="/cut-offs",
        summary="Antagningsgränser i publicerade omgångar",
        description="Varje utbildning i varje omgång som är publicerad här, den senaste först.",
        tag="Antagning",
        row=CutOff,
        filters=CutOffFilters,
        find=_find,
        show=_show,
    ),
)
