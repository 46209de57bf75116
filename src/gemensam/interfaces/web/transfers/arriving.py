"""What comes from other offices: the list, a file to look at, and reading it in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.transfers.inputs.reading import FileRefused
from gemensam.domains.transfers.queries import arrivals, outgoing
from gemensam.domains.transfers.services.discard_arrival import discard_arrival
from gemensam.domains.transfers.services.import_arrival import import_arrival
from gemensam.domains.transfers.services.receive_transfer import receive_transfer
from gemensam.domains.transfers.states import TransferRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.transfers import listing as lists
from gemensam.interfaces.web.transfers.forms import MeaningForm, UploadForm
from gemensam.interfaces.web.transfers.outgoing import MOVED_ON, own_office
from gemensam.interfaces.web.transfers.words import fault_text


@page(Permission.TRANSFER_HANDLE)
def listing(request: HttpRequest) -> HttpResponse:
    """What has come, and a place for a file that came by mail. Faults are told all at once."""
    office = own_office(request)
    known = outgoing.other_offices(request.actor)
    form = UploadForm(request.POST or None, request.FILES or None, offices=known)
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = receive_transfer(
                actor=request.actor, other_id=UUID(form.cleaned_data["other"]), year=office.year,
                content=form.cleaned_data["file"].read(), at=clock.now(),
            )  # fmt: skip
            return redirect("arrival", made.pk)
        except FileRefused as refused:
            faults = [fault_text(one) for one in refused.faults]
    lines = arrivals.arrivals(request.actor, office)
    if wants_excel(request):
        return excel_response(_("fran-andra-kanslier"), [lists.arrivals_sheet(lines)])
    context = {
        "lines": lines,
        "form": form,
        "faults": faults,
        "others": known,
        "tabs": lists.tabs("arrivals"),
    }
    return render(request, "transfers/templates/arrivals.html", context)


@page(Permission.TRANSFER_HANDLE)
def one(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """What the file holds, what its wishes mean here, and the button that reads it in."""
    with missing_is_404():
        found = arrivals.arrival(request.actor, arrival_id)
        preview = arrivals.preview(request.actor, arrival_id)
    form = MeaningForm(request.POST or None, groups=preview.groups)
    if request.method == "POST" and form.is_valid():
        try:
            import_arrival(
                actor=request.actor, arrival_id=arrival_id, meanings=form.meanings(), at=clock.now()
            )
            messages.success(request, _("Filen är inläst. De sökande finns nu bland era sökande."))
        except TransferRefused:
            messages.error(request, MOVED_ON)
        return redirect("arrival", arrival_id)
    return render(
        request, "transfers/templates/arrival.html", {"one": found, "preview": preview, "form": form}
    )


@page(Permission.TRANSFER_HANDLE, methods=("POST",))
def discard(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Put a file aside that was never read in."""
    with missing_is_404():
        arrivals.arrival(request.actor, arrival_id)
    try:
        discard_arrival(actor=request.actor, arrival_id=arrival_id, at=clock.now())
        messages.success(request, _("Filen är kastad. Inget i registret har ändrats."))
    except TransferRefused:
        messages.error(request, MOVED_ON)
    return redirect("arrivals")
