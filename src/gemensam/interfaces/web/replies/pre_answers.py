"""Answering before the result: for those who cannot log in when it comes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries.offers import (
    ApplicationChoices,
    answered_for,
    application_choices,
    offer,
)
from gemensam.domains.catalogue.queries import offering_briefs
from gemensam.domains.replies.queries.pre_answers import PreAnswerCode, PreAnswerView, pre_answer
from gemensam.domains.replies.queries.replies import applications_of
from gemensam.domains.replies.queries.terms import guardians_may_reply
from gemensam.domains.replies.services.save_pre_answer import PreAnswerRefused, save_pre_answer
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.queries import given_names, person
from gemensam.interfaces.web.layout.page import missing_is_404, page
from gemensam.interfaces.web.replies import words
from gemensam.interfaces.web.replies.forms import PreAnswerForm


@page(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ, methods=("GET", "HEAD"))
def mine(request: HttpRequest) -> HttpResponse:
    """The applications that can be answered for beforehand; with one only, straight to it."""
    now = clock.now()
    found = applications_of(request.actor, now=now)
    answered = answered_for([application for application, _ in found], now=now)
    names = given_names(request.actor, at=now)
    waiting = [(application, names[owner]) for application, owner in found if application not in answered]
    if len(waiting) == 1:
        return redirect("pre_answer", waiting[0][0])
    return render(request, "replies/templates/pre_answers.html", {"waiting": waiting})


@page(Permission.OWN_RESULT_READ, Permission.WARD_RESULT_READ)
def one(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """The answers given so far, one question for each choice."""
    now = clock.now()
    with missing_is_404():
        found = application_choices(application_id)
        held = pre_answer(request.actor, application_id, found.person_id, now=now)
    if offer(application_id, now=now) is not None:
        return redirect("reply", application_id)
    form = _form(found, held, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _save(request, found, form, now)
        return redirect("pre_answer", application_id)
    own = found.person_id == request.actor.person_id
    name = "" if own else person(request.actor, found.person_id, at=now).given_name
    context = {"form": form, "held": held, "name": name, "application_id": application_id}
    return render(request, "replies/templates/pre_answer.html", context)


def _form(found: ApplicationChoices, held: PreAnswerView, data: Mapping[str, object] | None) -> PreAnswerForm:
    briefs = offering_briefs(found.offering_ids)
    titles = {
        one: _("Om jag kommer in på val %(rank)s, %(title)s, %(school)s")
        % {"rank": rank, "title": briefs[one].title, "school": briefs[one].school}
        for rank, one in enumerate(found.offering_ids, start=1)
    }
    initial = {f"val_{one}": code for one, code in held.answers.items()} | {"version": held.version}
    return PreAnswerForm(data, choices=titles, initial=initial)


def _save(request: HttpRequest, found: ApplicationChoices, form: PreAnswerForm, now: datetime) -> None:
    try:
        save_pre_answer(
            actor=request.actor,
            application_id=found.application_id,
            answers={one: PreAnswerCode(code) for one, code in form.answers().items()},
            version=form.cleaned_data["version"],
            guardians=guardians_may_reply(found.office_id),
            at=now,
        )
    except PreAnswerRefused as refused:
        messages.error(request, words.PRE_ANSWER_REFUSALS[refused.code])
    else:
        messages.success(request, _("Dina svar är sparade. De gäller när det slutliga beskedet kommer."))
