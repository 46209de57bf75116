"""The page that the address in a file opens: the other office tells that the file has come."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gemensam.domains.transfers.queries.outgoing import sending_office, transfer_to_acknowledge
from gemensam.domains.transfers.services.acknowledge_transfer import ReceiptRefused, acknowledge_transfer
from gemensam.domains.transfers.states import TransferRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import ANONYMOUS
from gemensam.interfaces.web.layout.page import missing_is_404, public_page
from gemensam.interfaces.web.transfers.forms import ReceiptForm
from gemensam.interfaces.web.transfers.outgoing import MOVED_ON
from gemensam.interfaces.web.transfers.words import RECEIPT_REFUSALS


@public_page
def receipt(request: HttpRequest, acknowledge_key: UUID) -> HttpResponse:
    """Nothing of any person, nor how many they are: that is what the other office is to say."""
    with missing_is_404():
        found = transfer_to_acknowledge(acknowledge_key)
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acknowledge_transfer(
                actor=ANONYMOUS, transfer_id=found.id, by=form.cleaned_data["by"],
                applicants=form.cleaned_data["applicants"], acknowledge_key=acknowledge_key, at=clock.now(),
            )  # fmt: skip
            return redirect(request.path)
        except ReceiptRefused as refused:
            form.add_error(
                "by" if refused.code == "no_name" else "applicants", RECEIPT_REFUSALS[refused.code]
            )
        except TransferRefused:
            form.add_error(None, MOVED_ON)
    context = {"one": found, "form": form, "sender": sending_office(acknowledge_key)}
    return render(request, "transfers/templates/receipt.html", context)
