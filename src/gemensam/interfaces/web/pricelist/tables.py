"""A table for a report that is pasted or sent as a file: read, looked at, and saved when one says so."""

import json
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.pricelist.inputs.cells import cells_of, pasted
from gemensam.domains.pricelist.inputs.report_table import COLUMNS, read_table
from gemensam.domains.pricelist.queries import reports
from gemensam.domains.pricelist.services.save_rows import save_rows
from gemensam.domains.pricelist.states import PriceTransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.tables import TableRefused, read_workbook
from gemensam.interfaces.web.layout.downloads import excel_response
from gemensam.interfaces.web.layout.formats import number
from gemensam.interfaces.web.layout.import_texts import refusal_sentence
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.pricelist.forms import TableForm
from gemensam.interfaces.web.pricelist.lines import plain
from gemensam.interfaces.web.pricelist.reporting import report_or_404
from gemensam.interfaces.web.pricelist.rounds import MOVED_ON
from gemensam.interfaces.web.pricelist.sheets import codes_sheet, report_sheet
from gemensam.interfaces.web.pricelist.words import fault_lines, key_text

_SALT = "gemensam.pricelist.table"
_SHOWN = 200


def table_of(form: TableForm) -> Sequence[Sequence[str]] | None:
    """The form's table, or None with the fault at its field."""
    file = form.cleaned_data.get("file")
    if not file:
        return pasted(form.cleaned_data["paste"])
    try:
        return cells_of(read_workbook(file.read(), file.name))
    except TableRefused as refused:
        form.add_error("file", refusal_sentence(refused.code, refused.facts))
        return None


@page(Permission.PRICE_REPORT)
def table(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """Read a table and show what it would change; nothing is saved yet."""
    view = report_or_404(request, price_round_id, code)
    if not view.may_edit:
        messages.error(request, MOVED_ON)
        return redirect("price_report", price_round_id, code)
    form = TableForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"view": view, "form": form}
    if request.method == "POST" and form.is_valid():
        cells = table_of(form)
        if cells is not None:
            read = read_table(cells, view.kinds)
            found = reports.preview(request.actor, report_id=view.id, read=read)
            context |= {
                "read": read,
                "faults": fault_lines(read.faults)[:_SHOWN],
                "preview": found,
                "changed": [_changed(row) for row in found.changed],
                "signed": signing.dumps(cells, salt=_SALT, compress=True) if not read.faults else "",
            }
    return render(request, "pricelist/templates/table.html", context)


def _changed(row: reports.ChangedRow) -> dict[str, object]:
    """A row that would change, with each value before and after in words."""
    titles = {column.name: column.title for column in COLUMNS}
    return {
        "key": row.key,
        "variant": key_text(row.key),
        "values": [(titles[name], _value(before), _value(after)) for name, before, after in row.values],
    }


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("Ja") if value else _("Nej")
    if isinstance(value, Decimal):
        return number(value, 0 if value == value.to_integral_value() else 2)
    return plain(value) or "–"


@page(Permission.PRICE_REPORT, methods=("POST",))
def keep(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """Save the table that was looked at."""
    view = report_or_404(request, price_round_id, code)
    try:
        read = read_table(
            signing.loads(request.POST.get("signed", ""), salt=_SALT, max_age=3600 * 8), view.kinds
        )
    except (signing.BadSignature, json.JSONDecodeError):
        messages.error(request, _("Tabellen har legat för länge. Klistra in eller välj filen igen."))
        return redirect("price_table", price_round_id, code)
    try:
        saved = save_rows(
            actor=request.actor,
            report_id=view.id,
            rows=[row for _n, row in read.rows],
            at=clock.now(),
            columns=read.columns,
        )
    except PriceTransitionRefused:
        messages.error(request, MOVED_ON)
    else:
        facts = {"added": saved.added, "changed": saved.changed, "same": saved.same}
        messages.success(
            request, _("Nya rader: %(added)s. Ändrade: %(changed)s. Oförändrade: %(same)s.") % facts
        )
    return redirect("price_report", price_round_id, code)


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def template(request: HttpRequest, price_round_id: UUID, code: str) -> HttpResponse:
    """The report as an Excel file to fill in, with the codes on a sheet beside."""
    view = report_or_404(request, price_round_id, code)
    name = f"prisunderlag-{view.year}-{view.member_code}"
    return excel_response(name, [report_sheet(view), codes_sheet()])
