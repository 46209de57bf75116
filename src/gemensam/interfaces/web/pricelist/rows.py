"""One row of a report by itself: every value of it, what can be said, and the comments."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.pricelist.queries import reports
from gemensam.domains.pricelist.queries.evidence import attachments
from gemensam.domains.pricelist.services.comment_row import comment_row
from gemensam.domains.pricelist.services.return_report import return_report
from gemensam.domains.pricelist.states import PriceTransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.pricelist.forms import CommentForm, EvidenceForm, ReasonForm
from gemensam.interfaces.web.pricelist.lines import notes_of, plain, row_line
from gemensam.interfaces.web.pricelist.reporting import report_or_404
from gemensam.interfaces.web.pricelist.rounds import MOVED_ON
from gemensam.interfaces.web.pricelist.words import COMPONENTS


@page(Permission.PRICE_READ)
def row(request: HttpRequest, price_round_id: UUID, code: str, row_id: UUID) -> HttpResponse:
    """The row and its comments; sending writes one more."""
    view = report_or_404(request, price_round_id, code)
    with missing_is_404():
        found = reports.row_view(request.actor, row_id=row_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        comment_row(actor=request.actor, row_id=row_id, text=form.cleaned_data["text"], at=clock.now())
        messages.success(request, _("Kommentaren är sparad."))
        return redirect("price_row", price_round_id, code, row_id)
    line = row_line(found)
    context = {
        "view": view,
        "row": found,
        "line": line,
        "notes": notes_of(found),
        "form": form,
        "attachments": attachments(request.actor, view.id, row_id=row_id),
        "evidence_form": EvidenceForm(),
        "kept": [
            *((cell.name, cell.value) for cell in line.cells),
            *line.hidden[:4],
            ("comment", line.comment),
        ],
        "more": {name: plain(found.values[name]) for name in ("pupils_before", "stated_total", "supplement")},
        "components": [(COMPONENTS[name], found.values[name], found.flat.get(name)) for name in found.kinds],
    }
    return render(request, "pricelist/templates/row.html", context)


@page(Permission.PRICE_REVIEW, Permission.PRICE_APPROVE)
def send_back(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """Send the report back to the reporter, with the reason."""
    view = report_or_404(request, price_round_id, code)
    if not view.may_return:
        messages.error(request, MOVED_ON)
        return redirect("price_report", price_round_id, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return_report(
                actor=request.actor, report_id=view.id, reason=form.cleaned_data["reason"], at=clock.now()
            )
        except PriceTransitionRefused:
            messages.error(request, MOVED_ON)
        else:
            messages.success(request, _("Underlaget är skickat tillbaka till rapportören."))
        return redirect("price_report", price_round_id, code)
    return render(request, "pricelist/templates/send_back.html", {"view": view, "form": form})
