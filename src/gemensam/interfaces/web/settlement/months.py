"""A month's run: start it, follow it, see what came out, attest it, take out its files."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.settlement.queries import lines, runs
from gemensam.domains.settlement.services.attest_run import attest_run
from gemensam.domains.settlement.services.download_invoice import download_invoice
from gemensam.domains.settlement.services.make_bookkeeping import make_bookkeeping
from gemensam.domains.settlement.services.start_run import start_run
from gemensam.domains.settlement.states import SettlementRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.jobs import queries as jobs
from gemensam.interfaces.web.layout.downloads import excel_response, file_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.settlement.forms import AttestForm, RunForm
from gemensam.interfaces.web.settlement.listing import (
    invoices_sheet,
    line_shown,
    lines_sheet,
    sums_chart,
    sums_shown,
)
from gemensam.interfaces.web.settlement.overview import creditor_choices
from gemensam.interfaces.web.settlement.price_words import MISSING
from gemensam.interfaces.web.settlement.settlement_words import (
    FAULTS,
    INVOICE_KINDS,
    REFUSALS,
    RUN_KINDS,
    RUN_STATES,
)


@page(Permission.SETTLEMENT_RUN, methods=("POST",))
def start(request: HttpRequest) -> HttpResponse:
    """Start a month's run, or add to it what has changed."""
    form = RunForm(request.POST, creditors=creditor_choices(request, Permission.SETTLEMENT_RUN))
    if not form.is_valid():
        messages.error(request, _("Välj vem som får betalt, år och månad."))
        return redirect("settlement")
    values = form.cleaned_data
    try:
        run = start_run(
            actor=request.actor, creditor_id=UUID(values["anordnare"]), year=values["ar"], month=values["manad"],
            at=clock.now(),
        )  # fmt: skip
    except SettlementRefused as error:
        messages.error(request, REFUSALS[error.code])
        return redirect("settlement")
    return redirect("basis_run", run.pk)


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, basis_run_id: UUID) -> HttpResponse:
    """The run: sums by debtor, what could not be billed, invoices, and the next step."""
    with missing_is_404():
        view = runs.run_view(request.actor, basis_run_id)
    rows = lines.lines(request.actor, lines.LineFilter(run_id=basis_run_id))
    names = municipality_names()
    if wants_excel(request):
        return excel_response(_("underlag"), [lines_sheet(line_shown(row, names) for row in rows)])
    sums = sums_shown(lines.sums_by_debtor(rows), names)
    context = {
        "view": view,
        "run": view.run,
        "state": RUN_STATES[view.run.state],
        "state_kind": RUN_KINDS[view.run.state],
        "job": jobs.latest(request.actor, key_prefix=f"basis:{basis_run_id}"),
        "sums": sums,
        "chart": sums_chart(sums, _("Summa per betalande kommun")),
        "total": sum(one.total for one in sums),
        "lacking": [(reference, MISSING.get(code, code)) for reference, code in view.lacking],
        "invoices": [_invoice(one, names) for one in runs.invoices(request.actor, run_id=basis_run_id)],
        "attest_form": AttestForm(initial={"rader": view.lines}),
    }
    return render(request, "settlement/templates/run.html", context)


def _invoice(invoice: object, names: dict[str, str]) -> dict[str, object]:
    code = invoice.debtor_code
    return {
        "invoice": invoice,
        "kind": INVOICE_KINDS[invoice.kind],
        "debtor": names.get(code, code),
        "faults": [FAULTS.get(fault, fault) for fault in invoice.faults],
    }


@page(Permission.SETTLEMENT_ATTEST, methods=("POST",))
def attest(request: HttpRequest, basis_run_id: UUID) -> HttpResponse:
    """Attest the lines that were on the page."""
    with missing_is_404():
        runs.run_view(request.actor, basis_run_id)
    form = AttestForm(request.POST)
    if form.is_valid():
        _attest(request, basis_run_id, form.cleaned_data["rader"])
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("basis_run", basis_run_id)


def _attest(request: HttpRequest, basis_run_id: UUID, seen: int) -> None:
    try:
        made = attest_run(actor=request.actor, run_id=basis_run_id, lines=seen, at=clock.now())
    except SettlementRefused as error:
        messages.error(request, REFUSALS[error.code])
        return
    done = ngettext("Attesterat. %d faktura är gjord.", "Attesterat. %d fakturor är gjorda.", len(made))
    messages.success(request, done % len(made))


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def invoices(request: HttpRequest) -> HttpResponse:
    """Every invoice that the actor may see, sent and received."""
    names = municipality_names()
    rows = [_invoice(one, names) for one in runs.invoices(request.actor)[:500]]
    if wants_excel(request):
        return excel_response(_("fakturor"), [invoices_sheet(rows)])
    return render(request, "settlement/templates/invoices.html", {"invoices": rows})


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def invoice_file(request: HttpRequest, invoice_id: UUID) -> HttpResponse:
    """The e-invoice as it is sent."""
    with missing_is_404():
        name, content = download_invoice(actor=request.actor, invoice_id=invoice_id, at=clock.now())
    return file_response(name, "application/xml", content)


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def bookkeeping_file(request: HttpRequest, basis_run_id: UUID) -> HttpResponse:
    """The run's invoices as a SIE file; where accounts are missing, the page says so."""
    try:
        with missing_is_404():
            content = make_bookkeeping(actor=request.actor, run_id=basis_run_id, at=clock.now())
    except SettlementRefused as error:
        if error.code != "no_accounts":
            raise Http404 from error
        messages.error(request, _("Fyll i kontona under Fakturauppgifter först."))
        return redirect("basis_run", basis_run_id)
    return file_response("bokforing.si", "application/octet-stream", content)
