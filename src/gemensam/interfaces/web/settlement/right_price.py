"""The right price for one case: question, answer with paragraph and source, and the way there."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.settlement.queries import right_price as prices
from gemensam.foundation.access import clock
from gemensam.interfaces.web.layout.page import public_page
from gemensam.interfaces.web.settlement import price_words as words
from gemensam.interfaces.web.settlement.price_form import PriceForm
from gemensam.rules.pricing.cases import ChosenPrice, Per, PriceLine
from gemensam.rules.pricing.codes import name_of
from gemensam.rules.pricing.months import split_by_month

_SPREADSHEET_DEFAULTS = {"sort": "national_programme", "mottagen": "first"}


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A row that the price was taken from, in words."""

    list: str
    version: str
    education: str
    amount: Decimal
    estimated: bool


@dataclass(frozen=True, slots=True)
class LineShown:
    """One amount of the answer, in words."""

    part: str
    amount: Decimal
    per_term: bool
    month: Decimal | None
    law: str
    operation: str
    ends: object
    sources: list[SourceShown]


@public_page
def right_price(request: HttpRequest) -> HttpResponse:
    """The form, and below it the answer when something is asked."""
    asked = "utbildning" in request.GET
    form = PriceForm(
        request.GET if asked else None,
        providers=prices.providers(request.actor),
        municipalities=list(municipality_names().items()),
        initial=_SPREADSHEET_DEFAULTS | {"dag": timezone.localdate(clock.now())},
    )
    answer = prices.right_price(request.actor, form.question()) if asked and form.is_valid() else None
    context = {"form": form, "answer": _shown(answer) if answer else None}
    return render(request, "settlement/templates/right_price.html", context)


def _shown(answer: ChosenPrice) -> dict[str, object]:
    last = len(answer.steps) - 1
    return {
        "missing": words.MISSING.get(answer.missing, answer.missing) if answer.missing else "",
        "total": answer.amount,
        "lines": [_line(line) for line in answer.lines],
        "reasons": [words.REASONS[code] for code in answer.reasons if code in words.REASONS],
        "steps": [
            {
                "question": words.QUESTIONS[step.question],
                "answer": words.answer_text(step),
                "law": words.law_text(step.law),
                "decided": place == last,
            }
            for place, step in enumerate(answer.steps)
        ],
    }


def _line(line: PriceLine) -> LineShown:
    per_term = line.per is Per.TERM
    return LineShown(
        part=words.part_text(line.part.value),
        amount=line.amount,
        per_term=per_term,
        month=None if per_term else split_by_month(line.amount)[0],
        law=words.law_text(line.law),
        operation=str(words.OPERATIONS[line.operation]),
        ends=line.ends,
        sources=[
            SourceShown(
                list=str(words.LISTS[row.list.value]),
                version=row.version,
                education=name_of(row.programme, row.orientation)
                + (f", {_('gäller')} {row.party}" if row.party else ""),
                amount=row.amount,
                estimated=row.estimated,
            )
            for row in line.rows
        ],
    )
