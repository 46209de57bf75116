"""The method bank: list, one method, sharing, changing, and the co-ordinator's decisions."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.guidance.queries import methods
from gemensam.domains.guidance.services.change_method import change_method
from gemensam.domains.guidance.services.share_method import share_method
from gemensam.domains.guidance.states import TransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import organisation_names
from gemensam.interfaces.web.guidance.markup import blocks
from gemensam.interfaces.web.guidance.method_forms import (
    AttachForm,
    MethodFilterForm,
    MethodForm,
    ReportForm,
    UseForm,
)
from gemensam.interfaces.web.guidance.method_listing import methods_sheet
from gemensam.interfaces.web.layout.downloads import excel_response, file_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page

PAGE = 30


@page(Permission.METHOD_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Every method that the reader may see, narrowed by words and tag."""
    form = MethodFilterForm(request.GET, tags=methods.tags(request.actor))
    rows = methods.methods(request.actor, narrow=form.narrow())
    if wants_excel(request):
        return excel_response(_("metoder"), [methods_sheet(rows)])
    context = {
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("sida")),
        "reported": methods.reported(request.actor),
    }
    return render(request, "guidance/templates/methods.html", context)


@page(Permission.METHOD_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, method_id: UUID) -> HttpResponse:
    """One method."""
    return method_page(request, method_id)


def method_page(request: HttpRequest, method_id: UUID, **forms: object) -> HttpResponse:
    """The method's page, with a form that was sent and had a fault in place of the empty one."""
    with missing_is_404():
        view = methods.method(request.actor, method_id)
    schools = organisation_names(request.actor.organisations_with(Permission.METHOD_SHARE))
    context = {
        "view": view,
        "blocks": blocks(view.method.text),
        "use_form": UseForm(schools=schools) if schools else None,
        "report_form": ReportForm(),
        "attach_form": AttachForm(),
        "own_uses": [one for one in view.uses if one.organisation_id in schools],
        **forms,
    }
    return render(request, "guidance/templates/method.html", context)


@page(Permission.METHOD_SHARE)
def share(request: HttpRequest) -> HttpResponse:
    """Share a new method."""
    form = MethodForm(request.POST or None, initial={"method_id": uuid4()})
    if request.method == "POST" and form.is_valid():
        method_id = form.cleaned_data["method_id"]
        share_method(actor=request.actor, method_id=method_id, content=form.content(), at=clock.now())
        messages.success(request, _("Metoden är delad med alla vägledare i länet."))
        return redirect("method", method_id)
    return render(request, "guidance/templates/method_form.html", {"form": form})


@page(Permission.METHOD_SHARE)
def change(request: HttpRequest, method_id: UUID) -> HttpResponse:
    """Write the next version of one's own method."""
    with missing_is_404():
        view = methods.method(request.actor, method_id)
    if not view.own:
        raise Http404
    method = view.method
    initial = {
        "method_id": method.pk, "number": method.number, "title": method.title, "summary": method.summary,
        "text": method.text, "tags": ", ".join(method.tags),
    }  # fmt: skip
    form = MethodForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        try:
            change_method(
                actor=request.actor,
                method_id=method_id,
                number=number,
                content=form.content(),
                at=clock.now(),
            )
        except TransitionRefused:
            form.add_error(
                None,
                _(
                    "Metoden har ändrats i ett annat fönster. Kopiera din text, öppna sidan igen och klistra in."
                ),
            )
        else:
            return redirect("method", method_id)
    return render(request, "guidance/templates/method_form.html", {"form": form, "method": method})


@page(Permission.METHOD_READ, methods=("GET", "HEAD"))
def attachment(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """A file of a method, always to save and never to be shown by the browser itself."""
    with missing_is_404():
        found, content = methods.attachment(request.actor, attachment_id)
    return file_response(found.name, found.media_type, content)
