"""A region's own rules for its reports: how far a cost may be from others before it needs a word, and kinds of cost."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.inputs.region_rules import ChosenRules
from gemensam.domains.pricelist.queries.region_rules import rules_view
from gemensam.domains.pricelist.services.save_rules import save_rules
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.pricelist.forms import PercentField
from gemensam.interfaces.web.pricelist.words import COMPONENTS
from gemensam.rules.pricing.components import ALWAYS, KINDS
from gemensam.rules.pricing.validation import Limits

_HUNDRED = Decimal(100)
LIMITS = {
    "change": gettext_lazy("Ändring mot kommunens pris förra året"),
    "median": gettext_lazy("Avstånd från mitten bland kommunerna"),
    "national": gettext_lazy("Avstånd från riksprislistan"),
}
_HINTS = {
    "change": gettext_lazy("Större ändring, upp eller ner, är en varning som behöver en kommentar."),
    "median": gettext_lazy("Större avstånd är en varning. Minst tre kommuner måste ha lämnat."),
    "national": gettext_lazy("Större avstånd är en upplysning och stoppar inget."),
}


class RulesForm(forms.Form):
    """The limits, the kinds of cost beside those of the law, and why."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kostnadsslag utöver dem som lagen nämner"), required=False,
        choices=[(name, COMPONENTS[name]) for name in KINDS if name not in ALWAYS], widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Gäller från nästa prisomgång som öppnas. Lagens kostnadsslag är alltid med."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Varför?"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv varför.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, label in LIMITS.items():
            self.fields[name] = PercentField(
                label=_("%(limit)s, procent") % {"limit": label},
                min_value=1,
                max_value=200,
                help_text=_HINTS[name],
            )
        self.order_fields((*LIMITS, "kinds", "reason"))

    def limits(self) -> Limits:
        """The shares that the service keeps."""
        return Limits(**{name: (self.cleaned_data[name] / _HUNDRED).normalize() for name in LIMITS})


def _initial(now: ChosenRules) -> dict[str, object]:
    return {**{name: getattr(now.limits, name) * _HUNDRED for name in LIMITS}, "kinds": list(now.kinds)}


@page(Permission.PRICE_READ)
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """What holds and has held; whoever runs the region's rounds chooses anew."""
    with missing_is_404():
        view = rules_view(request.actor, slug)
    form = RulesForm(request.POST or None, initial=_initial(view.now))
    if request.method == "POST" and form.is_valid():
        save_rules(
            actor=request.actor, region_id=view.region.pk, limits=form.limits(), kinds=form.cleaned_data["kinds"],
            reason=form.cleaned_data["reason"], at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("Reglerna är sparade."))
        return redirect("price_rules", slug)
    lines = [{"choice": one, "limits": _percents(kept), "kinds": _kinds(kept)} for one, kept in view.choices]
    if wants_excel(request):
        return excel_response(_("regler"), [_sheet(lines)])
    context = {
        "view": view, "form": form, "lines": lines, "shipped": _percents(ChosenRules(Limits(), ())),
        "now": [(label, getattr(view.now.limits, name)) for name, label in LIMITS.items()], "kinds": _kinds(view.now),
    }  # fmt: skip
    return render(request, "pricelist/templates/rules.html", context)


def _percents(kept: ChosenRules) -> list[Decimal]:
    return [getattr(kept.limits, name) for name in LIMITS]


def _kinds(kept: ChosenRules) -> str:
    return ", ".join(str(COMPONENTS[name]) for name in kept.kinds)


def _sheet(lines: list[dict[str, Any]]) -> OutSheet:
    columns = [OutColumn(_("Nummer"), ColumnKind.NUMBER, 10), OutColumn(_("Från"), ColumnKind.TEXT, 18)]
    columns += [OutColumn(str(label), ColumnKind.PERCENT, 20) for label in LIMITS.values()]
    columns += [OutColumn(title, ColumnKind.TEXT, 50) for title in (_("Kostnadsslag"), _("Varför"), _("Vem"))]
    rows = [
        (one["choice"].number, f"{one['choice'].at:%Y-%m-%d %H:%M}", *one["limits"], one["kinds"], one["choice"].reason,
         one["choice"].actor_name)
        for one in lines
    ]  # fmt: skip
    return OutSheet(_("Regler"), columns, rows)
