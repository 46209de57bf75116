"""The grace list: those whose last moment passed in silence, one by one, for a person to decide."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.replies.queries.people import exported, grace_list
from gemensam.domains.replies.services.settle_lapse import settle_lapse
from gemensam.domains.replies.states import ReplyRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.replies import words
from gemensam.interfaces.web.replies.people import people_lines, people_sheet


@page(Permission.REPLY_DECIDE, methods=("GET", "HEAD"))
def listing(request: HttpRequest) -> HttpResponse:
    """Everyone on the list, with one button for each way."""
    now = clock.now()
    rows = grace_list(request.actor, now=now)
    if wants_excel(request):
        lines = people_lines(request.actor, exported(request.actor, rows, now=now))
        return excel_response(_("respitlista"), [people_sheet(_("Respitlista"), lines)])
    return render(request, "replies/templates/grace.html", {"lines": people_lines(request.actor, rows)})


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
