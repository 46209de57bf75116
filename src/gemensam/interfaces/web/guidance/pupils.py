"""A counsellor's own pupils: the list with filters, picture and Excel, and one pupil."""

from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gemensam.domains.guidance.queries import notes, pupils
from gemensam.domains.guidance.queries.exporting import pupils_to_export
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.guidance import pupil_figures
from gemensam.interfaces.web.guidance.one_pupil import pupil_page
from gemensam.interfaces.web.guidance.pupil_forms import HandoverForm, NoteForm, PupilFilterForm, UnlockForm
from gemensam.interfaces.web.guidance.pupil_listing import PUPIL_COLUMNS, pupil_lines, pupils_sheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.layout.tables import headings

PAGE = 60


@page(Permission.PUPIL_GUIDE, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Everyone at the counsellor's schools who applies this year, narrowed by words, class and signal."""
    everyone = pupils.own_pupils(request.actor, at=clock.now())
    form = PupilFilterForm(request.GET, classes=pupil_figures.class_names(everyone))
    shown = pupils.narrowed(everyone, form.narrow())
    if wants_excel(request):
        rows = pupils_to_export(request.actor, shown, at=clock.now())
        return excel_response(_("elever"), [pupils_sheet(rows)])
    found = Paginator(shown, PAGE).get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "page": found,
        "lines": pupil_lines(request.actor, found.object_list),
        "headings": headings(request.GET, PUPIL_COLUMNS, default=""),
        "figures": pupil_figures.key_figures(everyone),
        "chart": pupil_figures.chart(everyone),
        "any": bool(everyone),
    }
    return render(request, "guidance/templates/pupils.html", context)


@page(Permission.PUPIL_GUIDE, methods=("GET", "HEAD"))
def one(request: HttpRequest, pupil_id: UUID) -> HttpResponse:
    """The whole picture of one pupil. Reading a protected person is logged first."""
    with missing_is_404():
        view = pupil_page(request.actor, pupil_id, at=clock.now())
    context = {
        "pupil": view,
        "note_form": NoteForm(initial={"note_id": uuid4()}),
        "handover_form": HandoverForm(schools=view.other_schools),
        "unlock_form": UnlockForm(),
    }
    return render(request, "guidance/templates/pupil.html", context)


@page(Permission.PUPIL_GUIDE, methods=("GET", "HEAD"))
def handovers(request: HttpRequest) -> HttpResponse:
    """Pupils who have been handed over to the counsellor's schools, and from them."""
    context = {
        "lines": notes.handovers(request.actor, at=clock.now()), "sent": notes.sent_handovers(request.actor),
    }  # fmt: skip
    return render(request, "guidance/templates/handovers.html", context)
