"""Stopping an offering, and what came of it."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries import offices, stops
from gemensam.domains.admissions.services.stop_offering import StopRefused, stop_offering
from gemensam.domains.catalogue import queries
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.catalogue.words import PROGRAMME_NAMES
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import missing_is_404, page

REFUSALS = {
    "already_stopped": gettext_lazy("Utbildningen är redan inställd."),
    "no_reason": gettext_lazy("Skriv varför utbildningen ställs in."),
    "until_has_passed": gettext_lazy("Välj en dag som inte har varit."),
}


class StopForm(forms.Form):
    """Why, and until when those concerned may choose anew."""

    reason = forms.CharField(
        label=gettext_lazy("Varför ställs utbildningen in?"),
        help_text=gettext_lazy("De sökande får läsa det. Nämn ingen person."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": REFUSALS["no_reason"]},
    )
    until = forms.DateField(
        label=gettext_lazy("Sista dag att välja om"),
        help_text=gettext_lazy("Till och med den dagen räknas ingen som har sökt utbildningen som sen."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": gettext_lazy("Välj den sista dagen att välja om."),
            "invalid": gettext_lazy("Skriv datumet som år-månad-dag, till exempel 2027-05-15."),
        },
    )

    def until_the_end(self) -> datetime:
        """The last second of the day."""
        last = datetime.combine(self.cleaned_data["until"], time(23, 59, 59))
        return timezone.make_aware(last, timezone.get_current_timezone())


@page(Permission.OFFERING_CHANGE)
def stop(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """Stop an offering, with everything that follows said before it is done."""
    office = offices.office_of(request.actor)
    with missing_is_404():
        offering = queries.offering(request.actor, offering_id)
    if office is None or offering.cancelled:
        return redirect("stopped_offering", offering_id)
    form = StopForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _stopped(request, form, office.id, offering_id):
        messages.success(request, _("Utbildningen är inställd, och de som har sökt den får veta det."))
        return redirect("stopped_offering", offering_id)
    concerned = stops.concerned_by(request.actor, office_id=office.id, offering_id=offering_id)
    context = {"form": form, "offering": offering, "concerned": concerned}
    return render(request, "admissions/templates/stop_offering.html", context)


def _stopped(request: HttpRequest, form: StopForm, office_id: UUID, offering_id: UUID) -> bool:
    try:
        stop_offering(
            actor=request.actor,
            office_id=office_id,
            offering_id=offering_id,
            reason=form.cleaned_data["reason"],
            re_choice_until=form.until_the_end(),
            at=clock.now(),
        )
    except StopRefused as refused:
        form.add_error("until" if refused.code == "until_has_passed" else None, REFUSALS[refused.code])
        return False
    return True


@page(Permission.OFFERING_CHANGE, Permission.ROUND_READ, methods=("GET", "HEAD"))
def followed(request: HttpRequest, offering_id: UUID) -> HttpResponse:
    """Why an offering is stopped, and where those go who wanted it most; small numbers are not shown."""
    with missing_is_404():
        offering = queries.offering(request.actor, offering_id)
    found = stops.stop_of(request.actor, offering_id=offering_id)
    rows = _rows(found)
    if wants_excel(request):
        return excel_response(_("valt-om"), [_sheet(rows)])
    chart = _chart(rows) if len([1 for _name, count in rows if count]) > 1 else None
    context = {"offering": offering, "stop": found, "rows": rows, "chart": chart}
    return render(request, "admissions/templates/stopped_offering.html", context)


def _rows(found: Any) -> list[tuple[str, int | None]]:
    """Destinations in words, the largest first; the small ones together, None = too few to show."""
    if found is None:
        return []
    names = queries.municipality_names()
    rows: list[tuple[str, int | None]] = [(_name(key, names), count) for key, count in found.flow.shown]
    if found.flow.others != 0:
        rows.append((_("Andra utbildningar, eller inget val"), found.flow.others))
    return rows


def _name(key: str, names: dict[str, str]) -> str:
    if key == stops.NOWHERE:
        return _("Har inget val kvar")
    letters, _colon, place = key.partition(":")
    return f"{PROGRAMME_NAMES.get(letters, letters)}, {names.get(place, place)}"


def _sheet(rows: list[tuple[str, int | None]]) -> OutSheet:
    columns = [
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 60),
        OutColumn(_("Personer"), ColumnKind.NUMBER, 12),
    ]
    return OutSheet(_("Valt om"), columns, rows)


def _chart(rows: list[tuple[str, int | None]]) -> Chart:
    return Chart(
        ChartKind.RANKED,
        _("Dit de söker sig"),
        _("Det högsta val som är kvar hos dem som hade utbildningen i första hand."),
        [name for name, _count in rows],
        [Series(_("Personer"), [count for _name, count in rows])],
        category_name=_("Utbildning"),
        hidden_text=_("Visas inte när få personer ligger bakom siffran."),
    )
