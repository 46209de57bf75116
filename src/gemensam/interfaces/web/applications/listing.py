"""The queue as a table, a filter and a sheet."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.applications.queries.elsewhere import WishLine
from gemensam.domains.applications.queries.requests import RequestLine
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.applications.words import KINDS, REASONS, REQUEST_STATES
from gemensam.interfaces.web.layout.tables import Column

COLUMNS = [
    Column(gettext_lazy("Ansökan")),
    Column(gettext_lazy("Namn")),
    Column(gettext_lazy("Gäller")),
    Column(gettext_lazy("Utbildning")),
    Column(gettext_lazy("Inkom")),
    Column(gettext_lazy("Läge")),
]


class RequestFilterForm(forms.Form):
    """What the queue is narrowed by; every field may be empty."""

    lage = forms.ChoiceField(label=gettext_lazy("Läge"), required=False)
    galler = forms.ChoiceField(label=gettext_lazy("Gäller"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        words = {"lage": REQUEST_STATES, "galler": KINDS}
        for name, values in words.items():
            self.fields[name].choices = [("", _("Alla")), *values.items()]  # type: ignore[attr-defined]  # a choice field

    def narrow(self) -> dict[str, str]:
        """What the query is narrowed by; what is not understood narrows nothing."""
        self.is_valid()
        values = self.cleaned_data
        return {"state": values.get("lage") or "", "kind": values.get("galler") or ""}


def requests_sheet(lines: Sequence[RequestLine]) -> OutSheet:
    """The queue as a sheet, without motivations, papers and protected persons."""
    columns = [
        OutColumn(_("Ansökan"), ColumnKind.TEXT),
        OutColumn(_("Namn"), ColumnKind.TEXT),
        OutColumn(_("Gäller"), ColumnKind.TEXT),
        OutColumn(_("Huvudman"), ColumnKind.TEXT),
        OutColumn(_("Utbildning"), ColumnKind.TEXT),
        OutColumn(_("Inkom"), ColumnKind.DATETIME),
        OutColumn(_("Efter sista dagen"), ColumnKind.TEXT),
        OutColumn(_("Läge"), ColumnKind.TEXT),
        OutColumn(_("Skäl"), ColumnKind.TEXT),
    ]
    rows = [
        (
            line.reference,
            line.name,
            str(KINDS[line.kind]),
            line.provider,
            line.offering,
            line.asked_at,
            _("Ja") if line.late else "",
            str(REQUEST_STATES[line.state]),
            str(REASONS[line.reason]) if line.reason else "",
        )
        for line in lines
        if not line.is_protected
    ]
    return OutSheet(_("Ärenden"), columns, rows)


def wishes_sheet(lines: Sequence[WishLine]) -> OutSheet:
    """Wishes outside the county as a sheet, without protected persons."""
    titles = (_("Kommun"), _("Skola"), _("Program"), _("Ansökan"), _("Namn"))
    rows = [
        (line.municipality, line.school, line.programme, line.reference, line.name)
        for line in lines
        if not line.is_protected
    ]
    return OutSheet(_("Utanför länet"), [OutColumn(title, ColumnKind.TEXT) for title in titles], rows)
