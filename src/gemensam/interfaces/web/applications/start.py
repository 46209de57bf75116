""" "Min ansökan": where it stands, what can be done now, and the first step."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import offices
from gemensam.domains.admissions.queries.own_application import own_application
from gemensam.domains.applications.inputs.content import Content
from gemensam.domains.applications.queries.filings import filings
from gemensam.domains.applications.queries.helping import helping
from gemensam.domains.applications.queries.my_application import WardView, my_draft, overview, wards
from gemensam.domains.applications.queries.registrations import has_registered
from gemensam.domains.applications.queries.requests import own_requests
from gemensam.domains.applications.queries.sending import sending_for, sending_in
from gemensam.domains.applications.services.open_draft import open_draft
from gemensam.domains.applications.services.save_draft import save_draft
from gemensam.domains.catalogue import queries as catalogue
from gemensam.domains.transfers.queries.outgoing import own_transfers
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.applications import drafting
from gemensam.interfaces.web.applications.register import RegisterLine, register_lines
from gemensam.interfaces.web.applications.steps import WRITERS
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.rules.deadlines import Sending


@page(Permission.OWN_APPLICATION_WRITE, Permission.WARD_APPLICATION_READ, methods=("GET", "HEAD"))
def mine(request: HttpRequest) -> HttpResponse:
    """The application of the one who has logged in, and those of the children."""
    now, office = clock.now(), offices.any_office()
    if office is None:
        return render(request, "applications/templates/no_office.html")
    dates = offices.calendar(office_id=office.id, year=office.year, now=now)
    general = sending_in({one.event: one.at for one in dates}, at=now)
    context: dict[str, object] = {
        "office": office,
        "sending": sending_for(
            office_id=office.id, year=office.year, person_id=request.actor.person_id, at=now, general=general
        ),
        "dates": [one for one in dates if one.event in DATES],
        "wards": _wards(request, office, now),
        "own": request.actor.has(Permission.OWN_APPLICATION_WRITE),
    }  # fmt: skip
    return render(request, "applications/templates/mine.html", {**context, **_own(request, office, general)})


def _wards(
    request: HttpRequest, office: offices.OfficeView, now: datetime
) -> list[tuple[WardView, list[RegisterLine]]]:
    """The children, each with what the register has where there is no draft to read."""
    found = wards(request.actor, office_id=office.id, year=office.year, at=now)
    lines = register_lines(request.actor, [child.known for child in found if child.known], office.year)
    return [(child, lines[child.known.id] if child.known else []) for child in found]


DATES = (  # those that concern who applies
    "application_opens", "application_closes", "free_quota_due", "preliminary_published", "re_choice_opens",
    "re_choice_closes", "final_published", "reply_due",
)  # fmt: skip


def _own(request: HttpRequest, office: offices.OfficeView, general: Sending) -> dict[str, object]:
    """The draft with its receipts; before there is one, what the register has."""
    now, actor = clock.now(), request.actor
    draft = my_draft(actor, office_id=office.id, year=office.year, at=now)
    if draft is not None:
        return {
            "draft": draft,
            "overview": overview(actor, draft, at=now, sending=general),
            "filings": filings(actor, draft.id, at=now),
            "requests": own_requests(actor, draft.id, at=now),
            "helping": helping(actor, draft, at=now),
            "transfers": own_transfers(actor, [draft.person_id], office_id=office.id, year=office.year),
        }
    if actor.person_id is None:
        return {}
    known = own_application(actor, office_id=office.id, year=office.year, person_id=actor.person_id, at=now)
    return {
        "known": register_lines(actor, [known], office.year)[known.id] if known else None,
        "has_registered": known is None and has_registered(actor),
    }


@page(Permission.OWN_APPLICATION_WRITE, methods=("POST",))
def begin(request: HttpRequest) -> HttpResponse:
    """Open the draft and go to the first page that is not answered."""
    office = offices.any_office()
    if office is None or request.actor.person_id is None:
        raise Http404
    draft = open_draft(
        actor=request.actor, office_id=office.id, year=office.year, person_id=request.actor.person_id,
        at=clock.now(),
    )  # fmt: skip
    is_new = not draft.reference
    return redirect("application_contact" if is_new else "application_choices", draft.pk)


@page(Permission.OWN_APPLICATION_WRITE, methods=("POST",))
def add(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """Put an education last in the list, from wherever it was found. Twice is once."""
    office = offices.any_office()
    if office is None or request.actor.person_id is None:
        raise Http404
    with missing_is_404():
        found = catalogue.offering(request.actor, offering_id)
    now = clock.now()
    draft = open_draft(
        actor=request.actor, office_id=office.id, year=office.year, person_id=request.actor.person_id, at=now
    )
    return _added(request, draft.pk, found)


@page(*WRITERS, methods=("POST",))
def add_to(request: HttpRequest, draft_id: UUID, offering_id: UUID) -> HttpResponse:
    """The same from the page of the list, for all who may write it."""
    drafting.draft_or_404(request, draft_id)
    with missing_is_404():
        return _added(request, draft_id, catalogue.offering(request.actor, offering_id))


def _added(request: HttpRequest, draft_id: UUID, found: Any) -> HttpResponse:
    draft = drafting.draft_or_404(request, draft_id)
    if found.cancelled or found.year != draft.year:
        messages.error(request, _("%(title)s går inte att söka i år.") % {"title": found.title})
    elif found.pk in draft.content.choices:
        messages.info(request, _("%(title)s finns redan i din lista.") % {"title": found.title})
    else:
        save_draft(
            actor=request.actor, draft_id=draft_id, version=None, step="choices",
            change=lambda content: _with(content, found.pk), at=clock.now(),
        )  # fmt: skip
        messages.success(request, _("%(title)s ligger nu sist i din lista.") % {"title": found.title})
    return redirect("application_choices", draft_id)


def _with(content: Content, offering_id: UUID) -> Content:
    return replace(content, choices=tuple(dict.fromkeys((*content.choices, offering_id))))
