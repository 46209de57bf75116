"""What if: other seats, rules and areas on a round's frozen input. Figures, pictures, tables and sheet."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.bundle import Difference
from gemensam.domains.admissions.bundle.what_if import HIDDEN, GroupFigures, Pair, SupplyFigures
from gemensam.domains.catalogue.queries import municipality_names, offerings_by_code
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.foundation.fields.swedish import swedish_sort_key
from gemensam.interfaces.web.admissions import stages
from gemensam.interfaces.web.admissions.rounds import round_or_404
from gemensam.interfaces.web.admissions.what_if_form import WhatIfForm
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.formats import number
from gemensam.interfaces.web.layout.page import page

_SEXES = {
    "man": gettext_lazy("Pojkar"),
    "woman": gettext_lazy("Flickor"),
    "unknown": gettext_lazy("Okänt"),
    "": gettext_lazy("Okänt"),
}


@page(Permission.ROUND_READ, methods=("GET", "HEAD"))
def what_if(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Try other seats, rules and areas on the round's frozen input. Nothing is saved."""
    found = round_or_404(request, round_id)
    if found.run is None:
        raise Http404
    offerings = offerings_by_code(year=found.year)
    form = WhatIfForm(request.GET or None, offerings=offerings, municipalities=municipality_names())
    difference = form.found(request.actor, found.run.id)
    if wants_excel(request) and difference is not None:
        return excel_response(_("tank-om"), sheets(difference))
    context = {
        "round": found,
        "tabs": stages.tabs_of(found, "round_what_if"),
        "form": form,
        "found": difference,
    }
    if difference is not None:
        context |= {
            "figures": figures(difference),
            "charts": charts(difference),
            "cutoffs": cutoffs(difference, offerings),
        }
    return render(request, "admissions/templates/what_if.html", context)


def _with_change(before: int, after: int) -> dict[str, object]:
    change = after - before
    sign = "+" if change > 0 else "−"
    return {"value": number(after), "note": f"{sign}{number(abs(change))}" if change else _("oförändrat")}


def figures(found: Difference) -> list[dict[str, object]]:
    """The round in figures as it would be, each with its change."""
    before, after = found.everyone.before, found.everyone.after
    return [
        {"label": _("Antagna"), **_with_change(before.admitted, after.admitted)},
        {
            "label": _("Antagna till sitt förstahandsval"),
            **_with_change(before.first_choice, after.first_choice),
        },
        {"label": _("Utan plats"), **_with_change(before.unplaced, after.unplaced)},
        {"label": _("Får något bättre"), "value": number(found.better)},
        {"label": _("Får något sämre"), "value": number(found.worse)},
    ]


def charts(found: Difference) -> list[Chart]:
    """Admitted by programme, without a place by home municipality, first choice by sex; before and after."""
    names = municipality_names()
    homes = {names.get(code, code or "–"): pair for code, pair in found.municipalities.items()}
    places = {name: (one.before.admitted, one.after.admitted) for name, one in found.programmes.items()}
    made = [
        _chart(
            _("Antagna per program"), _("Antagna som det är och som det skulle bli."), _("Program"), places
        ),
        _chart(
            _("Utan plats per hemkommun"),
            _("Sökande utan plats som det är och som det skulle bli."),
            _("Hemkommun"),
            {name: (one.before.unplaced, one.after.unplaced) for name, one in homes.items()},
        ),
    ]
    if found.sexes:
        shares = {
            str(_SEXES.get(sex, sex)): (_share(one.before), _share(one.after))
            for sex, one in found.sexes.items()
        }
        text = _("Andel antagna till sitt förstahandsval, som det är och som det skulle bli.")
        made.append(_chart(_("Förstahandsval efter kön"), text, _("Kön"), shares, unit="%", decimals=1))
    return made


def cutoffs(found: Difference, offerings: Mapping[str, Any]) -> list[dict[str, object]]:
    """Offerings whose lowest merit would be another, by name; those of few admitted are not told."""
    rows = [
        {
            "offering": offerings.get(one.offering),
            "code": one.offering,
            "before": one.before,
            "after": one.after,
        }
        for one in found.cutoffs
    ]
    shown = [row | {name: _cutoff(str(row[name])) or "–" for name in ("before", "after")} for row in rows]
    return sorted(
        shown, key=lambda row: swedish_sort_key(getattr(row["offering"], "title", str(row["code"])))
    )


def _share(group: GroupFigures) -> Decimal | None:
    return Decimal(group.first_choice) * 100 / group.applicants if group.applicants else None


def _chart(
    title: str,
    description: str,
    category: str,
    pairs: Mapping[str, tuple[object, object]],
    unit: str = "",
    decimals: int = 0,
) -> Chart:
    series = [
        Series(_("Nu"), [one[0] for one in pairs.values()]),
        Series(_("Då"), [one[1] for one in pairs.values()]),
    ]
    return Chart(
        ChartKind.BAR,
        title,
        description,
        list(pairs),
        series,
        category_name=category,
        unit=unit,
        decimals=decimals,
    )


def sheets(found: Difference) -> list[OutSheet]:
    """Programmes, home municipalities and cut-offs as Excel."""
    names = municipality_names()
    homes = [(names.get(code, code or "–"), *_group_row(pair)) for code, pair in found.municipalities.items()]
    programmes = [(name, *_supply_row(pair)) for name, pair in found.programmes.items()]
    cutoffs = [(one.offering, _cutoff(one.before), _cutoff(one.after)) for one in found.cutoffs]
    limits = [OutColumn(_("Utbildning"), ColumnKind.TEXT, 24)]
    limits += [OutColumn(one, ColumnKind.TEXT, 12) for one in (_("Nu"), _("Då"))]
    return [
        _sheet(_("Program"), [_("Platser"), _("Antagna"), _("Lediga")], programmes),
        _sheet(_("Hemkommun"), [_("Antagna"), _("Förstahandsval"), _("Utan plats")], homes),
        OutSheet(_("Antagningsgränser"), limits, cutoffs),
    ]


def _supply_row(pair: Pair[SupplyFigures]) -> tuple[int, ...]:
    before, after = pair.before, pair.after
    return before.seats, after.seats, before.admitted, after.admitted, before.vacant, after.vacant


def _cutoff(value: str) -> str:
    return _("visas inte") if value == HIDDEN else value.replace(".", ",")


def _group_row(pair: Pair[GroupFigures]) -> tuple[int, ...]:
    before, after = pair.before, pair.after
    return (
        before.admitted,
        after.admitted,
        before.first_choice,
        after.first_choice,
        before.unplaced,
        after.unplaced,
    )


def _sheet(title: str, measures: Sequence[str], rows: Iterable[Sequence[object]]) -> OutSheet:
    """One row a name, and two columns a measure: now and then."""
    columns = [OutColumn(title, ColumnKind.TEXT, 24)]
    for measure in measures:
        for when in (_("nu"), _("då")):
            columns.append(OutColumn(f"{measure}, {when}", ColumnKind.NUMBER, 16))
    return OutSheet(title, columns, rows)
