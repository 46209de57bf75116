"""What a guardian sees of a child's application."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.applications.queries.filings import filings
from gemensam.domains.applications.queries.my_application import draft_view
from gemensam.domains.applications.queries.wishes import office_wishes
from gemensam.domains.applications.services.confirm_application import confirm_application
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import missing_is_404, page


@page(Permission.WARD_APPLICATION_READ, methods=("GET", "HEAD"))
def ward(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What the child has sent in. Not what is being written, and not why something is asked for."""
    with missing_is_404():
        draft = draft_view(request.actor, draft_id, at=clock.now())
    found = filings(request.actor, draft_id, at=clock.now())
    wishes = office_wishes(draft.office_id)
    context = {"draft": draft, "latest": found[0] if found else None, "filings": found, "wishes": wishes}
    return render(request, "applications/templates/ward.html", context)


@page(Permission.WARD_APPLICATION_READ, methods=("POST",))
def confirm(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:
    """Say that one has seen it. Nothing depends on it."""
    with missing_is_404():
        confirm_application(actor=request.actor, draft_id=draft_id, filing_number=number, at=clock.now())
    messages.success(request, _("Tack. Vi har sparat att du har läst ansökan."))
    return redirect("ward_application", draft_id)
