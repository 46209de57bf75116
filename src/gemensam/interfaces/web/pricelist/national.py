"""The national price list: read in, shown, and the survey that goes to SCB made of the same rows."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.pricelist.inputs.flow_table import NATIONAL_COLUMNS, read_national
from gemensam.domains.pricelist.queries.national import national_lists, national_rows
from gemensam.domains.pricelist.queries.reports import ReportView
from gemensam.domains.pricelist.services.read_national_list import read_national_list
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.pricelist.forms import NationalForm
from gemensam.interfaces.web.pricelist.reporting import report_or_404
from gemensam.interfaces.web.pricelist.tables import table_of
from gemensam.interfaces.web.pricelist.words import COHORTS, COMPONENTS, fault_lines
from gemensam.rules.pricing.codes import name_of


@page(Permission.PRICE_READ)
def national(request: HttpRequest) -> HttpResponse:
    """The latest national list, and the form that reads in another."""
    lists = national_lists(request.actor)
    may_read_in = request.actor.has(Permission.PRICE_ROUND_MANAGE)
    form = NationalForm(request.POST or None, request.FILES or None)
    faults = _read(request, form) if request.method == "POST" and may_read_in and form.is_valid() else None
    if faults == []:
        return redirect("price_national")
    chosen = next(
        (one for one in lists if str(one.year) == request.GET.get("ar")), lists[0] if lists else None
    )
    rows = national_rows(request.actor, chosen.year) if chosen else []
    if wants_excel(request) and chosen:
        return excel_response(f"riksprislista-{chosen.year}", [_sheet(rows)])
    lines = [
        {
            "row": row,
            "name": row.name or name_of(row.code, row.orientation),
            "cohort": COHORTS.get(row.cohort, ""),
        }
        for row in rows
    ]
    context = {
        "lists": lists,
        "chosen": chosen,
        "lines": lines,
        "form": form,
        "faults": faults or [],
        "may_read_in": may_read_in,
    }
    return render(request, "pricelist/templates/national.html", context)


def _read(request: HttpRequest, form: NationalForm) -> list[dict[str, object]] | None:
    cells = table_of(form)
    if cells is None:
        return None
    rows, faults = read_national(cells)
    if faults:
        return fault_lines(faults)
    values = form.cleaned_data
    read_national_list(
        actor=request.actor, year=values["year"], source=values["source"], decided_on=values["decided_on"], rows=rows,
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, _("Riksprislistan är inläst: %(number)s rader.") % {"number": len(rows)})
    return []


def _sheet(rows: list) -> OutSheet:
    columns = [
        OutColumn(one.title, ColumnKind.TEXT if one.name in ("code", "name") else ColumnKind.NUMBER, 18)
        for one in NATIONAL_COLUMNS
    ]
    return OutSheet(
        _("Riksprislista"), columns,
        [(f"{row.code}_{row.orientation}".strip("_"), row.name, row.with_meals, row.without_meals) for row in rows],
    )  # fmt: skip


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def survey(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """The municipality's rows in the order of the survey that SCB makes for Skolverket."""
    view = report_or_404(request, price_round_id, code)
    return excel_response(f"scb-{view.year}-{code}", [survey_sheet(view), _survey_help()])


def survey_sheet(view: ReportView) -> OutSheet:
    """Budgeted cost per pupil by programme and component, flat amounts filled in."""
    titles = [
        _("Kommunkod"),
        _("Programkod"),
        _("Inriktning"),
        _("Årskull"),
        *(str(COMPONENTS[name]) for name in view.kinds),
        _("Elever"),
    ]
    kinds = [ColumnKind.TEXT] * 4 + [ColumnKind.NUMBER] * (len(view.kinds) + 1)
    columns = [OutColumn(title, kind, 14) for title, kind in zip(titles, kinds, strict=True)]
    rows = [
        (view.member_code, row.key.code, row.key.orientation, str(COHORTS[row.key.cohort]),
         *(row.values[name] if row.values[name] is not None else row.flat.get(name) for name in view.kinds),
         row.values["pupils"])
        for row in view.rows
    ]  # fmt: skip
    return OutSheet(_("Budget per program"), columns, rows)


def _survey_help() -> OutSheet:
    lines = [
        (
            _(
                "Bladet innehåller kommunens budgeterade kostnad per elev och program, utan administration och moms."
            ),
        ),
        (_("Kolumnerna följer vårt formulär. SCB:s egen lista över fält är inte kontrollerad."),),
        (_("Jämför med SCB:s blankett innan du för över siffrorna."),),
        (_("Enkäten ska vara besvarad senast den 7 januari."),),
    ]
    return OutSheet(_("Läs först"), [OutColumn(_("Om filen"), ColumnKind.TEXT, 110)], lines)
