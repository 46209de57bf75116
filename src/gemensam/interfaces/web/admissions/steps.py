"""The buttons of a round's page: each is one service or one job, then back to the page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.services.approve_run import ApprovalRefused, approve_run
from gemensam.domains.admissions.services.halt_publication import halt_publication
from gemensam.domains.admissions.services.reopen_round import reopen_round
from gemensam.domains.admissions.services.schedule_publication import schedule_publication
from gemensam.domains.admissions.services.start_preparation import start_preparation
from gemensam.domains.admissions.states import TransitionRefused
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.admissions.forms import ApprovalForm, PublishForm, ReasonForm
from gemensam.interfaces.web.admissions.rounds import round_or_404
from gemensam.interfaces.web.layout.page import page

_REFUSALS = {
    "same_person": gettext_lazy("Du har redan godkänt. Den andra som godkänner måste vara en annan person."),
    "other_hash": gettext_lazy("Resultatet har ändrats sedan du öppnade sidan. Granska det nya innan du godkänner."),
    "input_changed": gettext_lazy("Underlaget har ändrats sedan körningen. Öppna omgången och kör den igen."),
    "unexplained": gettext_lazy(
        "Minst en sökande har fått en annan plats utan att något i underlaget förklarar det. "
        "Se jämförelsen, ta reda på varför, öppna omgången och kör den igen."
    ),
}  # fmt: skip
MOVED_ON = gettext_lazy(
    "Omgången har gått vidare sedan du öppnade sidan. Ingenting gjordes. Så här står den nu."
)


@page(Permission.ROUND_RUN, methods=("POST",))
def prepare(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Check, freeze, run, verify and compare as one job that one can leave and come back to."""
    start_preparation(actor=request.actor, round_id=round_id, at=clock.now())
    return redirect("round", round_id)


@page(Permission.ROUND_APPROVE, methods=("POST",))
def approve(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Give one's own approval of the hash on the page."""
    round_or_404(request, round_id)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("round", round_id)
    try:
        approve_run(
            actor=request.actor,
            round_id=round_id,
            result_hash=form.cleaned_data["result_hash"],
            at=clock.now(),
        )
    except ApprovalRefused as error:
        messages.error(request, _REFUSALS[error.code])
    except TransitionRefused:
        messages.error(request, MOVED_ON)
    else:
        messages.success(request, _("Ditt godkännande är sparat."))
    return redirect("round", round_id)


@page(Permission.ROUND_PUBLISH)
def schedule(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Choose when the result is shown; what will happen is said before it is chosen."""
    found = round_or_404(request, round_id)
    planned = found.planned_publication
    soon = clock.now()
    form = PublishForm(
        request.POST or None, initial={"publish_at": planned if planned and planned > soon else soon}
    )
    if request.method == "POST" and form.is_valid():
        try:
            schedule_publication(
                actor=request.actor,
                round_id=round_id,
                publish_at=form.cleaned_data["publish_at"],
                at=clock.now(),
            )
        except TransitionRefused:
            messages.error(request, MOVED_ON)
        else:
            messages.success(request, _("Beskeden visas vid tiden du valde."))
        return redirect("round", round_id)
    return render(request, "admissions/templates/schedule.html", {"form": form, "round": found})


@page(Permission.ROUND_HALT)
def halt(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Stop what is shown, at once."""
    found = round_or_404(request, round_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _do(request, halt_publication, round_id, form, _("Beskeden visas inte längre."))
        return redirect("round", round_id)
    return render(request, "admissions/templates/halt.html", {"form": form, "round": found})


@page(Permission.ROUND_PREPARE)
def reopen(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Start the round over; earlier runs and publications stay."""
    found = round_or_404(request, round_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _do(request, reopen_round, round_id, form, _("Omgången är öppnad på nytt."))
        return redirect("round", round_id)
    return render(request, "admissions/templates/reopen.html", {"form": form, "round": found})


def _do(request: HttpRequest, service: object, round_id: UUID, form: ReasonForm, done: str) -> None:
    try:
        service(actor=request.actor, round_id=round_id, reason=form.cleaned_data["reason"], at=clock.now())  # type: ignore[operator]  # one of the two services above
    except TransitionRefused:
        messages.error(request, MOVED_ON)
    else:
        messages.success(request, done)
