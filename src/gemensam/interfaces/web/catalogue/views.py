"""The catalogue's pages. Everything here is public."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import offices
from gemensam.domains.catalogue import queries
from gemensam.interfaces.web.catalogue import comparing, finding, telling
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import public_page


@public_page
def offerings(request: HttpRequest) -> HttpResponse:
    """Every education of the year: search, filters, map, and what it took to be admitted."""
    office, years = offices.any_office(), queries.years()
    if office is None or not years:
        return render(request, "catalogue/templates/empty.html")
    if wants_excel(request):
        sheet = finding.sheet(request, office, year=years[0])
        return excel_response(_("utbildningar"), [sheet])
    return render(
        request, "catalogue/templates/offerings.html", finding.context(request, office, year=years[0])
    )


@public_page
def offering(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """One education: what it is, what it takes, and what it took in earlier years."""
    try:
        found = queries.offering(request.actor, offering_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return render(request, "catalogue/templates/offering.html", telling.context(request, found))


@public_page
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four educations side by side; the address holds which."""
    context = comparing.context(request)
    if wants_excel(request) and context["offerings"]:
        return excel_response(_("jamforelse"), [comparing.sheet(context)])
    return render(request, "catalogue/templates/compare.html", context)
