"""The home municipality's statements about wishes at other offices, many at a time."""

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gemensam.domains.transfers.queries.statements import StatementLine, statement_lines
from gemensam.domains.transfers.services.record_statements import Stated, record_statements
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.transfers import listing as lists
from gemensam.interfaces.web.transfers.outgoing import own_office
from gemensam.interfaces.web.transfers.words import ANSWERS

_PAGE = 50


@page(Permission.TRANSFER_HANDLE)
def listing(request: HttpRequest) -> HttpResponse:
    """Each wish with its statement; all of a page are saved at once."""
    office = own_office(request)
    lacking = request.GET.get("lage") == "saknas"
    lines = statement_lines(request.actor, office, lacking=lacking)
    if wants_excel(request):
        return excel_response(_("yttranden"), [lists.statements_sheet(lines)])
    found = Paginator(lines, _PAGE).get_page(request.GET.get("sida"))
    if request.method == "POST":
        changed = record_statements(
            actor=request.actor, office=office, stated=_stated(request, found), at=clock.now()
        )
        messages.success(
            request,
            ngettext("%(n)s yttrande är sparat.", "%(n)s yttranden är sparade.", changed) % {"n": changed},
        )
        return redirect(request.get_full_path())
    context = {"page": found, "lines": list(enumerate(found)), "answers": ANSWERS, "lacking": lacking}
    return render(
        request, "transfers/templates/statements.html", {**context, "tabs": lists.tabs("transfer_statements")}
    )


def _stated(request: HttpRequest, found: Page[StatementLine]) -> list[Stated]:
    """What the page's form says; a line is known by its words, so that a list that has changed mixes nothing up."""
    known = {_name(line): line for line in found if line.person_id is not None}
    return [
        Stated(line.person_id, *line.words, answer)  # type: ignore[arg-type]  # None is not in known
        for name, line in known.items()
        if (answer := request.POST.get(name)) is not None and answer in ("", *ANSWERS)
    ]


def _name(line: StatementLine) -> str:
    return f"{line.reference}|{'|'.join(line.words)}"
