"""Prices that are in no published list: the list, and a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.settlement.queries import registers, runs
from gemensam.domains.settlement.services.save_other_price import save_other_price
from gemensam.domains.settlement.states import SettlementRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.settlement.grant_forms import OtherPriceForm
from gemensam.interfaces.web.settlement.price_words import LISTS
from gemensam.interfaces.web.settlement.settlement_words import REFUSALS
from gemensam.rules.pricing.codes import name_of


@page(Permission.SETTLEMENT_READ)
def listing(request: HttpRequest) -> HttpResponse:
    """Every such price, and the form for those who may add one."""
    rows = [_shown(one) for one in registers.other_prices(request.actor)]
    if wants_excel(request):
        return excel_response(_("ovriga-priser"), [_sheet(rows)])
    own = {str(one.pk): one for one in runs.creditors(request.actor, Permission.SETTLEMENT_PREPARE)}
    form = OtherPriceForm(
        request.POST or None, organisations=[(pk, one.display_name) for pk, one in own.items()]
    )
    if request.method == "POST" and form.is_valid():
        organisation = own[form.cleaned_data["for_vem"]]
        if _saved(request, form, organisation):
            return redirect("other_prices")
    context = {"prices": rows, "form": form if own else None}
    return render(request, "settlement/templates/other_prices.html", context)


def _saved(request: HttpRequest, form: OtherPriceForm, organisation: Any) -> bool:
    row = form.row(registers.own_party(organisation))
    try:
        save_other_price(actor=request.actor, organisation_id=organisation.pk, row=row, at=clock.now())
    except SettlementRefused as error:
        form.add_error("part", str(REFUSALS[error.code]))
        return False
    messages.success(request, _("Priset är sparat."))
    return True


def _shown(one: Any) -> dict[str, Any]:
    return {
        "price": one,
        "list": str(LISTS[one.list]),
        "education": name_of(one.programme, one.orientation),
    }


def _sheet(rows: list[dict[str, Any]]) -> OutSheet:
    columns = [
        OutColumn(_("Sorts pris"), ColumnKind.TEXT, 30),
        OutColumn(_("Vems pris"), ColumnKind.TEXT, 14),
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 40),
        OutColumn(_("Kronor per år"), ColumnKind.DECIMAL, 14),
        OutColumn(_("Varav lokaler"), ColumnKind.DECIMAL, 14),
        OutColumn(_("Källa"), ColumnKind.TEXT, 30),
        OutColumn(_("Från"), ColumnKind.DATE, 12),
        OutColumn(_("Till"), ColumnKind.DATE, 12),
    ]
    return OutSheet(
        _("Övriga priser"),
        columns,
        [
            (
                row["list"], row["price"].party, row["education"], row["price"].amount, row["price"].premises,
                row["price"].source, row["price"].valid_from, row["price"].valid_to,
            )
            for row in rows
        ],
    )  # fmt: skip
