"""A change in the middle of the year: per cent on every price, single prices, and what it corrects back in time."""

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.queries import changing, versions
from gemensam.domains.pricelist.queries.changing import ChangedPrice
from gemensam.domains.pricelist.services.publish_change import publish_change
from gemensam.domains.settlement.queries.flows import billed_since
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.pricelist import tabs
from gemensam.interfaces.web.pricelist.deciding import do
from gemensam.interfaces.web.pricelist.forms import AmountField, PercentField, day_field
from gemensam.interfaces.web.pricelist.lines import plain
from gemensam.interfaces.web.pricelist.rounds import round_or_404
from gemensam.interfaces.web.pricelist.words import key_text
from gemensam.rules.pricing.amounts import rounded
from gemensam.rules.pricing.codes import PriceKey
from gemensam.rules.pricing.components import Price
from gemensam.rules.pricing.months import months_begun

_HUNDRED = Decimal(100)


class ChangeForm(forms.Form):
    """From which day, per cent on everything, single costs instead, and why."""

    effective_from = day_field(
        gettext_lazy("Gäller från"),
        gettext_lazy("En dag i listans år. Har dagen redan varit rättas det som är fakturerat."),
    )
    per_cent = PercentField(
        label=gettext_lazy("Ändra alla priser med procent"), required=False, min_value=-50, max_value=50,
        help_text=gettext_lazy("Till exempel 2 eller −1,5. Lämna tomt om bara enskilda priser ändras."),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Varför ändras listan?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Texten visas för alla på prislistans sida."),
        error_messages={"required": gettext_lazy("Skriv varför.")},
    )  # fmt: skip

    def __init__(
        self, *args: Any, version_id: UUID, prices: Sequence[tuple[PriceKey, str, Price]], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.version_id, self.prices = version_id, prices
        for number, (key, name, _price) in enumerate(prices):
            label = " ".join(filter(None, (key.label, key_text(key))))
            self.fields[f"pris-{number}"] = AmountField(label=f"{label}, {name}", required=False)

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that stand by themselves."""
        return [self[name] for name in ("effective_from", "per_cent", "reason")]

    @property
    def lines(self) -> list[dict[str, object]]:
        """The table of single prices."""
        return [
            {
                "key": key, "variant": key_text(key), "name": name, "price": price, "field": self[f"pris-{number}"],
                "value": self[f"pris-{number}"].value() or "", "base": plain(rounded(price.base, 0)),
            }
            for number, (key, name, price) in enumerate(self.prices)
        ]  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Something is changed, and nothing twice."""
        values = super().clean() or {}
        if not self.errors and not values.get("per_cent") and not self.bases():
            self.add_error("per_cent", _("Skriv en procentsats, eller minst en ny kostnad i tabellen."))
        return values

    def bases(self) -> dict[PriceKey, Decimal]:
        """The costs that are set by themselves."""
        given = ((key, self.cleaned_data.get(f"pris-{n}")) for n, (key, _n, _p) in enumerate(self.prices))
        return {key: value for key, value in given if value is not None}

    def change(self) -> dict[str, Any]:
        """What the preview and the service are told."""
        factor = 1 + (self.cleaned_data["per_cent"] or Decimal(0)) / _HUNDRED
        return {"version_id": self.version_id, "factor": factor, "bases": self.bases()}

    def digest(self) -> str:
        """Of everything that was looked at: what is published is what was shown."""
        told = (self.change(), self.cleaned_data["effective_from"])
        return sha256(repr(told).encode()).hexdigest()


@page(Permission.PRICE_PUBLISH)
def change(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """Another version in the middle of the year: looked at first, then published."""
    view = round_or_404(request, price_round_id)
    latest = next((one for one in versions.versions(region_id=view.region_id) if one.year == view.year), None)
    if latest is None:
        raise Http404
    form = ChangeForm(
        request.POST or None, version_id=latest.pk, prices=changing.joint_prices(request.actor, latest.pk)
    )
    context = {"view": view, "title": tabs.title_of(view), "form": form, "latest": latest}
    if request.method == "POST" and form.is_valid():
        if request.POST.get("sedd") == form.digest():
            _publish(request, form)
            return redirect("price_decisions", price_round_id)
        context |= _shown(request, form, view.region_id)
    return render(request, "pricelist/templates/change.html", context)


def _publish(request: HttpRequest, form: ChangeForm) -> None:
    values = form.cleaned_data

    def act() -> object:
        return publish_change(
            actor=request.actor, effective_from=values["effective_from"], reason=values["reason"], at=clock.now(),
            **form.change(),
        )  # fmt: skip

    do(request, act, _("Den ändrade listan är publicerad."))


def _shown(request: HttpRequest, form: ChangeForm, region_id: UUID) -> dict[str, object]:
    """The prices that move, and what has been billed since the day."""
    day = form.cleaned_data["effective_from"]
    with missing_is_404():
        changed = changing.preview_change(request.actor, **form.change())
    keys = changing.row_keys(region_id, day.year)
    billed: dict[PriceKey, tuple[int, Decimal]] = {}
    for row, (months, kronor) in billed_since(request.actor, day=day, price_rows=keys).items():
        before = billed.get(keys[row], (0, Decimal(0)))
        billed[keys[row]] = (before[0] + months, before[1] + kronor)
    months = months_begun(day, clock.today())
    lines = [_line(one, months, billed.get(one.key, (0, Decimal(0)))) for one in changed]
    return {
        "changed": lines, "months": months, "seen": form.digest(), "again": bool(request.POST.get("sedd")),
        "billed_months": sum(line["billed"] for line in lines), "back": sum(line["back"] for line in lines),
    }  # fmt: skip


def _line(one: ChangedPrice, months: int, billed: tuple[int, Decimal]) -> dict[str, Any]:
    pupil_months, kronor = billed
    return {
        "one": one, "variant": key_text(one.key), "share": Decimal(one.difference) / one.before if one.before else None,
        "per_pupil": rounded(Decimal(one.difference) / 12 * months, 2), "billed": pupil_months,
        "back": rounded(kronor * one.difference / one.before, 0) if one.before else Decimal(0),
    }  # fmt: skip
