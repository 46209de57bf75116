"""What one does with a method: each is one service, then back to its page."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.guidance.queries import methods
from gemensam.domains.guidance.services.attach_to_method import AttachmentRefused, attach_to_method
from gemensam.domains.guidance.services.moderate_method import moderate_method
from gemensam.domains.guidance.services.report_method import report_method
from gemensam.domains.guidance.services.tell_method_use import tell_method_use
from gemensam.domains.guidance.services.withdraw_method import withdraw_method
from gemensam.domains.guidance.states import TransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import organisation_names
from gemensam.interfaces.web.guidance.method_forms import AttachForm, ReportForm, UseForm
from gemensam.interfaces.web.guidance.methods import method_page
from gemensam.interfaces.web.layout.page import missing_is_404, page

_REFUSALS = {
    "empty": gettext_lazy("Filen är tom. Välj en annan."),
    "too_large": gettext_lazy("Filen är större än 10 MB. Gör den mindre eller dela upp den."),
    "too_many": gettext_lazy("Metoden har redan åtta filer. Lägg innehållet i en av dem."),
    "unknown_type": gettext_lazy(
        "Filtypen går inte att använda. Spara som PDF, bild, Word, PowerPoint eller Excel."
    ),
    "macros": gettext_lazy("Filen innehåller makron. Spara den utan makron, till exempel som PDF."),
}
_MOVED_ON = gettext_lazy("Metoden har ändrats sedan du öppnade sidan. Ingenting gjordes.")


@page(Permission.METHOD_SHARE, methods=("POST",))
def attach(request: HttpRequest, method_id: UUID) -> HttpResponse:
    """Add a file to one's own method."""
    with missing_is_404():
        if not methods.method(request.actor, method_id).own:
            raise Http404
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["fil"]
        try:
            attach_to_method(
                actor=request.actor, method_id=method_id, name=file.name, content=file.read(), at=clock.now()
            )
        except AttachmentRefused as refused:
            form.add_error("fil", _REFUSALS[refused.code])
        else:
            return redirect("method", method_id)
    return method_page(request, method_id, attach_form=form)


@page(Permission.METHOD_SHARE, methods=("POST",))
def use(request: HttpRequest, method_id: UUID) -> HttpResponse:
    """Say that the school uses it, or no longer does."""
    schools = organisation_names(request.actor.organisations_with(Permission.METHOD_SHARE))
    form = UseForm(request.POST, schools=schools)
    if not form.is_valid():
        return method_page(request, method_id, use_form=form)
    with missing_is_404():
        tell_method_use(
            actor=request.actor, method_id=method_id, organisation_id=UUID(form.cleaned_data["skola"]),
            uses="sluta" not in request.POST, comment=form.cleaned_data["kommentar"], at=clock.now(),
        )  # fmt: skip
    messages.success(request, _("Tack! Det syns nu för andra vägledare."))
    return redirect("method", method_id)


@page(Permission.METHOD_READ, methods=("POST",))
def report(request: HttpRequest, method_id: UUID) -> HttpResponse:
    """Tell the co-ordinator."""
    form = ReportForm(request.POST)
    if not form.is_valid():
        return method_page(request, method_id, report_form=form)
    with missing_is_404():
        report_method(
            actor=request.actor, method_id=method_id, reason=form.cleaned_data["skal"], at=clock.now()
        )
    messages.success(request, _("Samordnaren ser din anmälan."))
    return redirect("method", method_id)


@page(Permission.METHOD_SHARE, methods=("POST",))
def withdraw(request: HttpRequest, method_id: UUID) -> HttpResponse:
    """Take one's own method back, or share it again."""
    try:
        with missing_is_404():
            withdraw_method(
                actor=request.actor, method_id=method_id, again="igen" in request.POST, at=clock.now()
            )
    except TransitionRefused:
        messages.error(request, _MOVED_ON)
    return redirect("method", method_id)


@page(Permission.METHOD_MODERATE, methods=("POST",))
def moderate(request: HttpRequest, method_id: UUID) -> HttpResponse:
    """The co-ordinator hides it, or lets it stand."""
    try:
        with missing_is_404():
            moderate_method(
                actor=request.actor, method_id=method_id, hide="dolj" in request.POST, at=clock.now()
            )
    except TransitionRefused:
        messages.error(request, _MOVED_ON)
    else:
        messages.success(request, _("Anmälan är avgjord."))
    return redirect("method", method_id)
