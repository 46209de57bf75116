"""Statistics of the talks: figures, pictures with their tables, and Excel."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.catalogue.queries import municipality_names
from gemensam.domains.guidance.queries.statistics import FORMS, TalkStatistics, talk_statistics
from gemensam.foundation.access import clock
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.guidance.words import talk_form
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """Which period; the school year so far when nothing is said."""

    fran = forms.DateField(label=gettext_lazy("Från"), widget=_DAY, required=False)
    till = forms.DateField(label=gettext_lazy("Till"), widget=_DAY, required=False)

    def period(self, today: date) -> tuple[date, date]:
        """Both days; what is not understood is the school year."""
        self.is_valid()
        start = date(today.year if today.month >= 8 else today.year - 1, 8, 1)
        first = self.cleaned_data.get("fran") or start
        last = self.cleaned_data.get("till") or date(start.year + 1, 7, 31)
        return first, max(first, last)


@page(Permission.GUIDANCE_STATISTICS_READ, methods=("GET", "HEAD"))
def statistics(request: HttpRequest) -> HttpResponse:
    """How much guidance there is and how much of it is used, per municipality."""
    form = PeriodForm(request.GET)
    first, last = form.period(clock.today())
    found = talk_statistics(request.actor, first=first, last=last)
    names = municipality_names() | {"": _("Hela länet")}
    if wants_excel(request):
        return excel_response(_("vagledning"), [_sheet(found, names)])
    context = {
        "form": PeriodForm(initial={"fran": first, "till": last}),
        "found": found,
        "names": names,
        "form_names": [talk_form(code) for code in FORMS],
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
