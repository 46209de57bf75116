"""Agreements and invoice details: what money between two parties rests on."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.settlement.queries import registers, runs
from gemensam.domains.settlement.services.save_agreement import save_agreement
from gemensam.domains.settlement.services.save_party import save_party
from gemensam.domains.settlement.states import SettlementRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.settlement.forms import AgreementForm, PartyForm
from gemensam.interfaces.web.settlement.overview import creditor_choices
from gemensam.interfaces.web.settlement.price_words import AGREED, PROFILES
from gemensam.interfaces.web.settlement.settlement_words import REFUSALS


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements that the actor's organisations have, and those they are bound by."""
    names = municipality_names()
    rows = [_agreement(one, names) for one in registers.agreements(request.actor)]
    if wants_excel(request):
        return excel_response(_("avtal"), [_sheet(rows)])
    own = {one.pk for one in runs.creditors(request.actor, Permission.SETTLEMENT_PREPARE)}
    context = {"agreements": rows, "own": own, "may_change": bool(own)}
    return render(request, "settlement/templates/agreements.html", context)


def _agreement(agreement: object, names: Mapping[str, str]) -> dict[str, object]:
    code = agreement.debtor_code
    return {
        "agreement": agreement,
        "debtor": names.get(code, code) if code else _("Alla andra kommuner"),
        "profile": PROFILES[agreement.profile],
        "agreed": AGREED[agreement.agreed],
        "supplements": list(agreement.supplements.all()),
    }


def _sheet(rows: list[dict[str, object]]) -> OutSheet:
    columns = [
        OutColumn(_("Får betalt"), ColumnKind.TEXT, 28),
        OutColumn(_("Betalar"), ColumnKind.TEXT, 22),
        OutColumn(_("Avläsningsdagar"), ColumnKind.TEXT, 60),
        OutColumn(_("Pris"), ColumnKind.TEXT, 30),
        OutColumn(_("Från"), ColumnKind.DATE, 12),
        OutColumn(_("Till"), ColumnKind.DATE, 12),
        OutColumn(_("Diarienummer"), ColumnKind.TEXT, 16),
    ]
    return OutSheet(
        _("Avtal"),
        columns,
        [
            (
                row["agreement"].creditor.display_name, row["debtor"], row["profile"], row["agreed"],
                row["agreement"].valid_from, row["agreement"].valid_to, row["agreement"].diary_number,
            )
            for row in rows
        ],
    )  # fmt: skip


@page(Permission.SETTLEMENT_PREPARE)
def new_agreement(request: HttpRequest) -> HttpResponse:
    """A new agreement."""
    return _agreement_page(request, None, {})


@page(Permission.SETTLEMENT_PREPARE)
def change_agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """An agreement that is there."""
    with missing_is_404():
        found = registers.own_agreement(request.actor, agreement_id)
    initial = {
        "anordnare": str(found.creditor_id), "kommun": found.debtor_code, "avlasning": found.profile,
        "pris": found.agreed, "fran": found.valid_from, "till": found.valid_to, "diarienummer": found.diary_number,
    }  # fmt: skip
    for number, one in enumerate(found.supplements.all(), 1):
        initial |= {
            f"kod{number}": one.code,
            f"termin{number}": one.term_amount,
            f"manad{number}": one.monthly,
        }
    return _agreement_page(request, agreement_id, initial)


def _agreement_page(
    request: HttpRequest, agreement_id: UUID | None, initial: dict[str, object]
) -> HttpResponse:
    form = AgreementForm(
        request.POST or None, initial=initial, municipalities=list(municipality_names().items()),
        creditors=creditor_choices(request, Permission.SETTLEMENT_PREPARE),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            save_agreement(
                actor=request.actor, creditor_id=UUID(form.cleaned_data["anordnare"]), row=form.row(),
                agreement_id=agreement_id, at=clock.now(),
            )  # fmt: skip
        except SettlementRefused as error:
            form.add_error("fran", str(REFUSALS[error.code]))
        else:
            messages.success(request, _("Avtalet är sparat."))
            return redirect("payment_agreements")
    return render(
        request, "settlement/templates/agreement.html", {"form": form, "is_new": agreement_id is None}
    )


@page(Permission.SETTLEMENT_PREPARE, methods=("GET", "HEAD"))
def parties(request: HttpRequest) -> HttpResponse:
    """Whose invoice details there are."""
    own = runs.creditors(request.actor, Permission.SETTLEMENT_PREPARE)
    if len(own) == 1:
        return redirect("invoice_party", own[0].pk)
    return render(request, "settlement/templates/parties.html", {"parties": own})


@page(Permission.SETTLEMENT_PREPARE)
def party(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One organisation's invoice details and the codes it demands."""
    found, references = registers.party(request.actor, organisation_id)
    same = ("endpoint", "street", "post_code", "city", "bankgiro", "email", "payment_days")
    initial = {name: getattr(found, name) for name in same} if found else {"payment_days": 30}
    accounts = found.accounts.get("municipal", {}) if found else {}
    form = PartyForm(request.POST or None, initial={**initial, **references, **accounts})
    if request.method == "POST" and form.is_valid():
        save_party(actor=request.actor, organisation_id=organisation_id, row=form.row(), at=clock.now())
        messages.success(request, _("Fakturauppgifterna är sparade."))
        return redirect("settlement")
    return render(request, "settlement/templates/party.html", {"form": form})
