"""The right price of one case: amounts with paragraph and source."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest

from gemensam.domains.settlement.queries.right_price import PriceQuestion, right_price
from gemensam.interfaces.api.resource import Collection, Exact, Filters, NeededWord, Row, Word
from gemensam.rules.pricing.cases import ChosenPrice, PriceLine

TAG = "Priser"


class PriceSource(Row):
    """A row of a price list that the amount was taken from."""

    list: str
    version: str
    row: str
    programme: str
    orientation: str
    amount: Exact


class RightPriceLine(Row):
    """One amount, kr a pupil. Without amount, ``missing`` says what is lacking. ``steps`` is question=answer (law)."""

    part: Literal["education", "support", ""]
    amount: Exact | None
    per: Literal["year", "term", ""]
    law: str
    operation: str
    ends: date | None
    missing: str
    reasons: list[str]
    steps: list[str]
    sources: list[PriceSource]


class PriceFilters(Filters):
    """The case: the first five are needed. ``provider``: municipality code or organisation number.

    Empty agreed and supply: as registered.
    """

    on: date
    education_start: date
    programme: NeededWord
    provider: NeededWord
    home: NeededWord
    orientation: Word = ""
    track: Literal["national_programme", "ib", "national_variant", "imv", "individual", "adapted"] = (
        "national_programme"
    )
    first_hand: bool = True
    apprenticeship: bool = False
    agreed: Literal["", "none", "joint", "self_cost"] = ""
    supply: Literal["", "home", "area", "nowhere"] = ""
    nordic: bool = False
    placed: bool = False
    imv_start: date | None = None
    known_on: date | None = None


def _find(request: HttpRequest, filters: PriceFilters) -> Sequence[Any]:
    question = PriceQuestion(**{name: getattr(filters, name) for name in PriceFilters.model_fields})
    answer = right_price(request.actor, question)  # type: ignore[attr-defined]  # set by ActorMiddleware
    return [(answer, line) for line in answer.lines] or [(answer, None)]


def _show(request: HttpRequest, found: Sequence[Any]) -> list[RightPriceLine]:
    return [_line(answer, line) for answer, line in found]


def _line(answer: ChosenPrice, line: PriceLine | None) -> RightPriceLine:
    told: dict[str, Any] = {
        "missing": answer.missing,
        "reasons": list(answer.reasons),
        "steps": [f"{step.question}={step.answer} ({step.law})" for step in answer.steps],
    }
    if line is None:
        return RightPriceLine(
            part="", amount=None, per="", law="", operation="", ends=None, sources=[], **told
        )
    return RightPriceLine(
        part=line.part.value,
        amount=line.amount,
        per=line.per.value,
        law=line.law,
        operation=line.operation,
        ends=line.ends,
        sources=[
            PriceSource(
                list=row.list.value, version=row.version, row=row.row, programme=row.programme,
                orientation=row.orientation, amount=row.amount,
            )
            for row in line.rows
        ],
        **told,
    )  # fmt: skip


RESOURCES = (
    Collection(
        name="right_price",
        path="/right-price",
        summary="Rätt pris för ett fall",
        description="Vilket pris som gäller för en elev en viss dag, med paragraf, rad i prislistan och vägen dit.",
        tag=TAG,
        row=RightPriceLine,
        filters=PriceFilters,
        find=_find,
        show=_show,
    ),
)
