"""The office looks at those who have registered by e-ID."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.applications.queries import registrations as queries
from gemensam.domains.applications.services.handle_registration import HasSent, handle_registration
from gemensam.domains.applications.states import TransitionRefused
from gemensam.domains.catalogue.queries import municipality_names
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.applications.registration_forms import (
    COLUMNS,
    HandlingForm,
    RegistrationFilterForm,
    registrations_sheet,
)
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.layout.tables import headings


@page(Permission.PERSON_PROTECTED_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Those whom nobody has looked at first. Without names: until then everyone counts as protected."""
    form = RegistrationFilterForm(request.GET)
    rows = queries.registrations(request.actor, state=form.state())
    if wants_excel(request):
        return excel_response(
            _("egna-registreringar"), [registrations_sheet(queries.registration_lines(rows))]
        )
    found = Paginator(rows, 50).get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "page": found,
        "lines": queries.registration_lines(list(found)),
        "headings": headings(request.GET, COLUMNS, default=""),
    }
    return render(request, "applications/templates/registrations.html", context)


@page(Permission.PERSON_PROTECTED_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Who it is and what was said. That it was read, and by whom, is kept."""
    return _shown(request, registration_id, None)


@page(Permission.PERSON_PROTECTED_READ, methods=("POST",))
def handle(request: HttpRequest, registration_id: UUID) -> HttpResponse:
    """Say that it is right, or close the account."""
    form = HandlingForm(request.POST)
    if not form.is_valid():
        return _shown(request, registration_id, form)
    try:
        with missing_is_404():
            handle_registration(
                actor=request.actor, registration_id=registration_id, at=clock.now(), **form.arguments()
            )
    except HasSent:
        messages.error(
            request, _("Personen har skickat en ansökan. Den måste tas tillbaka först. Ingenting ändrades.")
        )
        return redirect("registration", registration_id)
    except TransitionRefused:
        messages.warning(request, _("Någon annan har redan kontrollerat registreringen. Läs igen."))
        return redirect("registration", registration_id)
    messages.success(request, _("Sparat."))
    return redirect("registrations")


def _shown(request: HttpRequest, registration_id: UUID, form: HandlingForm | None) -> HttpResponse:
    with missing_is_404():
        found = queries.registration(request.actor, registration_id, at=clock.now())
    context = {
        "found": found,
        "line": found.line,
        "form": form or HandlingForm(initial={"home_municipality": found.home_municipality}),
        "home": municipality_names().get(found.home_municipality, found.home_municipality),
    }
    return render(request, "applications/templates/registration.html", context, status=422 if form else 200)
