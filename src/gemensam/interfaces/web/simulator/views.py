"""The merit simulator's pages. Open to everyone; what is tapped in is in the address and nowhere else."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gemensam.foundation.access import clock
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import public_page
from gemensam.interfaces.web.simulator.answers import answer
from gemensam.interfaces.web.simulator.listing import ChanceLines, OfferingsFilter, chances_sheet
from gemensam.interfaces.web.simulator.sheet import COMBINED, SECTIONS
from gemensam.interfaces.web.simulator.starting import start_of

_FULL, _PART = "simulator/templates/simulator.html", "simulator/templates/live.html"


@public_page
def simulator(request: HttpRequest) -> HttpResponse:
    """Grades by tapping, and what they come to. A change sends back only what is below the grades."""
    start = start_of(request.actor, request.GET, now=clock.now())
    found = start.simulation()
    context = {
        "start": start,
        "sheet": start.sheet,
        "sections": [(title, start.sheet.pickers(codes)) for title, codes in SECTIONS],
        "combined": start.sheet.pickers(COMBINED),
        "query": start.query(),
        **answer(found),
    }
    return render(request, _PART if request.htmx else _FULL, context)


@public_page
def offerings_for_merit(request: HttpRequest) -> HttpResponse:
    """Every offering of the year with the chance for these grades."""
    start = start_of(request.actor, request.GET, now=clock.now())
    form = OfferingsFilter(request.GET, year=start.year)
    found = start.simulation()
    lines = ChanceLines(request.actor, start, found.standing, form, clock.now())
    if wants_excel(request):
        return excel_response(_("utbildningar-och-chanser"), [chances_sheet(lines[:])])
    page = Paginator(lines, 20).get_page(request.GET.get("sida"))
    context = {
        "start": start,
        "form": form,
        "page": page,
        "query": start.query(),
        **answer(found),
    }
    return render(request, "simulator/templates/offerings.html", context)
