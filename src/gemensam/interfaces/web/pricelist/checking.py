"""Everything that the checks have found in every municipality's report, to go through at the economists' meeting."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.pricelist.queries import reports
from gemensam.foundation.access.permissions import Permission
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.downloads import excel_response, wants_excel
from gemensam.interfaces.web.layout.page import page
from gemensam.interfaces.web.pricelist import tabs
from gemensam.interfaces.web.pricelist.rounds import round_or_404
from gemensam.interfaces.web.pricelist.words import LEVELS, finding_text


class CheckFilter(forms.Form):
    """Which findings are shown."""

    niva = forms.ChoiceField(
        label=gettext_lazy("Nivå"),
        choices=[
            ("", gettext_lazy("Alla")),
            *((level.value, text) for level, (text, _kind) in LEVELS.items()),
        ],
        required=False,
    )
    kommun = forms.ChoiceField(label=gettext_lazy("Kommun"), required=False)

    def __init__(self, *args: object, members: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self.fields["kommun"].choices = [("", _("Alla")), *members]  # type: ignore[attr-defined]  # a choice field


@page(Permission.PRICE_READ, methods=("GET", "HEAD"))
def check(request: HttpRequest, price_round_id: UUID) -> HttpResponse:
    """The findings of every report, gravest first."""
    view = round_or_404(request, price_round_id)
    form = CheckFilter(request.GET, members=[(one.code, one.name) for one in view.reports])
    form.is_valid()
    lines = _lines(request, price_round_id, [one.code for one in view.reports], form.cleaned_data)
    if wants_excel(request):
        return excel_response(_("kontroll"), [_sheet(lines)])
    counts = [
        {"label": str(text), "value": sum(one["level"] == level.value for one in lines)}
        for level, (text, _kind) in LEVELS.items()
    ]
    context = {
        "view": view, "title": tabs.title_of(view), "tabs": tabs.tabs_of(view, "price_check"), "form": form,
        "lines": lines, "figures": counts,
    }  # fmt: skip
    return render(request, "pricelist/templates/check.html", context)


def _lines(
    request: HttpRequest, round_id: UUID, codes: list[str], narrow: dict[str, str]
) -> list[dict[str, object]]:
    found = []
    for code in codes:
        if narrow.get("kommun") not in ("", None, code):
            continue
        report = reports.report_view(request.actor, round_id=round_id, code=code)
        for row in report.rows:
            for one in row.findings:
                if narrow.get("niva") in ("", None, one.level.value):
                    text, kind = LEVELS[one.level]
                    found.append(
                        {"code": code, "member": report.member_name, "row": row, "level": one.level.value,
                         "level_text": text, "kind": kind, "text": finding_text(one),
                         "comment": row.values["comment"]}
                    )  # fmt: skip
    order = [level.value for level in LEVELS]
    return sorted(found, key=lambda one: order.index(one["level"]))  # type: ignore[arg-type]  # the code of a level


def _sheet(lines: list[dict[str, object]]) -> OutSheet:
    titles = ((_("Nivå"), 12), (_("Kommun"), 16), (_("Utbildning"), 14), (_("Vad"), 80), (_("Kommentar"), 40))
    columns = [OutColumn(title, ColumnKind.TEXT, width) for title, width in titles]
    rows = [
        (str(one["level_text"]), one["member"], one["row"].key.label, one["text"], one["comment"])  # type: ignore[attr-defined]  # the row of a line
        for one in lines
    ]
    return OutSheet(_("Kontroll"), columns, rows)
