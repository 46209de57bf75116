"""What goes to other offices: the list, one transfer, its file, and that it has come there."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries import offices
from gemensam.domains.transfers import tasks
from gemensam.domains.transfers.queries import outgoing
from gemensam.domains.transfers.queries.handling import by_hand, homeless
from gemensam.domains.transfers.services.acknowledge_transfer import ReceiptRefused, acknowledge_transfer
from gemensam.domains.transfers.services.download_transfer import download_transfer
from gemensam.domains.transfers.services.send_transfer import send_transfer
from gemensam.domains.transfers.states import TransferRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.downloads import excel_response, file_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.transfers import listing as lists
from gemensam.interfaces.web.transfers.forms import AcknowledgeForm, TransferFilter
from gemensam.interfaces.web.transfers.words import RECEIPT_REFUSALS

MOVED_ON = gettext_lazy("Läget har ändrats sedan du öppnade sidan. Ingenting gjordes. Så här står det nu.")


def own_office(request: HttpRequest) -> offices.OfficeView:
    """The actor's office. Raises Http404 for who works at none."""
    office = offices.office_of(request.actor)
    if office is None:
        raise Http404
    return office


@page(Permission.TRANSFER_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """The year's transfers, those that wait longest first."""
    office, form = own_office(request), TransferFilter(request.GET)
    lines = outgoing.transfers(request.actor, office, state=form.state())
    if wants_excel(request):
        return excel_response(_("overforingar"), [lists.transfers_sheet(lines)])
    context = {
        "form": form,
        "lines": lines,
        "tabs": lists.tabs("transfers"),
        "figures": lists.figures(lines),
        "chart": lists.state_chart(lines),
        "homeless": homeless(request.actor, office, at=clock.now()),
        "others": outgoing.other_offices(request.actor),
    }
    return render(request, "transfers/templates/transfers.html", context)


@page(Permission.TRANSFER_HANDLE, methods=("POST",))
def prepare(request: HttpRequest) -> HttpResponse:
    """Make what is due now instead of waiting for the schedule; twice makes nothing more."""
    own_office(request)
    tasks.prepare(clock.now())
    messages.success(request, _("Klart. Finns det något nytt att skicka står det i listan."))
    return redirect("transfers")


@page(Permission.TRANSFER_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """One transfer in figures, and what can be done with it."""
    return _shown(request, transfer_id, AcknowledgeForm())


def _shown(request: HttpRequest, transfer_id: UUID, form: AcknowledgeForm) -> HttpResponse:
    with missing_is_404():
        found = outgoing.transfer(request.actor, transfer_id)
    address = request.build_absolute_uri(reverse("transfer_receipt", args=[found.acknowledge_key]))
    references = by_hand(request.actor, found, at=clock.now())
    context = {"one": found, "form": form, "receipt_address": address, "references": references}
    return render(request, "transfers/templates/transfer.html", context)


@page(Permission.TRANSFER_HANDLE, methods=("POST",))
def file(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """The file with persons, as JSON or Excel. Sent by POST: it leaves a line in the log."""
    form = "json" if request.POST.get("form") == "json" else "xlsx"
    with missing_is_404():
        told, content = download_transfer(
            actor=request.actor, transfer_id=transfer_id, form=form, at=clock.now()
        )
    name = _("overforing-%(year)s-version-%(version)s") % {"year": told.year, "version": told.version}
    if form == "json":
        return file_response(f"{name}.json", "application/json", content)
    return excel_response(name, lists.file_sheets(told))


@page(Permission.TRANSFER_HANDLE, methods=("POST",))
def sent(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """The officer has sent the file."""
    with missing_is_404():
        outgoing.transfer(request.actor, transfer_id)
    try:
        send_transfer(actor=request.actor, transfer_id=transfer_id, at=clock.now())
    except TransferRefused:
        messages.error(request, MOVED_ON)
    else:
        messages.success(
            request, _("Noterat att filen är skickad. Larm kommer om ingen kvitterar inom två dagar.")
        )
    return redirect("transfer", transfer_id)


@page(Permission.TRANSFER_HANDLE, methods=("POST",))
def acknowledge(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """The other office has told that it has come."""
    with missing_is_404():
        found = outgoing.transfer(request.actor, transfer_id)
    form = AcknowledgeForm(request.POST)
    if not form.is_valid() or not _acknowledged(request, form, found):
        return _shown(request, transfer_id, form)
    messages.success(request, _("Kvittensen är sparad."))
    return redirect("transfer", transfer_id)


def _acknowledged(request: HttpRequest, form: AcknowledgeForm, found: outgoing.TransferView) -> bool:
    try:
        acknowledge_transfer(
            actor=request.actor,
            transfer_id=found.id,
            by=form.cleaned_data["by"],
            received_at=form.moment(),
            at=clock.now(),
        )
    except ReceiptRefused as refused:
        form.add_error("by" if refused.code == "no_name" else "received", RECEIPT_REFUSALS[refused.code])
        return False
    except TransferRefused:
        form.add_error(None, MOVED_ON)
        return False
    return True
