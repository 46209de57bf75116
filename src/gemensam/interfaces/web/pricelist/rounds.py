"""Rounds of prices: the list, a new one, where one stands, its log, and the buttons that move it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gemensam.domains.pricelist.queries import rounds
from gemensam.domains.pricelist.queries.region_rules import regions
from gemensam.domains.pricelist.services.close_round import close_round
from gemensam.domains.pricelist.services.create_round import PriceRoundExists, create_round
from gemensam.domains.pricelist.services.open_round import open_round
from gemensam.domains.pricelist.services.reopen_round import reopen_round
from gemensam.domains.pricelist.states import PriceTransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.pricelist import pictures, tabs
from gemensam.interfaces.web.pricelist.forms import RoundForm
from gemensam.interfaces.web.pricelist.words import REPORT_STATES, ROUND_STATES, STAGES, STEPS, state_tag

MOVED_ON = gettext_lazy(
    "Arbetet har gått vidare sedan du öppnade sidan. Ingenting gjordes. Så här står det nu."
)
_STEPS = {
    "open": (open_round, gettext_lazy("Prisomgången är öppen. Rapportörerna har fått ett mejl.")),
    "close": (close_round, gettext_lazy("Prisomgången är stängd för underlag.")),
    "reopen": (reopen_round, gettext_lazy("Prisomgången är öppen för underlag igen.")),
}


def round_or_404(request: HttpRequest, round_id: UUID) -> rounds.RoundView:
    """The round that the actor may see, or the page that says it is not there."""
    with missing_is_404():
        return rounds.round_view(request.actor, round_id)


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Every round that the actor may see."""
    lines = [
        {"id": one.pk, "year": one.year, "region": one.region.name, "due_on": one.due_on,
         "state": state_tag(ROUND_STATES, one.state)}
        for one in rounds.rounds(request.actor)
    ]  # fmt: skip
    context = {
        "lines": lines,
        "may_create": bool(rounds.regions_to_manage(request.actor)),
        "regions": regions(request.actor),
    }
    return render(request, "pricelist/templates/rounds.html", context)


@page(Permission.PRICE_ROUND_MANAGE)
def new(request: HttpRequest) -> HttpResponse:
    """Plan a year's round."""
    form = RoundForm(request.POST or None, initial=_suggested())
    found = rounds.regions_to_manage(request.actor)
    if request.method == "POST" and found and form.is_valid():
        try:
            made = create_round(
                actor=request.actor, region_id=found[0][0], at=clock.now(), **form.cleaned_data
            )
        except PriceRoundExists:
            form.add_error("year", _("Det finns redan en prisomgång för året."))
        else:
            return redirect("price_round", made.pk)
    return render(request, "pricelist/templates/round_new.html", {"form": form, "has_region": bool(found)})


def _suggested() -> dict[str, object]:
    """The agreed calendar of the coming year."""
    today = clock.today()
    year = today.year if today.month < 7 else today.year + 1
    days = {"opens_on": (8, 17), "due_on": (10, 1), "reminder_on": (10, 15), "escalation_on": (10, 22),
            "decision_on": (12, 15)}  # fmt: skip
    return {"year": year, **{name: today.replace(year - 1, *day) for name, day in days.items()}}


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def one(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Where the round stands: who has reported, the dates, what comes next."""
    view = round_or_404(request, price_round_id)
    if wants_excel(request):
        return excel_response(_("underlag"), [_sheet(view)])
    lines = [{"line": line, "state": state_tag(REPORT_STATES, line.state)} for line in view.reports]
    context = {
        "view": view,
        "title": tabs.title_of(view),
        "state": state_tag(ROUND_STATES, view.state),
        "tabs": tabs.tabs_of(view, "price_round"),
        "stages": tabs.stages_of(view),
        "lines": lines,
        "own": [one for one in lines if one["line"].is_own],  # type: ignore[attr-defined]  # a report line
        "figures": pictures.round_figures(view),
        "chart": pictures.reports_chart(view) if view.reports else None,
        "milestones": pictures.milestones(view),
        "today": clock.today(),
    }
    return render(request, "pricelist/templates/round.html", context)


def _sheet(view: rounds.RoundView) -> OutSheet:
    columns = [
        OutColumn(_("Kommun"), ColumnKind.TEXT, 20),
        OutColumn(_("Läge"), ColumnKind.TEXT, 16),
        OutColumn(_("Rader"), ColumnKind.NUMBER, 10),
        OutColumn(_("Lämnat"), ColumnKind.DATE, 14),
    ]
    rows = [
        (
            one.name,
            str(REPORT_STATES[one.state][0]),
            one.rows,
            one.reported_at.date() if one.reported_at else None,
        )
        for one in view.reports
    ]
    return OutSheet(_("Underlag"), columns, rows)


@page(Permission.PRICE_ROUND_MANAGE, methods=("POST",))
def move(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Open, close or reopen the round."""
    service, done = _STEPS.get(request.POST.get("steg", ""), (None, ""))
    if service is not None:
        try:
            with missing_is_404():
                service(actor=request.actor, round_id=price_round_id, at=clock.now())
        except PriceTransitionRefused:
            messages.error(request, MOVED_ON)
        else:
            messages.success(request, done)
    return redirect("price_round", price_round_id)


def _words(facts: dict[str, Any]) -> str:
    """What was written in the step, or how many were told and at which stage."""
    number = facts.get("messages")
    told = ngettext("%(number)s mejl", "%(number)s mejl", number) % {"number": number} if number else ""
    stage = str(STAGES.get(facts.get("stage", ""), ""))
    return facts.get("words") or ", ".join(filter(None, (told, stage)))


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def log(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Who did what in the round, when, reminders too."""
    view = round_or_404(request, price_round_id)
    lines = [
        {"at": one.at, "text": STEPS[one.event], "who": one.actor_name,
         "member": one.member.name if one.member else "", "words": _words(one.facts)}
        for one in rounds.steps(request.actor, price_round_id)
    ]  # fmt: skip
    if wants_excel(request):
        titles = (_("Tid"), _("Händelse"), _("Kommun"), _("Vem"), _("Anteckning"))
        columns = [OutColumn(title, ColumnKind.TEXT, 24) for title in titles]
        rows = [
            (f"{one['at']:%Y-%m-%d %H:%M}", str(one["text"]), one["member"], one["who"], one["words"])
            for one in lines
        ]
        return excel_response(_("logg"), [OutSheet(_("Logg"), columns, rows)])
    context = {
        "view": view,
        "title": tabs.title_of(view),
        "tabs": tabs.tabs_of(view, "price_log"),
        "lines": lines,
    }
    return render(request, "pricelist/templates/log.html", context)
