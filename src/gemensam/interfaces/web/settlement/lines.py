"""Lines of invoice bases: the list with filters and Excel, one line, and objections to it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.settlement.queries import lines as queries
from gemensam.domains.settlement.services.answer_objection import answer_objection
from gemensam.domains.settlement.services.object_to_line import object_to_line
from gemensam.domains.settlement.states import ObjectionEvent, SettlementRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.layout.tables import headings
from gemensam.interfaces.web.settlement.forms import AnswerForm, LineFilterForm, ObjectionForm
from gemensam.interfaces.web.settlement.listing import (
    LINE_COLUMNS,
    line_shown,
    lines_sheet,
    sums_shown,
)
from gemensam.interfaces.web.settlement.price_words import QUESTIONS, REASONS, answer_text, law_text
from gemensam.interfaces.web.settlement.settlement_words import (
    OBJECTION_COLORS,
    OBJECTION_REASONS,
    OBJECTION_STATES,
    REFUSALS,
)
from gemensam.rules.pricing.cases import Step

PAGE = 50


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """The lines that the actor may see, as creditor and as debtor."""
    names = municipality_names()
    form = LineFilterForm(request.GET, municipalities=list(names.items()))
    rows = queries.lines(request.actor, form.narrow())
    if wants_excel(request):
        return excel_response(_("underlagsrader"), [lines_sheet(line_shown(row, names) for row in rows)])
    found = Paginator(rows, PAGE).get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "page": found,
        "lines": [line_shown(row, names) for row in found.object_list],
        "headings": headings(request.GET, LINE_COLUMNS, default=""),
        "total": sum(one.total for one in sums_shown(queries.sums_by_debtor(rows), names)),
    }
    return render(request, "settlement/templates/lines.html", context)


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, line_id: int) -> HttpResponse:
    """One line: where the amount comes from, what corrects it, and objections."""
    with missing_is_404():
        view = queries.line_view(request.actor, line_id)
    names = municipality_names()
    answer = {} if view.line.placement.protected else view.line.price.answer
    context = {
        "view": view,
        "line": line_shown(view.line, names),
        "creditor": view.line.run.creditor.display_name,
        "chain": [line_shown(row, names) for row in view.chain] if len(view.chain) > 1 else [],
        "steps": [_step(one) for one in answer.get("steps", [])],
        "reasons": [REASONS[code] for code in answer.get("reasons", []) if code in REASONS],
        "sources": answer.get("rows", []),
        "yearly": view.line.price.yearly,
        "objections": [_objection(one) for one in view.objections],
        "objection_form": ObjectionForm(),
        "answer_form": AnswerForm(),
    }
    return render(request, "settlement/templates/line.html", context)


def _step(stored: dict[str, str]) -> dict[str, object]:
    step = Step(**stored)
    return {
        "question": QUESTIONS[step.question],
        "answer": answer_text(step),
        "law": law_text(step.law),
    }


def _objection(objection: object) -> dict[str, object]:
    return {
        "objection": objection,
        "reason": OBJECTION_REASONS[objection.reason],
        "state": OBJECTION_STATES[objection.state],
        "kind": OBJECTION_COLORS[objection.state],
    }


@page(Permission.SETTLEMENT_OBJECT, methods=("POST",))
def dispute(request: HttpRequest, line_id: int) -> HttpResponse:
    """Object to the line: only its debtor."""
    with missing_is_404():
        view = queries.line_view(request.actor, line_id)
    if not view.is_debtor:
        raise Http404
    form = ObjectionForm(request.POST)
    if form.is_valid():
        _tell(
            request, _("Raden är bestridd och frusen. De andra raderna påverkas inte."), object_to_line,
            line_id=line_id, reason=form.cleaned_data["skal"], text=form.cleaned_data["text"],
        )  # fmt: skip
    return redirect("basis_line", line_id)


_EVENTS = {
    "medge": ObjectionEvent.UPHOLD,
    "avvisa": ObjectionEvent.REJECT,
    "aterta": ObjectionEvent.WITHDRAW,
}


@page(Permission.SETTLEMENT_RUN, Permission.SETTLEMENT_OBJECT, methods=("POST",))
def answer(request: HttpRequest, line_id: int, objection_id: UUID) -> HttpResponse:
    """Answer the objection, or take it back."""
    with missing_is_404():
        objection = queries.objection(request.actor, line_id, objection_id)
    event = _EVENTS.get(request.POST.get("beslut", ""))
    form = AnswerForm(request.POST)
    if event is None or (event is not ObjectionEvent.WITHDRAW and not form.is_valid()):
        messages.error(request, _("Skriv ett svar till den som bestred."))
        return redirect("basis_line", line_id)
    _tell(
        request, _("Svaret är sparat och raden är inte längre frusen."), answer_objection,
        objection_id=objection.pk, event=event, answer=form.cleaned_data["svar"] if form.is_valid() else "",
    )  # fmt: skip
    return redirect("basis_line", line_id)


def _tell(request: HttpRequest, done: str, service: Callable[..., object], **arguments: object) -> None:
    """Call the service, and say what came of it."""
    try:
        service(actor=request.actor, at=clock.now(), **arguments)
    except SettlementRefused as error:
        messages.error(request, REFUSALS[error.code])
    else:
        messages.success(request, done)
