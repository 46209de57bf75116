"""The pages of an import. Each step is one service or one job."""

from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries import imports, offices
from gemensam.domains.admissions.services.confirm_import import ConfirmRefused, confirm_import
from gemensam.domains.admissions.services.discard_import import discard_import
from gemensam.domains.admissions.services.save_matching import MatchingRefused, save_matching
from gemensam.domains.admissions.services.start_import_job import start_import_job
from gemensam.domains.admissions.services.upload_file import upload_file
from gemensam.domains.admissions.states import TransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.tables import TableRefused
from gemensam.foundation.jobs import queries as jobs
from gemensam.interfaces.web.imports.forms import ConfirmForm, MatchForm, UploadForm
from gemensam.interfaces.web.imports.sheets import fault_sheet, template_sheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.import_texts import KINDS, field_name, refusal_sentence
from gemensam.interfaces.web.layout.page import page

MOVED_ON = gettext_lazy("Filen har gått vidare sedan du öppnade sidan. Så här står den nu.")


def _view(request: HttpRequest, batch_id: UUID) -> imports.ImportView:
    try:
        return imports.import_view(request.actor, batch_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error


@page(Permission.IMPORT_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Every file that the actor may see, latest first."""
    found = Paginator(imports.imports(request.actor), 30).get_page(request.GET.get("sida"))
    context = {"page": found, "kinds": KINDS, "may_upload": request.actor.has(Permission.IMPORT_UPLOAD)}
    return render(request, "imports/templates/imports.html", context)


@page(Permission.IMPORT_UPLOAD)
def new(request: HttpRequest) -> HttpResponse:
    """Upload a file."""
    office = offices.any_office()
    if office is None:
        raise Http404
    senders = imports.senders(request.actor, office_id=office.id)
    form = UploadForm(request.POST or None, request.FILES or None, senders=senders)
    if request.method == "POST" and form.is_valid():
        answer = _upload(request, form, office)
        if answer is not None:
            return answer
    return render(request, "imports/templates/new.html", {"form": form, "kinds": KINDS})


def _upload(request: HttpRequest, form: UploadForm, office: offices.OfficeView) -> HttpResponse | None:
    values = form.cleaned_data
    try:
        batch = upload_file(
            actor=request.actor,
            office_id=office.id,
            year=office.year,
            kind=values["kind"],
            sender_id=UUID(values["sender"]),
            name=values["file"].name,
            content=values["file"].read(),
            registered_at=_start_of_day(values["registered_at"]),
            declared=form.declared(),
            at=clock.now(),
        )
    except TableRefused as error:
        form.add_error("file", refusal_sentence(error.code, error.facts))
        return None
    return redirect("import_match", batch.pk)


def _start_of_day(day: object) -> datetime | None:
    if not day:
        return None
    return datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())  # type: ignore[arg-type]  # the form gives a date


@page(Permission.IMPORT_UPLOAD)
def match(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say which column holds what; then the check starts as a job."""
    view = _view(request, batch_id)
    form = MatchForm(request.POST or None, view=view)
    if request.method == "POST" and form.is_valid():
        try:
            save_matching(
                actor=request.actor,
                batch_id=batch_id,
                mapping=form.mapping(),
                registered_at=None,
                at=clock.now(),
            )
        except MatchingRefused as error:
            for code in error.missing:
                form.add_error(code, _("Välj kolumnen för %(field)s.") % {"field": field_name(code).lower()})
            if error.twice:
                form.add_error(None, _("Samma kolumn är vald två gånger. Välj en kolumn per uppgift."))
        except TransitionRefused:
            messages.error(request, MOVED_ON)
            return redirect("import", batch_id)
        else:
            start_import_job(actor=request.actor, batch_id=batch_id, what="check", at=clock.now())
            return redirect("import", batch_id)
    return render(request, "imports/templates/match.html", {"form": form, "view": view})


@page(Permission.IMPORT_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """One file: its faults, or its preview with control totals, or what it did."""
    view = _view(request, batch_id)
    if wants_excel(request):
        return excel_response(_("fel-i-filen"), [fault_sheet(view.faults)])
    return _shown(request, view, ConfirmForm(view=view))


def _shown(request: HttpRequest, view: imports.ImportView, form: ConfirmForm) -> HttpResponse:
    context = {
        "view": view,
        "job": jobs.latest(request.actor, key_prefix=f"import:{view.id}"),
        "form": form,
        "may_commit": request.actor.has(Permission.IMPORT_COMMIT),
        "may_undo": request.actor.has(Permission.IMPORT_UNDO),
    }
    return render(request, "imports/templates/import.html", context)


@page(Permission.IMPORT_COMMIT, methods=("POST",))
def confirm(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The sender's word that the totals are right; then the file is committed as a job."""
    view = _view(request, batch_id)
    form = ConfirmForm(request.POST, view=view)
    if not form.is_valid():
        return _shown(request, view, form)
    try:
        confirm_import(
            actor=request.actor, batch_id=batch_id, at=clock.now(),
            stop_reason=form.cleaned_data.get("stop_reason", ""), re_choice_until=form.until_the_end(),
        )  # fmt: skip
    except ConfirmRefused:
        form.add_error("re_choice_until", _("Välj en dag som inte har varit."))
        return _shown(request, view, form)
    except TransitionRefused:
        messages.error(request, MOVED_ON)
        return redirect("import", batch_id)
    start_import_job(actor=request.actor, batch_id=batch_id, what="commit", at=clock.now())
    return redirect("import", batch_id)


@page(Permission.IMPORT_UNDO, methods=("POST",))
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a committed file back, as a job."""
    start_import_job(actor=request.actor, batch_id=batch_id, what="undo", at=clock.now())
    messages.info(request, _("Inläsningen ångras."))
    return redirect("import", batch_id)


@page(Permission.IMPORT_UPLOAD, methods=("POST",))
def discard(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Put a file aside that was never committed."""
    try:
        discard_import(actor=request.actor, batch_id=batch_id, at=clock.now())
    except TransitionRefused:
        messages.error(request, MOVED_ON)
    else:
        messages.success(request, _("Filen är kastad. Inget i registret har ändrats."))
    return redirect("imports")


@page(Permission.IMPORT_UPLOAD, methods=("GET", "HEAD"))
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty file with the right titles, one made-up row, and a sheet that explains the columns."""
    if kind not in KINDS:
        raise Http404
    return excel_response(f"mall-{kind}", template_sheet(kind))
