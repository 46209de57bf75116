"""A round's page: its steps, figures and pictures, with the table beside each."""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import applicants, offices, overview, rounds
from gemensam.domains.catalogue.queries import offerings_by_code
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.jobs import queries as jobs
from gemensam.interfaces.web.admissions import comparing, figures, stages
from gemensam.interfaces.web.admissions.forms import ApprovalForm
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page

PAGE = 50


def round_or_404(request: HttpRequest, round_id: UUID) -> rounds.RoundView:
    """The round that the actor may see, or the page that says it is not there."""
    try:
        return rounds.round_view(request.actor, round_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error


@page(Permission.ROUND_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Every round that the actor may see."""
    return render(request, "admissions/templates/rounds.html", {"rounds": list(rounds.rounds(request.actor))})


@page(Permission.ROUND_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The round: where it stands, who did what, what to do next, what came out."""
    found = round_or_404(request, round_id)
    job = jobs.latest(request.actor, key_prefix=f"round:{round_id}")
    outcomes = rounds.outcomes(request.actor, found.run.id) if found.run else ()
    context = {
        "round": found,
        "tabs": stages.tabs_of(found, "round"),
        "stages": stages.stages_of(found),
        "next_step": stages.next_step(found, request.actor),
        "job": job,
        "approval_form": ApprovalForm(initial={"result_hash": found.run.result_hash if found.run else ""}),
        "figures": figures.round_figures(found, outcomes) or _figures_before(request, found),
        "charts": figures.round_charts(outcomes),
        "may": stages.allowed(request.actor),
        "now": clock.now(),
    }
    return render(request, "admissions/templates/round.html", context)


def _figures_before(request: HttpRequest, found: rounds.RoundView) -> list[dict[str, object]]:
    """What the round will be run on, for those who will run it."""
    office = offices.office_of(request.actor)
    if office is None or not request.actor.has(Permission.APPLICANT_READ):
        return []
    return figures.input_figures(overview.year_figures(request.actor, office_id=office.id, year=found.year))


@page(Permission.ROUND_READ, methods=("GET", "HEAD"))
def outcome(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Each offering's figures in the round's current run, as page and as Excel."""
    found = round_or_404(request, round_id)
    if found.run is None:
        raise Http404
    outcomes = rounds.outcomes(request.actor, found.run.id)
    if wants_excel(request):
        return excel_response(_("utfall"), [figures.outcome_sheet(outcomes)])
    office = offices.office_of(request.actor)
    context = {
        "round": found,
        "outcomes": outcomes,
        "office": office,
        "tabs": stages.tabs_of(found, "round_outcome"),
    }
    return render(request, "admissions/templates/outcome.html", context)


@page(Permission.ROUND_READ, methods=("GET", "HEAD"))
def comparison(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Who got something else than in the last published round, and why. References only, no names."""
    found = round_or_404(request, round_id)
    if found.run is None or found.run.comparison is None:
        raise Http404
    changes = rounds.changes(found.run)
    form = comparing.ComparisonFilter(request.GET)
    matching = form.matching(changes)
    titles = {
        code: f"{one.title}, {one.school_unit.display_name}"
        for code, one in offerings_by_code(year=found.year).items()
    }
    if wants_excel(request):
        lines = comparing.change_lines(matching, titles, {})
        return excel_response(_("jamforelse"), [comparing.comparison_sheet(lines)])
    part = Paginator(matching, PAGE).get_page(request.GET.get("sida"))
    ids = applicants.ids_by_reference(request.actor, [change["applicant"] for change in part])
    context = {
        "round": found,
        "tabs": stages.tabs_of(found, "round_comparison"),
        "has_previous": found.run.comparison.get("previous") is not None,
        "total": len(changes),
        "turns": comparing.turn_figures(changes),
        "chart": comparing.cause_chart(changes),
        "form": form,
        "page": part,
        "lines": comparing.change_lines(part, titles, ids),
    }
    return render(request, "admissions/templates/comparison.html", context)
