"""The page where the office decides what late choices wait behind."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries.offices import office_of
from gemensam.domains.admissions.services.set_late_first_hand import LatenessRefused, set_late_first_hand
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.layout.round_words import LATE_FIRST_HAND
from gemensam.rules.reception import LateFirstHand


class LateForm(forms.Form):
    """One decision."""

    sena = forms.ChoiceField(
        label=gettext_lazy("Ett sent val av den som tas emot i första hand går"),
        widget=forms.RadioSelect,
        choices=[*LATE_FIRST_HAND.items()],
        error_messages={"required": gettext_lazy("Välj vad sena val går efter.")},
    )


@page(Permission.ROUND_PREPARE)
def late_first_hand(request: HttpRequest) -> HttpResponse:
    """Show and decide what a late choice of one who is received first hand waits behind."""
    office = office_of(request.actor)
    if office is None:
        raise Http404
    form = LateForm(request.POST or None, initial={"sena": office.late_first_hand})
    if request.method == "POST" and form.is_valid():
        _save(request, form)
        return redirect("late_first_hand")
    return render(request, "admissions/templates/late_first_hand.html", {"form": form, "office": office})


def _save(request: HttpRequest, form: LateForm) -> None:
    office = office_of(request.actor)
    assert office is not None  # the view has asked
    policy = LateFirstHand(form.cleaned_data["sena"])
    try:
        changed = set_late_first_hand(actor=request.actor, office_id=office.id, policy=policy, at=clock.now())
    except LatenessRefused:
        messages.error(
            request,
            _(
                "En omgång är fryst och inte publicerad än. Publicera den eller öppna den på nytt först. "
                "Ingenting ändrades."
            ),
        )
        return
    messages.success(
        request,
        _("Sparat. Det gäller de omgångar som fryses från nu.") if changed else _("Det gällde redan."),
    )
