"""My data, and the office's requests for correction."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import corrections, offices
from gemensam.domains.admissions.services.answer_correction import answer_correction
from gemensam.domains.admissions.services.send_correction import send_correction
from gemensam.domains.admissions.states import TransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.directory.services.take_out_personal_data import take_out_personal_data
from gemensam.interfaces.web.layout.downloads import excel_response, file_response
from gemensam.interfaces.web.layout.page import missing_is_404, page, signed_in_action, signed_in_page
from gemensam.interfaces.web.privacy import listing
from gemensam.interfaces.web.privacy.forms import AnswerForm, CorrectionForm
from gemensam.interfaces.web.privacy.showing import json_of, sheets_of


@signed_in_page
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything stored about oneself or a child, who has read it, and what one has asked to have corrected."""
    now = clock.now()
    whose = listing.whose_data(request.actor, request.GET.get("om", ""), now=now)
    context = listing.my_data_context(request.actor, whose, now=now)
    return render(request, "privacy/templates/my_data.html", {**context, "form": CorrectionForm()})


@signed_in_action
def take_out(request: HttpRequest) -> HttpResponse:
    """A copy of everything, as Excel or JSON. Sent by POST: it leaves a line in the log."""
    now = clock.now()
    whose = listing.whose_data(request.actor, request.POST.get("om", ""), now=now)
    form = "json" if request.POST.get("form") == "json" else "xlsx"
    found = take_out_personal_data(actor=request.actor, person_id=whose.id, form=form, at=now)
    if form == "json":
        return file_response("mina-uppgifter.json", "application/json", json_of(found, at=now))
    return excel_response(_("mina-uppgifter"), sheets_of(found, listing.names_for(found)))


@signed_in_page
def ask_for_correction(request: HttpRequest) -> HttpResponse:
    """Send a request; what is missing is told with what was written kept."""
    now = clock.now()
    whose = listing.whose_data(request.actor, request.POST.get("om", ""), now=now)
    office, form = offices.any_office(), CorrectionForm(request.POST or None)
    if request.method != "POST" or whose.id is None or office is None or not form.is_valid():
        context = listing.my_data_context(request.actor, whose, now=now)
        return render(request, "privacy/templates/my_data.html", {**context, "form": form})
    send_correction(actor=request.actor, person_id=whose.id, office_id=office.id, at=now, **form.cleaned_data)
    messages.success(request, _("Din begäran är skickad. Du får ett mejl när vi har svarat."))
    return redirect(whose.address)


@page(Permission.CORRECTION_ANSWER)
def correction_list(request: HttpRequest) -> HttpResponse:
    """What people have asked the office to correct."""
    return listing.corrections_page(request)


@page(Permission.CORRECTION_ANSWER)
def correction(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """One request, and the answer to it."""
    with missing_is_404():
        found = corrections.correction(request.actor, correction_id, now=clock.now())
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, correction_id, form)
    return render(request, "privacy/templates/correction.html", {"one": found, "form": form})


def _answer(request: HttpRequest, correction_id: UUID, form: AnswerForm) -> HttpResponse:
    handled = form.cleaned_data["outcome"] == "handled"
    try:
        answer_correction(
            actor=request.actor,
            correction_id=correction_id,
            handled=handled,
            answer=form.cleaned_data["answer"],
            at=clock.now(),
        )
        messages.success(request, _("Svaret är skickat."))
    except TransitionRefused:
        messages.warning(request, _("Någon annan har redan svarat. Ditt svar skickades inte."))
    return redirect("correction", correction_id)
