"""What the prices mean: who pays whom, beside budget and last year, with sliders, and the next three years."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.inputs.settings import settings_of
from gemensam.domains.pricelist.queries import rounds
from gemensam.domains.pricelist.queries.consequences import ConsequenceView, consequence_view
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.formats import number
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.pricelist import pictures, tabs
from gemensam.interfaces.web.pricelist.rounds import round_or_404
from gemensam.interfaces.web.pricelist.words import MODELS
from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.cost_models import Model, ModelSettings

_HUNDRED = Decimal(100)


class TrialForm(forms.Form):
    """What is tried: a model, per cent on every price, and the index of coming years. Nothing is saved."""

    modell = forms.ChoiceField(label=gettext_lazy("Prismodell"), required=False)
    procent = forms.DecimalField(
        label=gettext_lazy("Alla priser, procent upp eller ner"), required=False, min_value=-15, max_value=15,
        decimal_places=1, widget=forms.NumberInput(attrs={"data-slider": "yes", "step": "0.5"}),
    )  # fmt: skip
    index = forms.DecimalField(
        label=gettext_lazy("Index per år framåt, procent"), required=False, min_value=-5, max_value=10,
        decimal_places=1, widget=forms.NumberInput(attrs={"data-slider": "yes", "step": "0.5"}),
    )  # fmt: skip

    def __init__(self, *args: object, chosen: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        first = _("Vald modell: %(model)s") % {"model": MODELS[chosen]}
        self.fields["modell"].choices = [("", first), *MODELS.items()]  # type: ignore[attr-defined]  # a choice field

    def trial(self, settings: ModelSettings) -> dict[str, object]:
        """The arguments of the query; what is not understood changes nothing."""
        self.is_valid()
        values = self.cleaned_data
        model = values.get("modell")
        return {
            "settings": replace(settings, model=Model(model)) if model else None,
            "factor": 1 + (values.get("procent") or Decimal(0)) / _HUNDRED,
            "index": 1 + (Decimal(2) if values.get("index") is None else values["index"]) / _HUNDRED,
        }


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def consequences(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """The consequences as the prices stand, or as they would be."""
    view = round_or_404(request, price_round_id)
    round_ = rounds.found_round(request.actor, price_round_id)
    settings = settings_of(round_.settings)
    form = TrialForm(request.GET or None, chosen=settings.model, initial={"procent": 0, "index": 2})
    trial = (
        form.trial(settings)
        if form.is_bound
        else {"settings": None, "factor": Decimal(1), "index": Decimal("1.02")}
    )
    found = consequence_view(request.actor, round_, **trial)  # type: ignore[arg-type]  # the form gives the types
    if wants_excel(request):
        return excel_response(f"konsekvenser-{view.year}", sheets(found, view.year))
    context = {
        "view": view, "title": tabs.title_of(view), "tabs": tabs.tabs_of(view, "price_consequences"), "form": form,
        "found": found, "figures": _figures(found), "pairs": _pairs(found),
        "chart": pictures.nets_chart(found), "ahead": pictures.forecast_chart(found, view.year),
        "index": (trial["index"] - 1) * _HUNDRED,  # type: ignore[operator]  # a decimal
        "total": sum(one.net for one in found.members), "last_total": sum(one.last_net for one in found.members),
    }  # fmt: skip
    return render(request, "pricelist/templates/consequences.html", context)


def _figures(found: ConsequenceView) -> list[dict[str, object]]:
    turnover = sum(found.pays.values(), Decimal(0))
    most = max(found.members, key=lambda one: abs(one.moved), default=None)
    figures: list[dict[str, object]] = [
        {"label": _("Betalas mellan kommunerna"), "value": number(turnover / 1_000_000, 1), "unit": "mkr"},
        {"label": _("Elevströmmar"), "value": number(found.number_of_flows)},
        {
            "label": _("Summan av alla netton"),
            "value": number(sum(one.net for one in found.members)),
            "unit": "kr",
        },
    ]
    if most is not None and most.moved:
        figures.append(
            {
                "label": _("Ändras mest: %(name)s") % {"name": most.name},
                "value": signed(most.moved),
                "unit": "kr",
            }
        )
    return figures


def signed(value: Decimal | int) -> str:
    """A number with its sign."""
    text = number(value)
    return f"+{text}" if value > 0 else text


def _pairs(found: ConsequenceView) -> list[dict[str, object]]:
    pairs = sorted(found.pays.items(), key=lambda pair: -pair[1])
    return [
        {
            "home": found.names.get(home, home),
            "provider": found.names.get(provider, provider),
            "amount": rounded(amount, 0),
        }
        for (home, provider), amount in pairs
    ]


def sheets(found: ConsequenceView, year: int) -> list[OutSheet]:
    """The same numbers as Excel."""

    def columns(first: str, titles: list[str]) -> list[OutColumn]:
        return [
            OutColumn(first, ColumnKind.TEXT, 20),
            *(OutColumn(one, ColumnKind.NUMBER, 20) for one in titles),
        ]

    nets = [(one.name, one.receives, one.pays, one.net, one.last_net, one.budget, one.beside_budget, one.moved)
            for one in found.members]  # fmt: skip
    titles = [_("Får"), _("Betalar"), _("Netto"), _("Netto med förra årets priser"), _("Budget i år"),
              _("Skillnad mot budget"), _("Ändring i provet")]  # fmt: skip
    pairs = [(one["home"], one["provider"], one["amount"]) for one in _pairs(found)]
    ahead = [
        (one.name, one.net, *(shown.get(one.code, 0) for _f, shown in found.forecasts))
        for one in found.members
    ]
    return [
        OutSheet(_("Netto"), columns(_("Kommun"), titles), nets),
        OutSheet(
            _("Vem betalar vem"),
            [OutColumn(_("Hemkommun"), ColumnKind.TEXT, 20), *columns(_("Skolkommun"), [_("Kronor")])],
            pairs,
        ),
        OutSheet(
            _("Framåt"),
            columns(_("Kommun"), [str(year), *(str(one.year) for one, _s in found.forecasts)]),
            ahead,
        ),
    ]
