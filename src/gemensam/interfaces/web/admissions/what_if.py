"""What if: more or fewer seats in a programme, or an offering less. Sliders, figures, pictures and sheet."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.bundle import BundleFaults, Changes, ChangesRefused, Difference
from gemensam.domains.admissions.bundle.what_if import HIDDEN, GroupFigures, Pair, SupplyFigures
from gemensam.domains.admissions.bundle.what_if_changes import Amount, OfferingChange
from gemensam.domains.admissions.queries.what_if import run_what_if
from gemensam.domains.catalogue.queries import municipality_names, offerings_by_code
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.foundation.fields.swedish import swedish_sort_key
from gemensam.interfaces.web.admissions import stages
from gemensam.interfaces.web.admissions.rounds import round_or_404
from gemensam.interfaces.web.catalogue.words import PROGRAMME_NAMES
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.formats import number
from gemensam.interfaces.web.layout.page import page

_PREFIX = "platser_"
_MOST = 60  # seats more or fewer at each offering
_SEXES = {
    "man": gettext_lazy("Pojkar"),
    "woman": gettext_lazy("Flickor"),
    "unknown": gettext_lazy("Okänt"),
    "": gettext_lazy("Okänt"),
}
_REFUSED = {
    "below_zero": gettext_lazy("{offering} skulle få färre än noll platser. Minska mindre."),
    "quota_above_seats": gettext_lazy(
        "{offering} skulle få fler platser i fri kvot och för prov än platser. Minska mindre."
    ),
}


class WhatIfForm(forms.Form):
    """Seats more or fewer at each offering of a programme, one field a programme, and an offering that is left out."""

    installd = forms.ChoiceField(label=gettext_lazy("Ställ in en utbildning"), required=False)

    def __init__(self, data: Mapping[str, str] | None, *, offerings: Mapping[str, Any]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, or nothing
        chosen = [(code, f"{one.title}, {one.school_unit.display_name}") for code, one in offerings.items()]
        self.fields["installd"].choices = [("", _("Ingen")), *sorted(chosen, key=lambda pair: pair[1])]  # type: ignore[attr-defined]  # a choice field
        for programme, title in _programmes(offerings).items():
            widget = forms.NumberInput(attrs={"data-slider": "yes", "step": "1"})
            self.fields[f"{_PREFIX}{programme}"] = forms.IntegerField(
                label=title, required=False, min_value=-_MOST, max_value=_MOST, widget=widget
            )

    def changes(self) -> Changes | None:
        """What is asked for; None when nothing is, or something is not understood."""
        if not self.is_bound or not self.is_valid():
            return None
        values = self.cleaned_data
        asked = [
            _change({"programme": name.removeprefix(_PREFIX)}, amount)
            for name, amount in values.items()
            if name.startswith(_PREFIX) and amount
        ]
        if values["installd"]:
            asked.append(_change({"offering_id": values["installd"]}, 0))
        return Changes(offerings=tuple(asked)) if asked else None

    def found(self, actor: Actor, run_id: UUID) -> Difference | None:
        """What differs; None when nothing is asked for. What cannot be becomes an error of the form."""
        changes = self.changes()
        if changes is None:
            return None
        try:
            return run_what_if(actor, run_id=run_id, changes=changes)
        except ChangesRefused as error:
            for fault in error.faults:
                text = _REFUSED.get(fault.code, gettext_lazy("Ändringen passar inte omgången."))
                self.add_error(None, str(text).format(**fault.facts))
        except BundleFaults:
            self.add_error(None, _("Omgångens underlag går inte att läsa."))
        return None


def _programmes(offerings: Mapping[str, Any]) -> dict[str, str]:
    """What each programme of the offerings is called, by code, in the order of the names."""
    names = {
        one.programme: f"{PROGRAMME_NAMES.get(one.programme[:2], '')} {one.programme}"
        for one in offerings.values()
    }
    return dict(sorted(names.items(), key=lambda pair: swedish_sort_key(pair[1])))


def _change(where: dict[str, str], seats: int) -> OfferingChange:
    amounts = {"seats": Amount(seats, relative=True)} if seats else {}
    return OfferingChange("change", where, amounts, {} if seats else {"cancelled": True})


@page(Permission.ROUND_READ, methods=("GET", "HEAD"))
def what_if(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Try other seats on the round's frozen input. Nothing is saved."""
    found = round_or_404(request, round_id)
    if found.run is None:
        raise Http404
    form = WhatIfForm(request.GET or None, offerings=offerings_by_code(year=found.year))
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
        context |= {"figures": figures(difference), "charts": charts(difference)}
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
