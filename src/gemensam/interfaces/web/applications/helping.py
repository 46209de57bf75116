"""The applicant decides whether guardians write in the application."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gemensam.domains.applications.services.share_draft import share_draft
from gemensam.domains.applications.services.take_over_draft import take_over_draft
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import missing_is_404, page


@page(Permission.OWN_APPLICATION_WRITE, methods=("POST",))
def take_over(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Write alone from now on, with what is written or from the beginning."""
    anew = request.POST.get("anew") == "yes"
    with missing_is_404():
        draft = take_over_draft(actor=request.actor, draft_id=draft_id, anew=anew, at=clock.now())
    messages.success(request, _("Nu är det bara du som skriver i din ansökan."))
    started_anew = anew and not draft.reference
    return redirect("application_contact", draft_id) if started_anew else redirect("my_application")


@page(Permission.OWN_APPLICATION_WRITE, methods=("POST",))
def share(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Let guardians write again."""
    with missing_is_404():
        share_draft(actor=request.actor, draft_id=draft_id, at=clock.now())
    messages.success(
        request, _("Dina vårdnadshavare kan nu skriva i din ansökan. Du kan ta över igen när du vill.")
    )
    return redirect("my_application")
