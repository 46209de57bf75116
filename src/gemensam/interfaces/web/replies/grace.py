"""The grace list: those whose last moment passed in silence, one by one, for a person to decide."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.replies.queries.replies import grace_list
from gemensam.domains.replies.services.settle_lapse import settle_lapse
from gemensam.domains.replies.states import ReplyRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import person_line
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.replies import words


@page(Permission.REPLY_DECIDE, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Everyone on the list, with one button for each way."""
    rows = grace_list(request.actor, now=clock.now())
    lines = [(row, person_line(request.actor, row.application.person, from_birth_date=True)) for row in rows]
    if wants_excel(request):
        return excel_response(_("respitlista"), [_sheet(lines)])
    return render(request, "replies/templates/grace.html", {"lines": lines})


def _sheet(lines: list[tuple[Any, Any]]) -> OutSheet:
    """The list without protected persons: a file travels."""
    columns = [
        OutColumn(_("Ansökan"), ColumnKind.TEXT, 14),
        OutColumn(_("Namn"), ColumnKind.TEXT, 34),
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 40),
        OutColumn(_("Skola"), ColumnKind.TEXT, 32),
    ]
    rows = [
        (
            row.application.reference,
            f"{who.family_name}, {who.given_name}",
            row.offering.title,
            row.offering.school_unit.display_name,
        )
        for row, who in lines
        if not who.is_protected
    ]
    return OutSheet(_("Respitlista"), columns, rows)


@page(Permission.REPLY_DECIDE, methods=("POST",))
def settle(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    """Confirm that the place is lost, or give it back."""
    keeps = request.POST.get("beslut") == "behall"
    try:
        with missing_is_404():
            settle_lapse(actor=request.actor, reply_id=reply_id, keeps=keeps, at=clock.now())
    except ReplyRefused as refused:
        messages.error(request, words.REFUSALS[refused.code])
    else:
        messages.success(
            request, _("Platsen behålls.") if keeps else _("Platsen är förlorad och går vidare.")
        )
    return redirect("grace_list")
