"""The office's view of the replies: how they stand, what the terms are, and the way to the reserve round."""

import secrets
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.catalogue.queries import OfferingBrief, offering_briefs
from gemensam.domains.replies.queries import replies
from gemensam.domains.replies.queries.replies import Overview
from gemensam.domains.replies.queries.terms import coming_terms, terms_to_decide
from gemensam.domains.replies.services.open_reserve_round import ReserveRoundRefused, open_reserve_round
from gemensam.domains.replies.services.set_terms import TermsRefused, set_terms
from gemensam.domains.replies.states import Silence
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.replies import office_words, pictures, words
from gemensam.interfaces.web.replies.forms import TermsForm
from gemensam.interfaces.web.replies.listing import ReplyFilter, lines_of, sheet_of

_PAGE = 50
_REFUSED_FIELDS = {"few_reminders": "remind_before", "silence_told": "silence"}


@page(Permission.REPLY_READ, methods=("GET", "HEAD"))
def overview(request: HttpRequest) -> HttpResponse:
    """How the replies to the latest result stand, by offering, as picture, table and Excel."""
    now = clock.now()
    found = replies.overview(request.actor, now=now)
    if found is None:
        return render(
            request, "replies/templates/no_replies.html", {"coming": coming_terms(request.actor, now=now)}
        )
    form = ReplyFilter(request.GET)
    every = lines_of(found, _briefs(found))
    lines = form.matching(every)
    if wants_excel(request):
        return excel_response(_("svarslage"), [sheet_of(lines)])
    context = {
        "overview": found,
        "form": form,
        "page": Paginator(lines, _PAGE).get_page(request.GET.get("sida")),
        "figures": pictures.figures_of(found),
        "chart": pictures.chart_of(every),
        "several": replies.several_places_at(request.actor, found, now=now),
        "reminded": replies.reminders_sent(request.actor, found),
        "is_open": now <= found.terms.due_at,
        "silence": str(words.SILENCE_LOUD[found.terms.silence]),
        "coming": coming_terms(request.actor, now=now),
    }
    return render(request, "replies/templates/overview.html", context)


def _briefs(found: Overview) -> Mapping[UUID, OfferingBrief]:
    return offering_briefs([row.offering_id for row in found.rows])


@page(Permission.REPLY_TERMS_CHANGE)
def terms(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Decide the last moment, what silence means, who may reply and when to remind."""
    now = clock.now()
    found = terms_to_decide(request.actor, round_id, now=now)
    if found is None:
        raise Http404
    round_, held = found
    initial = {
        "due_at": held.due_at,
        "silence": held.silence,
        "guardians_reply": held.guardians_reply,
        "remind_before": ", ".join(map(str, held.remind_before)),
        "remind_by_sms": held.remind_by_sms,
    }
    form = TermsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _saved(request, round_id, form):
        return redirect("replies")
    return render(request, "replies/templates/terms.html", {"form": form, "round": round_})


def _saved(request: HttpRequest, round_id: UUID, form: TermsForm) -> bool:
    """Save; what cannot be stands in the form."""
    values = {**form.cleaned_data, "silence": Silence(form.cleaned_data["silence"])}
    try:
        set_terms(actor=request.actor, round_id=round_id, at=clock.now(), **values)
    except TermsRefused as refused:
        form.add_error(_REFUSED_FIELDS.get(refused.code, "due_at"), office_words.TERMS_REFUSALS[refused.code])
        return False
    messages.success(
        request, _("Villkoren är sparade. De står på de sökandes sidor när beskedet har kommit.")
    )
    return True


@page(Permission.REPLY_DECIDE, methods=("POST",))
def open_reserve(request: HttpRequest) -> HttpResponse:
    """Open the reserve round, and go to it."""
    now = clock.now()
    found = replies.overview(request.actor, now=now)
    if found is None:
        messages.error(request, office_words.RESERVE_REFUSALS["not_shown"])
        return redirect("replies")
    try:
        made = open_reserve_round(
            actor=request.actor,
            office_id=found.round.office_id,
            year=found.round.year,
            planned_publication=None,
            lottery_seed=secrets.token_hex(32),
            at=now,
        )
    except ReserveRoundRefused as refused:
        messages.error(request, office_words.RESERVE_REFUSALS[refused.code])
        return redirect("replies")
    messages.success(request, _("Reservomgången är öppnad ur svaren. Kör den som vanligt."))
    return redirect("round", made)
