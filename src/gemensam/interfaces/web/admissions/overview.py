"""The office's start page: the year's dates, figures, and what waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from gemensam.domains.admissions.queries import offices, overview, rounds
from gemensam.domains.applications.queries import registrations
from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.transfers.queries import arrivals, handling
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.admissions.figures import input_figures, municipality_charts
from gemensam.interfaces.web.layout.calendar_words import milestones_of
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.layout.round_words import round_name
from gemensam.interfaces.web.layout.timelines import near

_TODO_TEXTS = {
    "round_to_prepare": (gettext_lazy("%(round)s är inte körd"), "info"),
    "round_rejected": (gettext_lazy("%(round)s underkändes av kontrollprogrammet"), "danger"),
    "round_to_approve": (gettext_lazy("%(round)s väntar på godkännande av två personer"), "warning"),
    "round_to_approve_again": (gettext_lazy("%(round)s väntar på ett godkännande till"), "warning"),
    "round_to_publish": (gettext_lazy("%(round)s är godkänd och kan publiceras"), "success"),
    "round_halted": (gettext_lazy("%(round)s är stoppad"), "danger"),
    "import_faulty": (gettext_lazy("Filer med fel att rätta"), "danger"),
    "import_to_match": (gettext_lazy("Filer vars kolumner ska matchas"), "info"),
    "import_to_check": (gettext_lazy("Filer att kontrollera"), "info"),
    "import_to_confirm": (gettext_lazy("Filer att bekräfta"), "warning"),
    "without_grades": (gettext_lazy("Sökande utan betyg"), "warning"),
}


@page(Permission.ROUND_PREPARE, Permission.ROUND_APPROVE, methods=("GET", "HEAD"))
def start(request: HttpRequest) -> HttpResponse:
    """What the office needs to see first."""
    office = offices.office_of(request.actor)
    if office is None:
        return render(request, "admissions/templates/no_office.html")
    figures = overview.year_figures(request.actor, office_id=office.id, year=office.year)
    waiting = overview.todo(request.actor, office_id=office.id, year=office.year, figures=figures)
    now = clock.now()
    today = timezone.localdate(now)
    dates = offices.calendar(office_id=office.id, year=office.year, now=now)
    milestones = milestones_of(dates)
    run_id = rounds.latest_run_id(request.actor, office_id=office.id, year=office.year)
    outcomes = rounds.outcomes(request.actor, run_id) if run_id else ()
    lines = [*_transfer_lines(request, office), *(_todo_line(one) for one in waiting)]
    context = {
        "office": office,
        "figures": input_figures(figures),
        "todo": [*lines, *_registrations(request)],
        "milestones": milestones,
        "near": near(milestones, today),
        "today": today,
        "charts": municipality_charts(outcomes, municipality_names()),
        "rounds": list(rounds.rounds(request.actor).filter(year=office.year)),
    }
    return render(request, "admissions/templates/start.html", context)


def _registrations(request: HttpRequest) -> list[dict[str, object]]:
    """Those who have registered by e-ID and whom nobody has looked at."""
    count = registrations.waiting(request.actor)
    if not count:
        return []
    title = gettext("Egna registreringar att kontrollera")
    return [{"title": title, "count": count, "url": reverse("registrations"), "kind": "warning"}]


def _todo_line(one: overview.Todo) -> dict[str, object]:
    text, kind = _TODO_TEXTS[one.code]
    if one.target is not None:
        title = str(text) % {"round": round_name(one.kind, one.year)}
        return {"title": title, "url": reverse("round", args=[one.target]), "kind": kind}
    url = f"{reverse('applicants')}?lage=no_grades" if one.code == "without_grades" else reverse("imports")
    return {"title": str(text), "count": one.count, "url": url, "kind": kind}


def _transfer_lines(request: HttpRequest, office: offices.OfficeView) -> list[dict[str, object]]:
    """What waits between this office and others, the alarms first."""
    found = (
        (handling.overdue, gettext_lazy("Överföringar som inte är kvitterade i tid"), "transfers", "danger"),
        (
            handling.to_send,
            gettext_lazy("Överföringar att skicka till andra kanslier"),
            "transfers",
            "warning",
        ),
        (
            arrivals.waiting_here,
            gettext_lazy("Överföringar från andra kanslier att läsa in"),
            "arrivals",
            "warning",
        ),
    )
    counted = ((count(request.actor, office), title, name, kind) for count, title, name, kind in found)
    return [
        {"title": str(title), "count": count, "url": reverse(name), "kind": kind}
        for count, title, name, kind in counted
        if count
    ]
