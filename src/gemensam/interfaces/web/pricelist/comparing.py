"""The price models side by side, the choice between them, and prices that are set by hand."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.inputs.settings import settings_of
from gemensam.domains.pricelist.queries import rounds
from gemensam.domains.pricelist.queries.proposal import Proposal, ProposedPrice, proposal
from gemensam.domains.pricelist.services.choose_model import choose_model
from gemensam.domains.pricelist.services.override_price import override_price
from gemensam.domains.pricelist.states import PriceTransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.pricelist import pictures, tabs
from gemensam.interfaces.web.pricelist.forms import AmountField, PercentField
from gemensam.interfaces.web.pricelist.lines import plain
from gemensam.interfaces.web.pricelist.rounds import MOVED_ON, round_or_404
from gemensam.interfaces.web.pricelist.words import (
    ADMINISTRATION,
    MISSING,
    MODEL_HINTS,
    MODELS,
    NO_PRICE,
    key_text,
)
from gemensam.rules.pricing.codes import NAMES, PriceKey
from gemensam.rules.pricing.components import Administration, PriceRules
from gemensam.rules.pricing.cost_models import Missing, Model, ModelSettings

_HUNDRED = Decimal(100)


class ModelForm(forms.Form):
    """The model with its parameters, and why it was chosen."""

    model = forms.ChoiceField(
        label=gettext_lazy("Prismodell"), choices=MODELS.items(), widget=forms.RadioSelect
    )
    missing = forms.ChoiceField(
        label=gettext_lazy("Om en kommun inte har lämnat underlag"),
        choices=MISSING.items(),
        widget=forms.RadioSelect,
    )
    administration = forms.ChoiceField(
        label=gettext_lazy("Så räknas administrationen"),
        choices=ADMINISTRATION.items(),
        widget=forms.RadioSelect,
    )
    index = PercentField(label=gettext_lazy("Index på förra året, procent"), min_value=-20, max_value=30)
    by_programme = forms.CharField(
        label=gettext_lazy("Egna index för program"), required=False, max_length=400,
        help_text=gettext_lazy("Kod och procent, med semikolon mellan. Till exempel FT 4,5; EK 2"),
    )  # fmt: skip
    carry_index = PercentField(
        label=gettext_lazy("Uppräkning av skattade kostnader, procent"), min_value=-20, max_value=30
    )
    national_share = PercentField(
        label=gettext_lazy("Andel av riksprislistan, procent"), min_value=1, max_value=200
    )
    rationale = forms.CharField(
        label=gettext_lazy("Varför den här modellen?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Motiveringen följer med den publicerade listan."),
        error_messages={"required": gettext_lazy("Skriv varför ni valde modellen.")},
    )  # fmt: skip

    def clean_by_programme(self) -> dict[str, Decimal]:
        """Index by programme code. What is not understood is named."""
        found = {}
        for part in filter(None, (one.strip() for one in self.cleaned_data["by_programme"].split(";"))):
            code, _space, text = part.partition(" ")
            if code.upper() not in {known for known, _orientation in NAMES}:
                raise forms.ValidationError(
                    _("”%(code)s” är ingen känd programkod. Skriv till exempel FT 4,5.") % {"code": code}
                )
            try:
                found[code.upper()] = 1 + Decimal(text.replace(",", ".").strip()) / _HUNDRED
            except ArithmeticError:
                raise forms.ValidationError(
                    _("”%(part)s” går inte att tolka. Skriv till exempel FT 4,5.") % {"part": part}
                ) from None
        return found

    def settings(self) -> ModelSettings:
        """The rules' settings."""
        values = self.cleaned_data
        return ModelSettings(
            model=Model(values["model"]),
            rules=replace(PriceRules(), administration=Administration(values["administration"])),
            missing=Missing(values["missing"]),
            carry_index=1 + values["carry_index"] / _HUNDRED,
            index=1 + values["index"] / _HUNDRED,
            index_by_code=values["by_programme"],
            national_share=values["national_share"] / _HUNDRED,
        )


def _initial(settings: ModelSettings, rationale: str) -> dict[str, object]:
    def per_cent(value: Decimal) -> str:
        return plain((value - 1) * _HUNDRED)

    return {
        "model": settings.model,
        "missing": settings.missing,
        "administration": settings.rules.administration,
        "index": (settings.index - 1) * _HUNDRED,
        "by_programme": "; ".join(
            f"{code} {per_cent(value)}" for code, value in settings.index_by_code.items()
        ),
        "carry_index": (settings.carry_index - 1) * _HUNDRED,
        "national_share": settings.national_share * _HUNDRED,
        "rationale": rationale,
    }


class OverrideForm(forms.Form):
    """A price by hand, with the reason; without a cost the model's price comes back."""

    base = AmountField(
        label=gettext_lazy("Kostnad per elev före administration, kronor"), required=False,
        help_text=gettext_lazy("Lämna tomt för att gå tillbaka till modellens pris."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Varför?"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Skälet står i den publicerade listan."),
    )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """A price that is set has a reason."""
        values = super().clean() or {}
        if values.get("base") is not None and not values.get("reason"):
            self.add_error("reason", _("Skriv varför priset sätts för hand."))
        return values


@page(Permission.PRICE_READ)
def models(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Every model by education; whoever runs the round chooses."""
    view = round_or_404(request, price_round_id)
    round_ = rounds.found_round(request.actor, price_round_id)
    form = ModelForm(request.POST or None, initial=_initial(settings_of(round_.settings), round_.rationale))
    if request.method == "POST" and form.is_valid():
        _choose(request, price_round_id, form)
        return redirect("price_models", price_round_id)
    found = proposal(request.actor, round_)
    if wants_excel(request):
        return excel_response(f"prismodeller-{view.year}", [_sheet(found)])
    context = {
        "view": view, "title": tabs.title_of(view), "tabs": tabs.tabs_of(view, "price_models"), "form": form,
        "lines": [_line(row, found) for row in found.rows], "found": found, "models": MODELS,
        "chosen": MODELS[found.settings.model], "hint": MODEL_HINTS[found.settings.model],
        "missing": [found.members[code] for code in found.missing],
        "estimated": [found.members[code] for code in found.estimated],
        "rationale": round_.rationale, "chart": pictures.models_chart(found) if found.rows else None,
        "may_choose": view.may["manage"] and view.state in ("open", "closed"),
    }  # fmt: skip
    return render(request, "pricelist/templates/models.html", context)


def _choose(request: HttpRequest, round_id: UUID, form: ModelForm) -> None:
    try:
        choose_model(
            actor=request.actor, round_id=round_id, settings=form.settings(),
            rationale=form.cleaned_data["rationale"], at=clock.now(),
        )  # fmt: skip
    except PriceTransitionRefused:
        messages.error(request, MOVED_ON)
    else:
        messages.success(request, _("Prismodellen är vald."))


def _line(row: ProposedPrice, found: Proposal) -> dict[str, object]:
    return {
        "row": row,
        "variant": key_text(row.key),
        "models": [(code, row.by_model[code].base, code == found.settings.model) for code in MODELS],
        "no_price": NO_PRICE.get(row.chosen.reason, "") if row.price is None else "",
        "address": f"?kod={row.key.code}&inriktning={row.key.orientation}&arskull={row.key.cohort}&form={row.key.form}",
    }


def _sheet(found: Proposal) -> OutSheet:
    titles = (*MODELS.values(), _("Medel"), _("Median"), _("Förra året"), _("Kostnad"), _("Pris mellan kommuner"),
              _("Bidrag till fristående"), _("Riksprislistan"))  # fmt: skip
    columns = [OutColumn(_("Utbildning"), ColumnKind.TEXT, 16), OutColumn(_("Årskull"), ColumnKind.TEXT, 14)]
    columns += [OutColumn(str(title), ColumnKind.DECIMAL, 16) for title in titles]
    rows = [
        (row.key.label, key_text(row.key), *(row.by_model[code].base for code in MODELS), row.simple_mean, row.median,
         row.last_year, *((row.price.base, row.price.ike, row.price.independent) if row.price else (None, None, None)),
         row.national)
        for row in found.rows
    ]  # fmt: skip
    return OutSheet(_("Prismodeller"), columns, rows)


@page(Permission.PRICE_ROUND_MANAGE)
def override(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Set one price by hand."""
    view = round_or_404(request, price_round_id)
    key = PriceKey(*(request.GET.get(name, "")[:14] for name in ("kod", "inriktning", "arskull", "form")))
    found = proposal(request.actor, rounds.found_round(request.actor, price_round_id))
    row = next((one for one in found.rows if one.key == key), None)
    if row is None:
        return redirect("price_models", price_round_id)
    initial = (
        {"base": plain(row.price.base), "reason": row.override_reason}
        if row.override_reason and row.price
        else {}
    )
    form = OverrideForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with missing_is_404():
                override_price(
                    actor=request.actor, round_id=price_round_id, key=key, at=clock.now(), **form.cleaned_data
                )
        except PriceTransitionRefused:
            messages.error(request, MOVED_ON)
        else:
            messages.success(request, _("Priset är sparat."))
        return redirect("price_models", price_round_id)
    return render(
        request,
        "pricelist/templates/override.html",
        {"view": view, "form": form, "row": row, "title": tabs.title_of(view)},
    )
