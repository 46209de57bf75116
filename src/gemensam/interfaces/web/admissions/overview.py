"""The office's start page: the year's dates, figures, and what waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries import offices, overview, rounds
from gemensam.domains.catalogue.queries import municipality_names
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.admissions.figures import input_figures, municipality_charts
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.layout.round_words import round_name
from gemensam.interfaces.web.layout.timelines import Milestone, near

EVENTS = {
    "autumn_grades_due": gettext_lazy("Höstterminens betyg ska vara inlämnade"),
    "application_opens": gettext_lazy("Ansökan öppnar"),
    "preliminary_cutoff": gettext_lazy("Betygen till den preliminära antagningen läses av"),
    "application_closes": gettext_lazy("Sista dag att söka"),
    "free_quota_due": gettext_lazy("Ansökan om fri kvot och dispens i engelska"),
    "statements_due": gettext_lazy("Hemkommunernas yttranden ska vara klara"),
    "test_results_due": gettext_lazy("Färdighetsprovens resultat ska vara inlämnade"),
    "supply_changes_due": gettext_lazy("Sista dag att ändra platser"),
    "preliminary_published": gettext_lazy("Preliminärt besked"),
    "re_choice_opens": gettext_lazy("Omvalet öppnar"),
    "re_choice_closes": gettext_lazy("Omvalet stänger"),
    "leaving_grades_due": gettext_lazy("Slutbetygen ska vara inlämnade"),
    "holiday_school_ends": gettext_lazy("Lovskolan och prövningarna slutar"),
    "final_cutoff": gettext_lazy("Betygen till den slutliga antagningen läses av"),
    "final_published": gettext_lazy("Slutligt besked"),
    "reply_due": gettext_lazy("Sista dag att svara"),
    "reserve_round": gettext_lazy("Första reservantagningen"),
    "handed_over": gettext_lazy("Skolorna tar över reservlistorna"),
}
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
    milestones = [Milestone(timezone.localdate(date.at), str(EVENTS[date.event])) for date in dates]
    run_id = rounds.latest_run_id(request.actor, office_id=office.id, year=office.year)
    outcomes = rounds.outcomes(request.actor, run_id) if run_id else ()
    context = {
        "office": office,
        "figures": input_figures(figures),
        "todo": [_todo_line(one) for one in waiting],
        "milestones": milestones,
        "near": near(milestones, today),
        "today": today,
        "charts": municipality_charts(outcomes, municipality_names()),
        "rounds": list(rounds.rounds(request.actor).filter(year=office.year)),
    }
    return render(request, "admissions/templates/start.html", context)


def _todo_line(one: overview.Todo) -> dict[str, object]:
    text, kind = _TODO_TEXTS[one.code]
    if one.target is not None:
        title = str(text) % {"round": round_name(one.kind, one.year)}
        return {"title": title, "url": reverse("round", args=[one.target]), "kind": kind}
    url = f"{reverse('applicants')}?lage=no_grades" if one.code == "without_grades" else reverse("imports")
    return {"title": str(text), "count": one.count, "url": url, "kind": kind}
