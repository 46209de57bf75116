"""The queue of those who decide: what is asked for besides grades."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import offices
from gemensam.domains.applications.queries import requests as queue
from gemensam.domains.applications.queries.elsewhere import elsewhere_wishes
from gemensam.domains.applications.queries.wishes import office_wishes
from gemensam.domains.applications.services.change_settings import change_settings
from gemensam.domains.applications.services.decide_request import REASONS, UnfitReason, decide_request
from gemensam.domains.applications.services.register_applicant import NewApplicant, register_applicant
from gemensam.domains.applications.states import TransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.applications.forms import DecisionForm, RegisterForm, SettingsForm
from gemensam.interfaces.web.applications.listing import (
    COLUMNS,
    RequestFilterForm,
    requests_sheet,
    wishes_sheet,
)
from gemensam.interfaces.web.applications.papers import paper_response
from gemensam.interfaces.web.applications.words import REASONS as REASON_WORDS
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.layout.tables import headings


@page(Permission.REQUEST_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """What waits, and what has been decided."""
    form = RequestFilterForm(request.GET)
    rows = queue.requests(request.actor, **form.narrow())
    if wants_excel(request):
        return excel_response(_("arenden"), [requests_sheet(queue.request_lines(request.actor, rows))])
    found = Paginator(rows, 50).get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "page": found,
        "lines": queue.request_lines(request.actor, list(found)),
        "headings": headings(request.GET, COLUMNS, default=""),
        "may_register": request.actor.has(Permission.ROUND_PREPARE),
    }
    return render(request, "applications/templates/requests.html", context)


@page(Permission.APPLICANT_EXPORT, methods=("GET", "HEAD"))
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Wishes for educations that other offices handle."""
    office = offices.office_of(request.actor)
    if office is None:
        raise Http404
    lines = elsewhere_wishes(request.actor, office_id=office.id, year=office.year)
    if wants_excel(request):
        return excel_response(_("utanfor-lanet"), [wishes_sheet(lines)])
    found = Paginator(lines, 50).get_page(request.GET.get("sida"))
    return render(request, "applications/templates/wishes.html", {"page": found})


@page(Permission.REQUEST_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request with motivation and papers. That it was read, and by whom, is kept."""
    with missing_is_404():
        found = queue.request_view(request.actor, request_id, at=clock.now())
    return _shown(request, found, None)


@page(Permission.REQUEST_DECIDE, methods=("POST",))
def decide(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Grant or refuse, with a reason."""
    with missing_is_404():
        found = queue.request_view(request.actor, request_id, at=clock.now())
    form = DecisionForm(request.POST, choices=_decisions(found.line.kind))
    if not form.is_valid():
        return _shown(request, found, form)
    verdict, _colon, reason = form.cleaned_data["decision"].partition(":")
    try:
        decide_request(
            actor=request.actor,
            request_id=request_id,
            granted=verdict == "yes",
            reason=reason,
            at=clock.now(),
        )
    except (TransitionRefused, UnfitReason):
        messages.error(
            request, _("Beslutet är redan fattat, eller så har eleven ändrat sin ansökan. Läs igen.")
        )
    else:
        messages.success(request, _("Beslutet är sparat och eleven får veta att det finns ett svar."))
    return redirect("request", request_id)


def _shown(request: HttpRequest, found: queue.RequestView, form: DecisionForm | None) -> HttpResponse:
    form = form or DecisionForm(choices=_decisions(found.line.kind))
    context = {"found": found, "line": found.line, "form": form}
    return render(request, "applications/templates/request.html", context)


def _decisions(kind: str) -> list[tuple[str, str]]:
    words = {True: _("Bevilja: %(why)s"), False: _("Avslå: %(why)s")}
    return [
        (f"{'yes' if granted else 'no'}:{code}", words[granted] % {"why": REASON_WORDS[code]})
        for granted, codes in REASONS[kind].items()
        for code in codes
    ]


@page(Permission.REQUEST_READ, methods=("GET", "HEAD"))
def paper(request: HttpRequest, request_id: UUID, paper_id: UUID) -> HttpResponse:
    """One paper, as a file to save. The reading is logged."""
    with missing_is_404():
        found, content = queue.paper_content(request.actor, request_id, paper_id, at=clock.now())
    return paper_response(found, content)


@page(Permission.ROUND_PREPARE)
def settings(request: HttpRequest) -> HttpResponse:
    """What the office has decided about applying."""
    office = offices.office_of(request.actor)
    if office is None:
        raise Http404
    wishes = office_wishes(office.id)
    names = ("most_choices", "guardians_confirm", "guardians_edit", "guardians_send")
    form = SettingsForm(request.POST or None, initial={name: getattr(wishes, name) for name in names})
    if request.method == "POST" and form.is_valid():
        change_settings(actor=request.actor, office_id=office.id, at=clock.now(), **form.cleaned_data)
        messages.success(request, _("Sparat. Det gäller från och med nu."))
        return redirect("application_settings")
    return render(request, "applications/templates/settings.html", {"form": form})


@page(Permission.ROUND_PREPARE)
def register(request: HttpRequest) -> HttpResponse:
    """Register someone whom no file has brought, so that the person can apply."""
    if offices.office_of(request.actor) is None:
        raise Http404
    form = RegisterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        register_applicant(actor=request.actor, applicant=NewApplicant(**form.cleaned_data), at=clock.now())
        messages.success(request, _("Personen är registrerad och kan logga in med e-legitimation och söka."))
        return redirect("register_applicant")
    return render(request, "applications/templates/register.html", {"form": form})
