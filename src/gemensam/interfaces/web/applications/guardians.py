"""What a guardian sees of a child's application, and how one begins it for the child."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import offices
from gemensam.domains.applications.queries.filings import filings
from gemensam.domains.applications.queries.my_application import draft_view
from gemensam.domains.applications.queries.wishes import office_wishes
from gemensam.domains.applications.services.confirm_application import confirm_application
from gemensam.domains.applications.services.hand_over_draft import hand_over_draft
from gemensam.domains.applications.services.open_draft import open_draft
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.applications import drafting
from gemensam.interfaces.web.applications.register import chosen_lines
from gemensam.interfaces.web.layout.page import missing_is_404, page


@page(Permission.WARD_APPLICATION_READ, methods=("GET", "HEAD"))
def ward(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What the child has sent in, and what is being written where guardians write. Never why something is asked for."""
    with missing_is_404():
        draft = draft_view(request.actor, draft_id, at=clock.now())
    found = filings(request.actor, draft_id, at=clock.now())
    wishes = office_wishes(draft.office_id)
    context = {
        "draft": draft,
        "latest": found[0] if found else None,
        "filings": found,
        "wishes": wishes,
        "titles": chosen_lines(request.actor, draft) if draft.may_write else [],
    }
    return render(request, "applications/templates/ward.html", context)


@page(Permission.WARD_APPLICATION_READ, methods=("POST",))
def confirm(request: HttpRequest, draft_id: UUID, number: int) -> HttpResponse:
    """Say that one has seen it. Nothing depends on it."""
    with missing_is_404():
        confirm_application(actor=request.actor, draft_id=draft_id, filing_number=number, at=clock.now())
    messages.success(request, _("Tack. Vi har sparat att du har läst ansökan."))
    return redirect("ward_application", draft_id)


@page(Permission.WARD_APPLICATION_READ, methods=("POST",))
def begin(request: HttpRequest, child_id: UUID) -> HttpResponse:
    """Open the child's draft; the child is told at once."""
    office = offices.any_office()
    if office is None:
        raise Http404
    with missing_is_404():
        draft = open_draft(
            actor=request.actor, office_id=office.id, year=office.year, person_id=child_id, at=clock.now()
        )
    view = drafting.draft_or_404(request, draft.pk)
    is_new = not view.reference and "contact" not in view.closed
    return redirect("application_contact" if is_new else "application_choices", draft.pk)


@page(Permission.WARD_APPLICATION_READ, methods=("POST",))
def hand_over(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Ask the child to look through what is written, and to send it."""
    with missing_is_404():
        hand_over_draft(actor=request.actor, draft_id=draft_id, at=clock.now())
    messages.success(
        request, _("Klart. Vi har skickat ett meddelande om att ansökan väntar på att bli granskad.")
    )
    return redirect("ward_application", draft_id)
