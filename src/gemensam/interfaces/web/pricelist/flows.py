"""Pupils between municipalities: pasted, sent as a file or fetched from the admission; budgets and age groups."""

from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries.flows import admitted_flows
from gemensam.domains.pricelist.inputs.cells import BadCell, amount_of
from gemensam.domains.pricelist.inputs.flow_table import FLOW_COLUMNS, FlowValues, read_flows
from gemensam.domains.pricelist.queries import rounds
from gemensam.domains.pricelist.queries.figures import flow_lines, member_figures
from gemensam.domains.pricelist.services.save_figures import save_figures
from gemensam.domains.pricelist.services.save_flows import save_flows
from gemensam.domains.settlement.queries.flows import placed_flows
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.pricelist import tabs
from gemensam.interfaces.web.pricelist.forms import TableForm
from gemensam.interfaces.web.pricelist.lines import plain
from gemensam.interfaces.web.pricelist.rounds import round_or_404
from gemensam.interfaces.web.pricelist.sheets import columns_of
from gemensam.interfaces.web.pricelist.tables import table_of
from gemensam.interfaces.web.pricelist.words import fault_lines, fault_text
from gemensam.rules.pricing.codes import NAMES, programme_code

_COHORT_YEARS = range(-2, 4)
Count = tuple[str, str, str, int]  # home, provider, programme, persons


@page(Permission.PRICE_ROUND_MANAGE)
def flows(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """The round's flows; a table that is sent takes their place."""
    view = round_or_404(request, price_round_id)
    form = TableForm(request.POST or None, request.FILES or None)
    lines = flow_lines(request.actor, rounds.found_round(request.actor, price_round_id))
    if wants_excel(request):
        rows = [(one.home, one.provider, one.code, one.orientation, one.pupils) for one in lines]
        return excel_response(
            _("elevstrommar"), [OutSheet(_("Elevströmmar"), columns_of(FLOW_COLUMNS, ["pupils"]), rows)]
        )
    faults = _keep(request, view, form) if request.method == "POST" and form.is_valid() else None
    if faults == []:
        return redirect("price_flows", price_round_id)
    context = {
        "view": view,
        "title": tabs.title_of(view),
        "form": form,
        "lines": lines,
        "faults": faults or [],
    }
    return render(request, "pricelist/templates/flows.html", context)


def _keep(request: HttpRequest, view: rounds.RoundView, form: TableForm) -> list[dict[str, object]] | None:
    """Save the table; the faults it has, none when it is saved, None when the file cannot be read."""
    cells = table_of(form)
    if cells is None:
        return None
    found, faults = read_flows(cells, {one.name: one.code for one in view.reports})
    if faults:
        return fault_lines(faults)
    source = "file" if form.cleaned_data.get("file") else "table"
    _save(request, view.id, found, source)
    return []


def _save(request: HttpRequest, round_id: UUID, found: tuple[FlowValues, ...], source: str) -> None:
    with missing_is_404():
        number = save_flows(
            actor=request.actor, round_id=round_id, flows=found, source=source, at=clock.now()
        )
    messages.success(request, _("%(number)s elevströmmar är sparade.") % {"number": number})


@page(Permission.PRICE_ROUND_MANAGE, methods=("POST",))
def from_admission(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Fetch the flows from the latest published admission: three years of pupils as that one chose."""
    view = round_or_404(request, price_round_id)
    counts = admitted_flows(request.actor, year=view.year) or admitted_flows(
        request.actor, year=view.year - 1
    )
    missing = _("Det finns ingen publicerad antagning att hämta från. Klistra in en tabell i stället.")
    _fetch(request, view, counts, times=3, source="admissions", missing=missing)
    return redirect("price_flows", price_round_id)


@page(Permission.PRICE_ROUND_MANAGE, methods=("POST",))
def from_placements(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Fetch the flows from the pupils that are placed today: those that somebody pays for now."""
    view = round_or_404(request, price_round_id)
    counts = placed_flows(request.actor, on=clock.today())
    missing = _("Det finns inga placeringar mellan kommunerna i dag. Klistra in en tabell i stället.")
    _fetch(request, view, counts, times=1, source="placements", missing=missing)
    return redirect("price_flows", price_round_id)


def _fetch(
    request: HttpRequest,
    view: rounds.RoundView,
    counts: list[Count],
    *,
    times: int,
    source: str,
    missing: str,
) -> None:
    """Save what was counted between the round's municipalities; say so where there is nothing."""
    codes = {one.code for one in view.reports}
    sums: dict[tuple[str, str, str], Decimal] = {}
    for home, provider, programme, persons in counts:
        code = programme_code(programme)[0]
        if home in codes and provider in codes and (code, "") in NAMES:
            sums[home, provider, code] = sums.get((home, provider, code), Decimal(0)) + persons
    if not sums:
        messages.error(request, missing)
        return
    rows = tuple(FlowValues(*key[:3], "", pupils * times) for key, pupils in sorted(sums.items()))
    _save(request, view.id, rows, source)


@page(Permission.PRICE_ROUND_MANAGE, Permission.PRICE_REVIEW)
def figures(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Each municipality's budget and how many turn 16."""
    view = round_or_404(request, price_round_id)
    years = [view.year + step for step in _COHORT_YEARS]
    lines = member_figures(request.actor, rounds.found_round(request.actor, price_round_id))
    faults: list[str] = []
    if request.method == "POST":
        faults = [
            text
            for line in lines
            if line.may_change
            for text in _keep_figures(request, view.id, line.code, line.name, years)
        ]
        if not faults:
            messages.success(request, _("Siffrorna är sparade."))
            return redirect("price_figures", price_round_id)
    rows = [
        {"line": one, "budget": request.POST.get(f"{one.code}-budget", plain(one.budget)),
         "cells": [(year, request.POST.get(f"{one.code}-{year}", plain(one.cohorts.get(year)))) for year in years]}
        for one in lines
    ]  # fmt: skip
    context = {"view": view, "title": tabs.title_of(view), "rows": rows, "years": years, "faults": faults,
               "may_change": any(one.may_change for one in lines)}  # fmt: skip
    return render(request, "pricelist/templates/figures.html", context)


def _keep_figures(request: HttpRequest, round_id: UUID, code: str, name: str, years: list[int]) -> list[str]:
    faults, cohorts = [], {}
    budget = None
    text = request.POST.get(f"{code}-budget", "").strip().replace("−", "-")
    try:
        amount = amount_of(text.removeprefix("-").removeprefix("+"), limit=Decimal(10**10))
        budget = -amount if amount is not None and text.startswith("-") else amount
    except BadCell as bad:
        faults.append(f"{name}, {_('budget')}: {fault_text(bad.code, text)}")
    for year in years:
        given = request.POST.get(f"{code}-{year}", "").strip()
        try:
            size = amount_of(given)
            if size is not None:
                cohorts[year] = int(size)
        except BadCell as bad:
            faults.append(f"{name}, {year}: {fault_text(bad.code, given)}")
    if not faults:
        save_figures(
            actor=request.actor, round_id=round_id, municipality_code=code, budget_net=budget, cohorts=cohorts,
            at=clock.now(),
        )  # fmt: skip
    return faults
