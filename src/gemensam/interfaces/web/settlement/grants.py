"""Grant decisions to independent schools: the register, one decision, and its letter."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from gemensam.domains.settlement.queries import grants as queries
from gemensam.domains.settlement.services.decide_grant import decide_grant
from gemensam.domains.settlement.services.prepare_grant import prepare_grant
from gemensam.domains.settlement.states import SettlementRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.foundation.documents.pdf import PDF_MEDIA_TYPE, typeset
from gemensam.interfaces.web.layout.downloads import excel_response, file_response, wants_excel
from gemensam.interfaces.web.layout.formats import date_sv, number
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.settlement.grant_forms import DecideForm, PrepareForm
from gemensam.interfaces.web.settlement.price_words import MISSING, REASONS, law_text
from gemensam.interfaces.web.settlement.settlement_words import (
    GRANT_COLORS,
    GRANT_PARTS,
    GRANT_STATES,
    PART_SOURCES,
    REFUSALS,
)

LETTER = Path(__file__).parent / "templates" / "grant.typ"
_COHORTS = {"gy11": "Gy11", "gy25": "Gy25", "": ""}


@page(Permission.SETTLEMENT_READ)
def listing(request: HttpRequest) -> HttpResponse:
    """The register of decisions, and the way to a new one."""
    rows = list(queries.grants(request.actor))
    if wants_excel(request):
        return excel_response(_("bidragsbeslut"), [_register_sheet(rows)])
    today = timezone.localdate(clock.now())
    form = PrepareForm(
        request.POST or None, initial={"fran": today.replace(month=1, day=1)},
        municipalities=[(str(one.pk), one.display_name) for one in queries.municipalities(request.actor)],
        providers=[(str(one.pk), one.display_name) for one in queries.independent_providers()],
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made = _prepare(request, form)
        if made is not None:
            return redirect("grant", made.pk)
    context = {
        "grants": [{"grant": one, "state": GRANT_STATES[one.state], "kind": GRANT_COLORS[one.state]} for one in rows],
        "form": form if request.actor.has(Permission.GRANT_PREPARE) else None,
    }  # fmt: skip
    return render(request, "settlement/templates/grants.html", context)


def _prepare(request: HttpRequest, form: PrepareForm) -> Any:
    values = form.cleaned_data
    try:
        return prepare_grant(
            actor=request.actor, municipality_id=UUID(values["kommun"]), provider_id=UUID(values["anordnare"]),
            year=values["fran"].year, effective_from=values["fran"], at=clock.now(),
        )  # fmt: skip
    except SettlementRefused as error:
        form.add_error("anordnare", str(REFUSALS[error.code]))
        return None


def _register_sheet(rows: list[Any]) -> OutSheet:
    columns = [
        OutColumn(_("År"), ColumnKind.NUMBER, 8),
        OutColumn(_("Kommun"), ColumnKind.TEXT, 26),
        OutColumn(_("Huvudman"), ColumnKind.TEXT, 34),
        OutColumn(_("Läge"), ColumnKind.TEXT, 14),
        OutColumn(_("Beslutsdag"), ColumnKind.DATE, 12),
        OutColumn(_("Paragraf"), ColumnKind.TEXT, 14),
        OutColumn(_("Beslutsfattare"), ColumnKind.TEXT, 30),
        OutColumn(_("Diarienummer"), ColumnKind.TEXT, 16),
    ]
    return OutSheet(
        _("Bidragsbeslut"),
        columns,
        [
            (
                one.year, one.municipality.display_name, one.provider.display_name, GRANT_STATES[one.state],
                one.decided_on, one.paragraph, one.decided_by, one.diary_number,
            )
            for one in rows
        ],
    )  # fmt: skip


@page(Permission.SETTLEMENT_READ)
def one(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """One decision: amounts, how they were calculated, payments, and the decision itself."""
    with missing_is_404():
        view = queries.grant_view(request.actor, grant_id)
    form = DecideForm(request.POST or None, initial={"beslutsdag": timezone.localdate(clock.now())})
    if request.method == "POST" and form.is_valid():
        try:
            decide_grant(actor=request.actor, grant_id=grant_id, decided=form.decided(), at=clock.now())
        except SettlementRefused as error:
            messages.error(request, REFUSALS[error.code])
        else:
            messages.success(request, _("Beslutet är fattat och kan skickas."))
        return redirect("grant", grant_id)
    context = {
        "view": view,
        "grant": view.grant,
        "state": GRANT_STATES[view.grant.state],
        "state_kind": GRANT_COLORS[view.grant.state],
        "rows": [_row(row) for row in view.rows],
        "form": form if view.may_decide and view.grant.state == "prepared" else None,
    }
    return render(request, "settlement/templates/grant.html", context)


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "name": " ".join(filter(None, (row["name"], _COHORTS[row["cohort"]]))),
        "reason": str(REASONS.get(row["reason"], "")),
        "law": law_text(row["law"]) if row["law"] else "",
        "missing": str(MISSING.get(row["missing"], row["missing"])),
        "parts": _parts(row["parts"]),
        "month": row["months"][0],
        "last": row["months"][-1],
    }  # fmt: skip


def _parts(stored: Any) -> list[dict[str, str]]:
    """Every component with its amount and source; decisions of before had only those that were known."""
    parts = [(name, value, "") for name, value in stored.items()] if isinstance(stored, dict) else stored
    return [
        {"name": str(GRANT_PARTS[name]), "amount": number(value), "source": str(PART_SOURCES[source])}
        for name, value, source in parts
    ]


@page(Permission.SETTLEMENT_READ, methods=("GET", "HEAD"))
def letter(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """The decision as a letter with its calculation appendix and how to appeal."""
    with missing_is_404():
        view = queries.grant_view(request.actor, grant_id)
    with override("sv"):  # a decision is in the official language, whoever reads it
        content = _typeset(view)
    grant = view.grant
    return file_response(f"bidragsbeslut-{grant.year}-{grant.number}.pdf", PDF_MEDIA_TYPE, content)


def _typeset(view: queries.GrantView) -> bytes:
    grant = view.grant
    return typeset(
        LETTER,
        _letter(grant, [_row(row) for row in view.rows]),
        title=_("Beslut om bidrag %(year)s") % {"year": grant.year},
        sender=grant.municipality.display_name,
        at=grant.prepared_at,
    )


def _letter(grant: Any, rows: list[dict[str, Any]]) -> dict[str, object]:
    return {
        "reference": grant.diary_number,
        "to": [grant.provider.display_name, grant.provider.organisation_number],
        "date": date_sv(grant.decided_on) if grant.decided_on else _("Utkast"),
        "draft": grant.state == "prepared",
        "paragraph": grant.paragraph,
        "by": grant.decided_by,
        "from": date_sv(grant.effective_from),
        "amounts": [
            [row["name"], number(row["amount"]), number(row["month"], 2), number(row["last"], 2)] for row in rows
        ],
        "appendix": [
            {
                "name": row["name"],
                "why": " ".join(filter(None, (row["reason"], row["law"] and f"{row['law'].capitalize()}."))),
                "version": row["version"],
                "parts": [
                    *([part["name"], part["source"], part["amount"]] for part in row["parts"]),
                    [_("Grundbelopp per elev och år"), "", number(row["amount"])],
                ],
            }
            for row in rows
        ],
    }  # fmt: skip
