"""The office's view of the supply: planned seats, admission numbers, quotas and pools."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries import offices
from gemensam.domains.catalogue import queries
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.catalogue.forms import OfferingFilter
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.formats import number
from gemensam.interfaces.web.layout.page import page

SKILL_TESTS = {"none": "", "adds": gettext_lazy("ger poäng"), "required": gettext_lazy("krävs")}


@page(Permission.OFFERING_CHANGE, Permission.ROUND_READ, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Every offering of the year as those who plan and handle it need it."""
    office = offices.any_office()
    year = office.year if office else 0
    names = queries.municipality_names()
    codes, programmes = queries.facets(year=year)
    here = {code: name for code, name in names.items() if code in codes}
    form = OfferingFilter(request.GET, municipalities=here, programmes=programmes)
    rows = queries.offerings(
        request.actor,
        year=year,
        text=form.value("sok"),
        municipality=form.value("kommun"),
        programme=form.value("program"),
    )
    if wants_excel(request):
        return excel_response(_("utbud"), [_sheet(rows, names)])
    found = list(rows)
    open_ones = [row for row in found if not row.cancelled]
    context = {
        "form": form,
        "rows": found,
        "municipalities": names,
        "year": year,
        "figures": [
            {"label": _("Utbildningar"), "value": number(len(open_ones))},
            {"label": _("Planerade platser"), "value": number(sum(row.planned_seats for row in open_ones))},
            {"label": _("Antagningstal"), "value": number(sum(row.seats for row in open_ones))},
            {"label": _("Inställda"), "value": number(len(found) - len(open_ones))},
        ],
    }
    return render(request, "admissions/templates/supply.html", context)


def _sheet(rows: object, names: dict[str, str]) -> OutSheet:
    titles = [
        (_("Kod"), "text"), (_("Utbildning"), "text"), (_("Skola"), "text"), (_("Skolenhetskod"), "text"),
        (_("Kommun"), "text"), (_("Program"), "text"), (_("Planerade platser"), "number"),
        (_("Antagningstal"), "number"), (_("Fri kvot"), "number"), (_("Provplatser"), "number"),
        (_("Färdighetsprov"), "text"), (_("Platspool"), "text"), (_("Platser i poolen"), "number"),
        (_("Urvalsregel"), "text"), (_("Riksrekryterande"), "text"), (_("Inställd"), "text"),
    ]  # fmt: skip
    values = [
        (
            row.code, row.title, row.school_unit.display_name, row.school_unit.school_unit_code,
            names.get(row.municipality_code, row.municipality_code), row.programme,
            row.planned_seats if row.seats_stated else None, row.known_seats,
            row.free_quota_seats, row.test_seats, SKILL_TESTS[row.skill_test], row.pool, row.pool_seats,
            row.ranking, _("ja") if row.national_intake else "", _("ja") if row.cancelled else "",
        )
        for row in rows  # type: ignore[attr-defined]  # offerings
    ]  # fmt: skip
    return OutSheet(_("Utbud"), [OutColumn(title, ColumnKind(kind), 16) for title, kind in titles], values)
