"""Someone whom an e-ID has identified and no register knows registers: one question a page."""

from dataclasses import replace

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gemensam.domains.admissions.queries import offices
from gemensam.domains.applications.services.register_oneself import OwnWords, register_oneself
from gemensam.domains.catalogue.queries import municipality_names
from gemensam.foundation.access import clock
from gemensam.foundation.accounts.services.open_own_account import Newcomer
from gemensam.foundation.directory.queries import office_contact
from gemensam.foundation.fields.keys import blind_index
from gemensam.interfaces.web.access import newcomer
from gemensam.interfaces.web.access.e_id import let_in
from gemensam.interfaces.web.applications.newcomer_forms import ABROAD, ELSEWHERE, FORMS, TITLES
from gemensam.interfaces.web.layout.page import public_page
from gemensam.rules import eligibility

CODES = tuple(FORMS)


@public_page
def start(request: HttpRequest) -> HttpResponse:
    """You are not in the register: what that means, and the ways on from here."""
    arrival = newcomer.arrived(request)
    if arrival is None:
        return _nobody(request)
    office = offices.any_office()
    oldest = office and office.year - eligibility.RULES[office.rules].oldest_age
    context = {"office": office, "too_old": bool(oldest and arrival.number.birth_date.year < oldest)}
    return render(request, "applications/templates/newcomer_start.html", context)


@public_page
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the office: without e-ID, with a temporary number, or with protected identity."""
    office = offices.any_office()
    found = office_contact(office.organisation_id) if office else None
    return render(
        request, "applications/templates/newcomer_contact.html", {"office": office, "contact": found}
    )


@public_page
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One question."""
    if step not in FORMS:
        raise Http404
    arrival = newcomer.arrived(request)
    if arrival is None:
        return _nobody(request)
    form = FORMS[step](request.POST if request.method == "POST" else None, initial=_initial(arrival, step))
    if request.method == "POST" and form.is_valid():
        return _answered(request, arrival, step, form)
    context = {"form": form, "code": step, "stepper": _stepper(arrival, step), "back": _before(step)}
    return render(request, "applications/templates/newcomer_step.html", context)


def _initial(arrival: newcomer.Arrival, step: str) -> dict[str, str]:
    said = {"given_name": arrival.given_name, "family_name": arrival.family_name} if step == "namn" else {}
    return {**said, **arrival.answers.get(step, {})}


def _answered(request: HttpRequest, arrival: newcomer.Arrival, step: str, form: forms.Form) -> HttpResponse:
    """Keep the answer and go on. Who has, or may have, protected identity is helped by people: all is forgotten."""
    if form.cleaned_data.get("protected") == "yes":
        newcomer.forget(request)
        return redirect(reverse("own_registration_contact") + "?skydd=1")
    answer = {name: str(value).strip() for name, value in form.cleaned_data.items()}
    arrival = replace(arrival, answers={**arrival.answers, step: answer})
    newcomer.keep(request, arrival)
    return redirect(_after(arrival, step))


@public_page
def review(request: HttpRequest) -> HttpResponse:
    """Everything that was answered, and the button that registers."""
    arrival = newcomer.arrived(request)
    if arrival is None:
        return _nobody(request)
    missing = _missing(arrival)
    if missing:
        return redirect("own_registration_step", missing)
    if request.method == "POST":
        return _registered(request, arrival)
    context = {
        "answers": arrival.answers, "home": _home(arrival), "number": arrival.number.masked(),
        "stepper": _stepper(arrival, "granska"), "back": _before("granska"),
    }  # fmt: skip
    return render(request, "applications/templates/newcomer_review.html", context)


def _registered(request: HttpRequest, arrival: newcomer.Arrival) -> HttpResponse:
    """Register and log in; too many tries are told to wait."""
    key = blind_index(arrival.civic_no).hex()
    if not ratelimit.consume(request, action="own_registration", key=key):
        return render(request, "applications/templates/newcomer_wait.html", status=429)
    code, name = _home(arrival)
    answers = arrival.answers
    account = register_oneself(
        newcomer=Newcomer(
            civic_no=arrival.number, home_municipality=code, **answers["namn"], **answers["kontakt"]
        ),
        words=OwnWords(answers["skola"]["school"], name),
        at=clock.now(),
    )
    newcomer.forget(request)
    messages.success(request, _("Du är registrerad. Nu kan du söka."))
    return let_in(request, account, onward=reverse("my_application"))


def _home(arrival: newcomer.Arrival) -> tuple[str, str]:
    """The municipality's code, when it is one of the co-operation's, and its name."""
    answer = arrival.answers["hemkommun"]
    if answer["home"] in (ELSEWHERE, ABROAD):
        return "", answer["other"] if answer["home"] == ELSEWHERE else _("Inte folkbokförd i Sverige")
    return answer["home"], municipality_names().get(answer["home"], "")


def _missing(arrival: newcomer.Arrival) -> str:
    """The first question without an answer; empty when all have one."""
    return next((code for code in CODES if code not in arrival.answers), "")


def _after(arrival: newcomer.Arrival, step: str) -> str:
    missing = _missing(arrival)
    return reverse("own_registration_step", args=[missing]) if missing else reverse("own_registration_review")


def _before(step: str) -> str:
    place = (*CODES, "granska").index(step)
    return reverse("own_registration_step", args=[CODES[place - 1]]) if place else reverse("own_registration")


def _stepper(arrival: newcomer.Arrival, current: str) -> list[dict[str, str]]:
    marks = []
    for code, title in TITLES.items():
        done = code in arrival.answers
        state = "current" if code == current else "done" if done else "upcoming"
        url = reverse("own_registration_step", args=[code]) if done and code != current else ""
        marks.append({"label": str(title), "state": state, "url": url})
    return marks


def _nobody(request: HttpRequest) -> HttpResponse:
    """No e-ID has just said who this is."""
    if request.actor.account_id is not None:
        return redirect("home")
    messages.info(
        request, _("Logga in med e-legitimation först. Av säkerhetsskäl gäller inloggningen i en halvtimme.")
    )
    return redirect("account_login")
