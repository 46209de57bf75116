"""Statistics of the talks: figures, pictures with their tables, and Excel."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.guidance.queries.statistics import (
    FORMS,
    TalkStatistics,
    Term,
    talk_statistics,
    term_of,
    terms,
)
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.guidance.words import talk_form
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page


class TermForm(forms.Form):
    """Which term; this one when nothing is said. Terms do not overlap, so that no two of them tell of one pupil."""

    termin = forms.ChoiceField(label=gettext_lazy("Termin"), required=False)

    def __init__(self, *args: object, offered: Sequence[Term], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self._terms = {one.code: one for one in offered}
        self.fields["termin"].choices = [(code, _term(one)) for code, one in self._terms.items()]  # type: ignore[attr-defined]  # a choice field

    def term(self, today: date) -> Term:
        """What is not understood is this term."""
        self.is_valid()
        return self._terms.get(self.cleaned_data.get("termin") or "", term_of(today))


def _term(term: Term) -> str:
    text = _("Höstterminen %(year)s") if term.autumn else _("Vårterminen %(year)s")
    return text % {"year": term.year}


@page(Permission.GUIDANCE_STATISTICS_READ, methods=("GET", "HEAD"))
def statistics(request: HttpRequest) -> HttpResponse:
    """How much guidance there is and how much of it is used, per municipality."""
    offered = terms(today=clock.today())
    term = TermForm(request.GET, offered=offered).term(clock.today())
    found = talk_statistics(request.actor, term=term)
    names = municipality_names() | {"": _("Hela länet")}
    form_names = [talk_form(code) for code in FORMS]
    if wants_excel(request):
        return excel_response(_("vagledning"), [_sheet(found, names)])
    context = {
        "form": TermForm({"termin": term.code}, offered=offered),
        "term": _term(term),
        "lines": [(one, list(zip(form_names, one.by_form, strict=True))) for one in found.lines],
        "names": names,
        "form_names": form_names,
        "use": _use_chart(found, names),
        "waiting": _waiting_chart(found, names),
    }
    return render(request, "guidance/templates/statistics.html", context)


def _hidden(found: TalkStatistics) -> str:
    text = _("Streck: färre än %(number)s elever, eller ett tal som annars skulle röja ett sådant.")
    return text % {"number": found.threshold}


def _use_chart(found: TalkStatistics, names: Mapping[str, str]) -> Chart:
    return Chart(
        ChartKind.BAR,
        _("Tider och bokningar per kommun"),
        _("Hur många samtalstider som har erbjudits och hur många som har bokats."),
        [names.get(line.code, line.code) for line in found.lines],
        [
            Series(_("Erbjudna"), [line.offered for line in found.lines]),
            Series(_("Bokade"), [line.booked for line in found.lines]),
        ],
        category_name=_("Kommun"),
        value_name=_("Antal"),
        hidden_text=_hidden(found),
    )


def _waiting_chart(found: TalkStatistics, names: Mapping[str, str]) -> Chart:
    return Chart(
        ChartKind.RANKED,
        _("Väntetid"),
        _("Dagar från det att eleven bokade eller ställde sig i kö till samtalet, median."),
        [names.get(line.code, line.code) for line in found.lines],
        [Series(_("Dagar"), [line.waiting_days for line in found.lines])],
        category_name=_("Kommun"),
        unit=_("dagar"),
        hidden_text=_hidden(found),
    )


def _sheet(found: TalkStatistics, names: Mapping[str, str]) -> OutSheet:
    titles = [_("Kommun"), _("Erbjudna tider"), _("Bokade"), *(talk_form(code) for code in FORMS)]
    titles += [_("Eleven kom inte"), _("Median väntetid, dagar"), _("Använd del, procent")]
    columns = [
        OutColumn(title, ColumnKind.NUMBER if number else ColumnKind.TEXT, 18)
        for number, title in enumerate(titles)
    ]
    rows = [
        (
            names.get(line.code, line.code), line.offered, line.booked, *line.by_form, line.missed,
            line.waiting_days, line.used_percent,
        )
        for line in found.lines
    ]  # fmt: skip
    return OutSheet(_("Vägledning"), columns, rows)
