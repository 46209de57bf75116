"""A municipality's report: the grid, each row by itself, flat amounts, and the buttons that send it on."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.inputs.cells import BadCell, amount_of
from gemensam.domains.pricelist.inputs.report_table import COLUMNS, row_values
from gemensam.domains.pricelist.queries import reports
from gemensam.domains.pricelist.queries.evidence import attachments
from gemensam.domains.pricelist.services.approve_report import approve_report
from gemensam.domains.pricelist.services.remove_row import remove_row
from gemensam.domains.pricelist.services.review_report import review_report
from gemensam.domains.pricelist.services.save_flat_amounts import save_flat_amounts
from gemensam.domains.pricelist.services.save_row import RowConflict, RowExists, save_row
from gemensam.domains.pricelist.services.send_report import ReportHasFaults, send_report
from gemensam.domains.pricelist.states import PriceTransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.pricelist.forms import EvidenceForm
from gemensam.interfaces.web.pricelist.lines import RowLine, plain, row_line
from gemensam.interfaces.web.pricelist.rounds import MOVED_ON
from gemensam.interfaces.web.pricelist.sheets import report_sheet
from gemensam.interfaces.web.pricelist.words import (
    COHORTS,
    COMPONENT_HINTS,
    COMPONENTS,
    FORMS,
    REPORT_STATES,
    SCHOOL_FORMS,
    fault_text,
    state_tag,
)
from gemensam.rules.pricing.codes import NAMES

_TITLES = {column.name: column.title for column in COLUMNS}
_NOT_SENT = {
    "empty": gettext_lazy("Underlaget har inga rader. Lägg till en utbildning först."),
    "errors": gettext_lazy("Underlaget har fel som måste rättas innan du lämnar det."),
    "comments": gettext_lazy(
        "Minst en varning saknar kommentar. Skriv varför värdet stämmer, eller ändra det."
    ),
}
_STEPS = {
    "lamna": (send_report, gettext_lazy("Underlaget är lämnat. Tack!")),
    "granska": (review_report, gettext_lazy("Underlaget är granskat.")),
    "godkann": (approve_report, gettext_lazy("Underlaget är godkänt.")),
}


def report_or_404(request: HttpRequest, round_id: UUID, code: str) -> reports.ReportView:
    """The report that the actor may see, or the page that says it is not there."""
    with missing_is_404():
        return reports.report_view(request.actor, round_id=round_id, code=code)


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """The form: every row with what can be said of it."""
    return _page(request, report_or_404(request, price_round_id, code))


def _page(
    request: HttpRequest,
    view: reports.ReportView,
    typed: Mapping[UUID, Mapping[str, str]] | None = None,
    new: Mapping[str, str] | None = None,
    flat: Mapping[str, str] | None = None,
) -> HttpResponse:
    if wants_excel(request):
        return excel_response(f"prisunderlag-{view.year}-{view.member_code}", [report_sheet(view)])
    lines = [row_line(row, (typed or {}).get(row.id)) for row in view.rows]
    context = {
        "view": view,
        "lines": lines,
        "state": state_tag(REPORT_STATES, view.state),
        "components": {name: COMPONENTS[name] for name in view.kinds},
        "flat": _flat_lines(view, flat or {}),
        "flat_open": bool(flat),
        "choices": _choices(),
        "new": new or {},
        "attachments": attachments(request.actor, view.id),
        "evidence_form": EvidenceForm(),
        "hints": [(COMPONENTS[name], text) for name, text in COMPONENT_HINTS.items() if name in view.kinds],
    }
    return render(request, "pricelist/templates/report.html", context)


def _choices() -> dict[str, object]:
    programmes = [(f"{code} {orientation}".strip(), name) for (code, orientation), name in NAMES.items()]
    return {
        "programmes": sorted(programmes),
        "cohorts": sorted(COHORTS.items(), reverse=True),
        "forms": FORMS.items(),
    }


def _flat_lines(view: reports.ReportView, typed: Mapping[str, str]) -> list[dict[str, object]]:
    used = {form for form, _component in view.flat} | {"national"}
    forms = [form for form in SCHOOL_FORMS if view.may_edit or form in used]
    return [
        {
            "form": form,
            "label": SCHOOL_FORMS[form],
            "cells": [
                {
                    "name": f"{form}-{name}",
                    "label": label,
                    "value": typed.get(f"{form}-{name}", plain(view.flat.get((form, name)))),
                }
                for name, label in COMPONENTS.items()
                if name in view.kinds
            ],
        }
        for form in forms
    ]


@page(Permission.PRICE_REPORT, methods=("POST",))
def save(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """Save a row, or add one: the whole page without scripts, only the row's own answer with them."""
    view = report_or_404(request, price_round_id, code)
    sent = {name: request.POST.get(name, "") for name in _TITLES}
    if "programme" in request.POST:
        sent["code"], _space, sent["orientation"] = request.POST["programme"].partition(" ")
    row_id = next((row.id for row in view.rows if str(row.id) == request.POST.get("row")), None)
    faults, conflict = _save(request, view, row_id, sent)
    if request.headers.get("HX-Request") and row_id:
        row = reports.row_view(request.actor, row_id=row_id)
        context = {
            "line": row_line(row),
            "faults": faults,
            "conflict": conflict,
            "view": view,
            "is_answer": True,
        }
        return render(request, "pricelist/templates/row_answer.html", context)
    if not faults and conflict is None:
        return redirect(f"{_address(view)}#rad-{row_id}" if row_id else f"{_address(view)}#ny")
    for text in faults:
        messages.error(request, text)
    if conflict is not None:
        messages.error(request, _conflict_text(conflict))
    return _page(request, view, {row_id: sent} if row_id else None, None if row_id else request.POST)


def _save(
    request: HttpRequest, view: reports.ReportView, row_id: UUID | None, sent: Mapping[str, str]
) -> tuple[list[str], RowLine | None]:
    """Save; what is wrong in words, and the row as another has made it."""
    values, wrong = row_values(sent)
    if values is None:
        return [f"{_TITLES[name]}: {fault_text(fault, sent[name])}" for name, fault in wrong], None
    edition = request.POST.get("mine") or request.POST.get("edition") or "0"
    try:
        save_row(
            actor=request.actor, report_id=view.id, row_id=row_id, edition=int(edition) if edition.isdigit() else 0,
            values=values, at=clock.now(),
        )  # fmt: skip
    except RowConflict:
        return [], row_line(reports.row_view(request.actor, row_id=row_id))  # type: ignore[arg-type]  # a conflict is about a row that exists
    except RowExists:
        return [_("Utbildningen finns redan i underlaget. Ändra den raden i stället.")], None
    except PriceTransitionRefused:
        return [str(MOVED_ON)], None
    return [], None


def _conflict_text(conflict: RowLine) -> str:
    text = _(
        "%(who)s har ändrat raden %(row)s sedan du öppnade sidan. Din ändring är inte sparad. "
        "Spara igen för att behålla din."
    )
    return text % {"who": conflict.changed_by, "row": conflict.code}


def _address(view: reports.ReportView) -> str:
    return reverse("price_report", args=[view.round_id, view.member_code])


@page(Permission.PRICE_REPORT, methods=("POST",))
def remove(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """Take a row out."""
    view = report_or_404(request, price_round_id, code)
    row_id = next((row.id for row in view.rows if str(row.id) == request.POST.get("row")), None)
    try:
        if row_id:
            remove_row(actor=request.actor, report_id=view.id, row_id=row_id, at=clock.now())
            messages.success(request, _("Raden är borttagen."))
    except PriceTransitionRefused:
        messages.error(request, MOVED_ON)
    return redirect(_address(view))


@page(Permission.PRICE_REPORT, methods=("POST",))
def flat(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """Save the amounts that are the same for every programme."""
    view = report_or_404(request, price_round_id, code)
    amounts, faults = {}, []
    for line in _flat_lines(view, {}):
        for name in view.kinds:
            label = COMPONENTS[name]
            text = request.POST.get(f"{line['form']}-{name}", "").strip()
            try:
                amounts[str(line["form"]), name] = amount_of(text)
            except BadCell as bad:
                faults.append(f"{line['label']}, {label}: {fault_text(bad.code, text)}")
    try:
        if not faults:
            save_flat_amounts(actor=request.actor, report_id=view.id, amounts=amounts, at=clock.now())
            messages.success(request, _("Schablonerna är sparade."))
    except PriceTransitionRefused:
        faults.append(str(MOVED_ON))
    for text in faults:
        messages.error(request, text)
    return _page(request, view, flat=request.POST) if faults else redirect(_address(view))


@page(Permission.PRICE_REPORT, Permission.PRICE_REVIEW, Permission.PRICE_APPROVE, methods=("POST",))
def move(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """Send, review or approve the report."""
    view = report_or_404(request, price_round_id, code)
    service, done = _STEPS.get(request.POST.get("steg", ""), (None, ""))
    try:
        if service is not None:
            service(actor=request.actor, report_id=view.id, at=clock.now())
    except ReportHasFaults as error:
        messages.error(request, _NOT_SENT[error.code])
    except PriceTransitionRefused:
        messages.error(request, MOVED_ON)
    else:
        if done:
            messages.success(request, done)
    return redirect(_address(view))
