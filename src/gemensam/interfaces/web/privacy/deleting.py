"""How long what is stored is kept: for everyone to read, and for the office to decide."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries import offices
from gemensam.domains.admissions.queries.retention import Retention, retention
from gemensam.domains.admissions.services.set_retention import set_retention
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.interfaces.web.layout.page import page, public_page

SHORTEST, LONGEST = 30, 3650
WHAT = {
    "note_days": (gettext_lazy("Studie- och yrkesvägledares anteckningar"), gettext_lazy("från att de skrevs")),
    "booking_days": (gettext_lazy("Bokade samtal och platser i kö till samtal"), gettext_lazy("från samtalets tid")),
    "draft_days": (gettext_lazy("Utkast till ansökan som aldrig skickades"), gettext_lazy("från senaste ändringen")),
    "reading_days": (gettext_lazy("Uppgifter om vilken personal som har läst"), gettext_lazy("från läsningen")),
}  # fmt: skip
BY_PLAN = (
    (gettext_lazy("Ansökan, val, yttranden, besked och svar"), gettext_lazy("fem år, eller som arkivplanen säger")),
    (gettext_lazy("Texter och bilagor till fri kvot och andra ärenden"), gettext_lazy("två år efter beslutet")),
    (gettext_lazy("Betyg"), gettext_lazy("som personens sista ansökan")),
    (gettext_lazy("Filer från skolor och andra kanslier"), gettext_lazy("två år efter antagningsåret")),
    (gettext_lazy("Meddelanden som har skickats"), gettext_lazy("400 dagar")),
    (gettext_lazy("Åtgärdsloggen"), gettext_lazy("gallras bara genom beslut, som helhet")),
)  # fmt: skip


class RetentionForm(forms.Form):
    """The terms in days."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        for name, (label, since) in WHAT.items():
            self.fields[name] = forms.IntegerField(
                label=label, min_value=SHORTEST, max_value=LONGEST,
                help_text=_("Dagar %(since)s, minst 30 och högst 3 650.") % {"since": since},
                error_messages={
                    "required": _("Skriv ett antal dagar."), "invalid": _("Skriv ett heltal."),
                    "min_value": _("Minst 30 dagar."), "max_value": _("Högst 3 650 dagar, som är tio år."),
                },
            )  # fmt: skip


@public_page
def kept(request: HttpRequest) -> HttpResponse:
    """How long each kind of personal data is kept."""
    office = offices.any_office()
    terms = retention(office.id if office else None)
    rows = [(text, getattr(terms, name), since) for name, (text, since) in WHAT.items()]
    context = {"rows": rows, "by_plan": BY_PLAN, "office": office}
    return render(request, "privacy/templates/kept.html", context)


@page(Permission.ROUND_PREPARE)
def terms(request: HttpRequest) -> HttpResponse:
    """The office decides; what is older goes the next night."""
    office = offices.office_of(request.actor)
    if office is None:
        raise Http404
    known = retention(office.id)
    form = RetentionForm(request.POST or None, initial={name: getattr(known, name) for name in WHAT})
    if request.method == "POST" and form.is_valid():
        set_retention(
            actor=request.actor, office_id=office.id, terms=Retention(**form.cleaned_data), at=clock.now()
        )
        messages.success(request, _("Sparat. Det som är äldre tas bort i natt."))
        return redirect("retention_terms")
    return render(request, "privacy/templates/terms.html", {"form": form})
