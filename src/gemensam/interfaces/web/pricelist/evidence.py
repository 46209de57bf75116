"""Files that show costs: attached to a report or a row, read by the co-operation, taken away while one fills in."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.queries import evidence
from gemensam.domains.pricelist.services.attach_evidence import attach_evidence
from gemensam.domains.pricelist.services.remove_evidence import remove_evidence
from gemensam.domains.pricelist.states import PriceTransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.attached import FileRefused
from gemensam.interfaces.web.layout.downloads import file_response
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.pricelist.forms import EvidenceForm
from gemensam.interfaces.web.pricelist.reporting import report_or_404
from gemensam.interfaces.web.pricelist.rounds import MOVED_ON

_REFUSED = {
    "empty": gettext_lazy("Filen är tom. Välj en annan."),
    "too_large": gettext_lazy("Filen är större än 10 MB. Gör den mindre eller dela upp den."),
    "too_many": gettext_lazy("Underlaget har redan 40 bilagor. Ta bort någon, eller lägg flera i en fil."),
    "unknown_type": gettext_lazy("Filtypen går inte att använda. Spara som PDF, bild, Word, PowerPoint eller Excel."),
    "macros": gettext_lazy("Filen innehåller makron. Spara den utan makron, till exempel som PDF."),
}  # fmt: skip


@page(Permission.PRICE_REPORT, methods=("POST",))
def attach(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """Attach a file, to the row that is named or to the whole report."""
    view = report_or_404(request, price_round_id, code)
    form = EvidenceForm(request.POST, request.FILES)
    row_id = next((row.id for row in view.rows if str(row.id) == request.POST.get("row")), None)
    if form.is_valid():
        _attach(request, view.id, row_id, form.cleaned_data["bilaga"])
    else:
        messages.error(request, str(form.errors["bilaga"][0]))
    if row_id:
        return redirect("price_row", price_round_id, code, row_id)
    return redirect("price_report", price_round_id, code)


def _attach(request: HttpRequest, report_id: UUID, row_id: UUID | None, file: UploadedFile) -> None:
    try:
        attach_evidence(
            actor=request.actor, report_id=report_id, row_id=row_id, name=file.name or "", content=file.read(),
            at=clock.now(),
        )  # fmt: skip
    except FileRefused as refused:
        messages.error(request, _REFUSED[refused.code])
    except PriceTransitionRefused:
        messages.error(request, MOVED_ON)
    else:
        messages.success(request, _("Bilagan är sparad."))


@page(Permission.PRICE_REPORT, methods=("POST",))
def remove(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """Take a file away."""
    view = report_or_404(request, price_round_id, code)
    found = next(
        (one for one in evidence.attachments(request.actor, view.id) if str(one.pk) == request.POST.get("bilaga")), None
    )  # fmt: skip
    try:
        if found is not None:
            remove_evidence(actor=request.actor, report_id=view.id, attachment_id=found.pk, at=clock.now())
            messages.success(request, _("Bilagan är borttagen."))
    except PriceTransitionRefused:
        messages.error(request, MOVED_ON)
    if found is not None and found.row_id:
        return redirect("price_row", price_round_id, code, found.row_id)
    return redirect("price_report", price_round_id, code)


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def attachment(request: HttpRequest, price_attachment_id: UUID) -> HttpResponse:
    """The file itself, always to be saved and never shown as a page of ours."""
    with missing_is_404():
        found, content = evidence.attachment(request.actor, price_attachment_id)
    return file_response(found.name, found.media_type, content)
