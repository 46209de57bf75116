"""The replies by offering: lines, filter and Excel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.catalogue.queries import OfferingBrief
from gemensam.domains.replies.queries.replies import OfferingReplies, Overview
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.foundation.fields.swedish import folded


@dataclass(frozen=True, slots=True)
class Line:
    """One offering's replies with its name."""

    title: str
    school: str
    code: str
    replies: OfferingReplies

    @property
    def freed(self) -> int:
        """Places that have been given up."""
        return self.replies.declined + self.replies.lapsed


def lines_of(found: Overview, briefs: Mapping[UUID, OfferingBrief]) -> list[Line]:
    """A line for each offering with an offer or a queue, in Swedish order."""
    lines = [
        Line(brief.title, brief.school, brief.code, row)
        for row in found.rows
        if (brief := briefs.get(row.offering_id)) is not None
    ]
    return sorted(lines, key=lambda line: (folded(line.title), folded(line.school), line.code))


class ReplyFilter(forms.Form):
    """Search, and which offerings to show."""

    sok = forms.CharField(label=gettext_lazy("Sök utbildning eller skola"), required=False, max_length=80)
    lage = forms.ChoiceField(
        label=gettext_lazy("Visa"),
        required=False,
        choices=[
            ("", gettext_lazy("Alla")),
            ("obesvarade", gettext_lazy("Med obesvarade besked")),
            ("lediga", gettext_lazy("Där platser har blivit lediga")),
            ("koer", gettext_lazy("Med reserver i kö")),
        ],
    )

    def matching(self, lines: Sequence[Line]) -> list[Line]:
        """The lines that match; what is not understood narrows nothing."""
        self.is_valid()
        words = folded(self.cleaned_data.get("sok") or "").split()
        wanted = self.cleaned_data.get("lage") or ""
        tests = {
            "obesvarade": lambda line: line.replies.unanswered > 0,
            "lediga": lambda line: line.freed > 0,
            "koer": lambda line: line.replies.reserves > 0,
        }
        fits = tests.get(wanted, lambda line: True)
        return [
            line
            for line in lines
            if fits(line) and all(word in folded(f"{line.title} {line.school} {line.code}") for word in words)
        ]


def sheet_of(lines: Sequence[Line]) -> OutSheet:
    """The lines as Excel."""
    names = (
        _("Erbjudna"), _("Ja"), _("Nej"), _("Ja genom tystnad"), _("Inget svar i tid"), _("Inte svarat än"),
        _("Lediga platser"), _("Reserver i kö"),
    )  # fmt: skip
    columns = [
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 40),
        OutColumn(_("Skola"), ColumnKind.TEXT, 32),
        OutColumn(_("Kod"), ColumnKind.TEXT, 18),
        *(OutColumn(name, ColumnKind.NUMBER, 12) for name in names),
    ]
    return OutSheet(_("Svarsläge"), columns, [_cells(line) for line in lines])


def _cells(line: Line) -> tuple[str | int, ...]:
    counts = line.replies
    return (
        line.title, line.school, line.code, counts.offered, counts.accepted, counts.declined, counts.silent_kept,
        counts.lapsed, counts.unanswered, line.freed, counts.reserves,
    )  # fmt: skip
