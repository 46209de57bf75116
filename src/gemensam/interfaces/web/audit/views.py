"""The auditor's pages over the log."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.audit import queries
from gemensam.foundation.audit.events import AuditEvent
from gemensam.foundation.audit.journal import record_reading
from gemensam.interfaces.web.audit.forms import AnchorForm, LogFilter
from gemensam.interfaces.web.audit.listing import log_lines, log_sheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page


@page(Permission.AUDIT_READ, methods=("GET", "HEAD"))
def audit_log(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first."""
    form = LogFilter(request.GET, actors=queries.actors(request.actor))
    entries = queries.entries(request.actor, **form.arguments())
    if wants_excel(request):
        record_reading(
            actor=request.actor,
            event=AuditEvent.AUDIT_EXPORTED,
            target_type="audit",
            target_ids=["log"],
            at=clock.now(),
            facts={"rows": entries.count()},
        )
        return excel_response(_("atgardslogg"), [log_sheet(entries.iterator(chunk_size=2000))])
    part = Paginator(entries, 50).get_page(request.GET.get("sida"))
    context = {"form": form, "page": part, "lines": list(log_lines(part.object_list))}
    return render(request, "audit/templates/log.html", context)


@page(Permission.AUDIT_READ, methods=("GET", "HEAD"))
def audit_chain(request: HttpRequest) -> HttpResponse:
    """Check now that nothing has been changed, and compare with a sum noted earlier."""
    form = AnchorForm(request.GET)
    report = None
    if form.is_valid():
        report = queries.chain(request.actor, anchor=form.cleaned_data["huvud"])
    return render(request, "audit/templates/chain.html", {"form": form, "report": report})
