"""The lottery's pages: what is bound, with which beacons, how it was opened, and the files that prove it."""

import secrets
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries.lottery import LotteryView, lottery
from gemensam.domains.admissions.services.bind_lottery import LotteryClosed, bind_lottery
from gemensam.domains.admissions.services.reveal_lottery import reveal_lottery
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.admissions import stages
from gemensam.interfaces.web.admissions.lottery_forms import BindForm, RevealForm, refusal
from gemensam.interfaces.web.admissions.rounds import round_or_404
from gemensam.interfaces.web.layout.downloads import file_response
from gemensam.interfaces.web.layout.page import page
from gemensam.rules.selection.lottery_files import commitment_text, reveal_text
from gemensam.rules.selection.lottery_proof import LotteryRefused

_CLOSED = {
    "under_way": gettext_lazy(
        "En omgång i år har redan börjat. Lotten går inte att binda om. Ingenting gjordes."
    ),
    "applications_closed": gettext_lazy(
        "Ansökan har stängt. Lotten måste bindas före sista ansökningsdag. Ingenting gjordes."
    ),
    "already_open": gettext_lazy("Lotten är redan öppnad. Ingenting gjordes."),
}
_JSON = "application/json"


def _lottery_or_404(request: HttpRequest, round_id: UUID) -> LotteryView:
    try:
        return lottery(request.actor, round_id)
    except ObjectDoesNotExist as error:
        raise Http404 from error


@page(Permission.ROUND_READ, methods=("GET", "HEAD"))
def show(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What is bound, and everything that anyone needs to check it."""
    found = round_or_404(request, round_id)
    context = {
        "round": found,
        "lottery": _lottery_or_404(request, round_id),
        "tabs": stages.tabs_of(found, "round_lottery"),
        "may": stages.allowed(request.actor),
    }
    return render(request, "admissions/templates/lottery.html", context)


@page(Permission.ROUND_PREPARE)
def bind(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Choose public beacons and bind a new lottery with them."""
    found = round_or_404(request, round_id)
    form = BindForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _bound(request, round_id, form):
        return redirect("round_lottery", round_id)
    context = {"round": found, "form": form, "lottery": _lottery_or_404(request, round_id)}
    return render(request, "admissions/templates/lottery_bind.html", context)


def _bound(request: HttpRequest, round_id: UUID, form: BindForm) -> bool:
    """Bind; False where the form is to be mended."""
    secret = secrets.token_hex(32)
    try:
        bind_lottery(
            actor=request.actor, round_id=round_id, beacons=form.beacons(), secret=secret, at=clock.now()
        )
    except LotteryRefused as error:
        form.add_error(None, refusal(error))
        return False
    except LotteryClosed as error:
        messages.error(request, _CLOSED[error.code])
    else:
        messages.success(request, _("Lotten är bunden. Publicera åtagandet före sista ansökningsdag."))
    return True


@page(Permission.ROUND_PREPARE)
def reveal(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Give the beacons' values and open the lottery."""
    found, bound = round_or_404(request, round_id), _lottery_or_404(request, round_id)
    if bound.commitment is None:
        raise Http404
    form = RevealForm(request.POST or None, beacons=bound.commitment.terms.beacons)
    if request.method == "POST" and form.is_valid() and _opened(request, round_id, form):
        return redirect("round_lottery", round_id)
    context = {"round": found, "form": form, "lottery": bound}
    return render(request, "admissions/templates/lottery_reveal.html", context)


def _opened(request: HttpRequest, round_id: UUID, form: RevealForm) -> bool:
    """Open; False where the form is to be mended."""
    try:
        reveal_lottery(actor=request.actor, round_id=round_id, answers=form.answers(), at=clock.now())
    except LotteryRefused as error:
        form.add_error(None, refusal(error))
        return False
    except LotteryClosed as error:
        messages.error(request, _CLOSED[error.code])
    else:
        messages.success(request, _("Lotten är öppnad. Nu kan omgången köras."))
    return True


@page(Permission.ROUND_READ, methods=("GET", "HEAD"))
def commitment_file(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The commitment to publish, as ``gemensam lottery check`` reads it."""
    found = _lottery_or_404(request, round_id)
    if found.commitment is None:
        raise Http404
    return file_response("commitment.json", _JSON, commitment_text(found.commitment).encode())


@page(Permission.ROUND_READ, methods=("GET", "HEAD"))
def reveal_file(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What is published when the lottery has been opened."""
    found = _lottery_or_404(request, round_id)
    if found.revealed is None:
        raise Http404
    return file_response("reveal.json", _JSON, reveal_text(found.revealed).encode())
