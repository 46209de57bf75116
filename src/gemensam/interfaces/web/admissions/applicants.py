"""Applicants: the list with search, filter and Excel, and one applicant."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import applicants, offices, one_applicant, rounds
from gemensam.domains.catalogue.queries import municipality_names
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.admissions.forms import ApplicantFilterForm
from gemensam.interfaces.web.admissions.listing import APPLICANT_COLUMNS, applicant_lines, applicants_sheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.layout.tables import headings

PAGE = 50


@page(Permission.APPLICANT_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """The applicants that the actor may see, narrowed by words, school, municipality and status."""
    office = offices.any_office()
    if office is None:
        return render(request, "admissions/templates/no_office.html")
    names = municipality_names()
    schools = applicants.school_units(request.actor, office_id=office.id, year=office.year)
    form = ApplicantFilterForm(request.GET, municipalities=names, schools=schools)
    run_id = rounds.latest_run_id(request.actor, office_id=office.id, year=office.year)
    rows = applicants.applicants(
        request.actor, office_id=office.id, year=office.year, narrow=form.narrow(), run_id=run_id
    )
    if wants_excel(request):
        lines = applicants.export(request.actor, rows, office_id=office.id, at=clock.now())
        return excel_response(_("sokande"), [applicants_sheet(applicant_lines(request.actor, lines, names))])
    found = Paginator(rows, PAGE).get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "page": found,
        "lines": applicant_lines(request.actor, found.object_list, names),
        "headings": headings(request.GET, APPLICANT_COLUMNS, default=""),
        "year": office.year,
        "may_export": request.actor.has(Permission.APPLICANT_EXPORT),
    }
    return render(request, "admissions/templates/applicants.html", context)


@page(Permission.APPLICANT_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """One applicant: choices, grades, merit and results. Reading a protected person is logged first."""
    try:
        view = one_applicant.applicant_view(request.actor, application_id, at=clock.now())
    except ObjectDoesNotExist as error:
        raise Http404 from error
    context = {"applicant": view, "municipalities": municipality_names()}
    return render(request, "admissions/templates/applicant.html", context)
