"""One's own reply, or a child's: what is offered, until when, what silence means, and the form."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries.results import ResultView, my_results
from gemensam.domains.catalogue.queries import OfferingBrief, municipality_names, offering_briefs
from gemensam.domains.replies.queries.queues import own_queue_places
from gemensam.domains.replies.queries.replies import ReplyView, other_places, reply_view, require_reader
from gemensam.domains.replies.services.send_reply import Answer, ReplyChanged, ReplyClosed, send_reply
from gemensam.domains.replies.states import ReplyRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.replies import words
from gemensam.interfaces.web.replies.forms import ReplyForm, SentReply

Briefs = Mapping[UUID, OfferingBrief]


@page(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ)
def reply(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Show the reply and take a new one."""
    now = clock.now()
    sent = SentReply(request.POST if request.method == "POST" else None)
    changed = sent.is_valid()
    if changed:
        answer = _send(request, application_id, sent, now)
        if answer is not None:
            return answer
    with missing_is_404():
        found = reply_view(request.actor, application_id, now=now)
    if found is None:
        return redirect("my_results")
    briefs = offering_briefs([choice.offering_id for choice in found.offer.choices])
    form = form_of(found, briefs, request.POST if sent.is_bound else None, stale=changed)
    return render(
        request, "replies/templates/reply.html", _context(request, found, form, briefs, changed, now)
    )


def form_of(found: ReplyView, briefs: Briefs, data: QueryDict | None, *, stale: bool = False) -> ReplyForm:
    """The form with what holds now, or with what was sent. ``stale``: sent from an older page, to be sent again."""
    queues = [(str(one.offering_id), title_of(briefs, one.offering_id)) for one in found.offer.reserves]
    answers = {"accepted": Answer.ACCEPT, "accepted_by_default": Answer.ACCEPT, "declined": Answer.DECLINE}
    admitted = found.offer.admitted
    initial = {
        "answer": answers.get(found.state, "") if admitted else Answer.STAND,
        "queues": list(found.queues),
        "version": found.version,
    }
    if stale and data is not None:
        initial |= {"answer": data.get("answer"), "queues": data.getlist("queues")}
        data = None
    return ReplyForm(data, offered=admitted is not None, queues=queues, initial=initial)


def title_of(briefs: Briefs, offering_id: UUID) -> str:
    """An offering in one line."""
    brief = briefs[offering_id]
    return f"{brief.title}, {brief.school}"


def _send(request: HttpRequest, application_id: UUID, sent: SentReply, now: datetime) -> HttpResponse | None:
    """Send the reply; back to the page with a word about it, or None when somebody else has replied meanwhile."""
    with missing_is_404():
        require_reader(request.actor, application_id, now=now)
    try:
        send_reply(
            actor=request.actor,
            application_id=application_id,
            answer=sent.cleaned_data["answer"],
            queues=sent.cleaned_data["queues"],
            version=sent.cleaned_data["version"],
            at=now,
        )
    except ReplyClosed as closed:
        messages.error(request, words.REFUSALS[closed.code])
    except ReplyRefused as refused:
        messages.error(request, words.REFUSALS[refused.code])
    except ReplyChanged:
        return None
    else:
        messages.success(request, _("Ditt svar är sparat. Kvittot står nedan och ett mejl är på väg."))
    return redirect("reply", application_id)


def _context(
    request: HttpRequest, found: ReplyView, form: ReplyForm, briefs: Briefs, changed: bool, now: datetime
) -> dict[str, object]:
    admitted = found.offer.admitted
    shown = shown_result(request.actor, found, now)
    names = municipality_names()
    return {
        "reply": found,
        "form": form,
        "changed": changed,
        "name": shown.name if shown and not found.own else "",
        "page_id": shown.page_id if shown else None,
        "offered": _line(briefs, names, admitted.offering_id) if admitted else None,
        "state": str(words.STATES[found.state]),
        "kind": words.STATE_KINDS[found.state],
        "silence": str(words.SILENCE_LOUD[found.terms.silence]),
        "steps": [
            {
                "text": str(words.SHORT_STATES[step.after]),
                "by": str(words.ORIGINS[step.origin]),
                "at": step.at,
            }
            for step in found.steps
        ],
        "places": [
            {
                "place": place,
                "offering": _line(briefs, names, place.offering_id),
                "moves": words.move_sentences(place.moves),
            }
            for place in own_queue_places(found.offer, list(found.queues), now=now)
        ],
        "stays": [title_of(briefs, UUID(queue)) for queue in found.queues],
        "others": other_places(request.actor, found.offer, now=now),
        "keeps": found.state in {"accepted", "accepted_by_default"},
        "here": reverse("reply", args=[found.offer.application_id]),
    }


def _line(briefs: Briefs, names: Mapping[str, str], offering_id: UUID) -> dict[str, str]:
    brief = briefs[offering_id]
    municipality = names.get(brief.municipality_code, brief.municipality_code)
    return {"title": brief.title, "place": f"{brief.school}, {municipality}"}


def shown_result(actor: Actor, found: ReplyView, now: datetime) -> ResultView | None:
    """The result as it was prepared at publication: papers say what its page says, and it knows the given name."""
    wanted = (found.offer.application_id, found.offer.round.round_id)
    for shown in my_results(actor, now=now):
        if (shown.application_id, shown.round_id) == wanted:
            return shown
    return None
