"""The catalogue's pages. Everything here is public."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import offices, statistics
from gemensam.domains.catalogue import queries
from gemensam.interfaces.web.catalogue import pictures
from gemensam.interfaces.web.catalogue.forms import OfferingFilter
from gemensam.interfaces.web.catalogue.listing import COLUMNS, offering_lines, offerings_sheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import public_page
from gemensam.interfaces.web.layout.tables import headings


@public_page
def offerings(request: HttpRequest) -> HttpResponse:
    """Every education of the year with its last published cut-off."""
    office = offices.any_office()
    years = queries.years()
    if office is None or not years:
        return render(request, "catalogue/templates/empty.html")
    municipalities = queries.municipality_names()
    codes, programmes = queries.facets(year=years[0])
    form = OfferingFilter(
        request.GET,
        municipalities={code: name for code, name in municipalities.items() if code in codes},
        programmes=programmes,
    )
    rows = queries.offerings(
        request.actor,
        year=years[0],
        text=form.value("sok"),
        municipality=form.value("kommun"),
        programme=form.value("program"),
    )
    outcomes = statistics.latest_outcomes(office_id=office.id, year=years[0])
    if wants_excel(request):
        lines = offering_lines(rows, outcomes, municipalities)
        return excel_response(_("utbildningar"), [offerings_sheet(lines)])
    page = Paginator(rows, 40).get_page(request.GET.get("sida"))
    context = {
        "form": form,
        "page": page,
        "lines": offering_lines(page.object_list, outcomes, municipalities),
        "headings": headings(request.GET, COLUMNS, default=""),
        "year": years[0],
        "office": office,
    }
    return render(request, "catalogue/templates/offerings.html", context)


@public_page
def offering(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """One education: seats, how ties are told apart, and what it took in published rounds."""
    try:
        found = queries.offering(request.actor, offering_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    office = offices.any_office()
    history = statistics.history_of(offering_code=found.code, office_id=office.id) if office else []
    orders = offices.ranking_orders(office_id=office.id) if office else {}
    context = {
        "offering": found,
        "municipality": queries.municipality_names().get(found.municipality_code, found.municipality_code),
        "history": history,
        "order": orders.get(found.ranking, []),
        "demands": queries.demands(found, rules=office.rules) if office else None,
        "threshold": office.small_cell_threshold if office else 0,
        "chart": pictures.cutoff_history(history),
    }
    return render(request, "catalogue/templates/offering.html", context)
