"""The comparison of two rounds: who got something else and why, as figures, picture, lines and sheet."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.layout.charts import Chart, ChartKind, Series

CAUSES = {
    "merit:raised": gettext_lazy("Eget meritvärde har höjts"),
    "merit:lowered": gettext_lazy("Eget meritvärde har sänkts"),
    "choices:changed": gettext_lazy("Egna val är ändrade"),
    "eligibility:changed": gettext_lazy("Egen behörighet är ändrad"),
    "order:changed": gettext_lazy("Egen plats i ordningen är ändrad (sent val, mottagande, prov)"),
    "seats:changed": gettext_lazy("Antalet platser är ändrat"),
    "offering:cancelled": gettext_lazy("Utbildningen är inställd"),
    "others:changed": gettext_lazy("Andra sökandes ändringar"),
    "unexplained": gettext_lazy("Utan förklaring"),
}
ROOTS = {  # what running the round again with one kind of input as before has shown
    "grades:own": gettext_lazy("Egna betyg"),
    "choices:own": gettext_lazy("Egna val"),
    "facts:own": gettext_lazy("Egna uppgifter"),
    "grades:others": gettext_lazy("Någon annans betyg"),
    "choices:others": gettext_lazy("Någon annans val"),
    "facts:others": gettext_lazy("Någon annans uppgifter"),
    "seats": gettext_lazy("Platser eller inställd utbildning"),
    "rule": gettext_lazy("Ändrade regler"),
    "areas": gettext_lazy("Ändrade samverkansområden"),
    "applicants": gettext_lazy("Någon har tillkommit eller gått ur omgången"),
    "held": gettext_lazy("Platser som hålls"),
    "lottery": gettext_lazy("Ny lottning"),
}
REASONS = {**ROOTS, **CAUSES}
TURNS = {
    "gained": gettext_lazy("Fick något bättre"),
    "lost": gettext_lazy("Fick något sämre"),
    "moved": gettext_lazy("Bytte plats"),
    "new": gettext_lazy("Ny i omgången"),
    "withdrawn": gettext_lazy("Inte längre med"),
}
_PLACED_BEFORE = ("gained", "lost", "moved")  # turns that have a cause
_TURN_KINDS = {"gained": "success", "lost": "danger"}
Changes = Sequence[dict[str, Any]]


def _reasons(change: Mapping[str, Any]) -> Sequence[str]:
    """What re-runs found, else what the two results show."""
    found: Sequence[str] = change.get("roots") or change["causes"]
    return found


class ComparisonFilter(forms.Form):
    """What the list of changes is narrowed by; every field may be empty."""

    vad = forms.ChoiceField(
        label=gettext_lazy("Vad som hände"),
        required=False,
        choices=[("", gettext_lazy("Allt")), *TURNS.items()],
    )
    orsak = forms.ChoiceField(
        label=gettext_lazy("Orsak"), required=False, choices=[("", gettext_lazy("Alla")), *REASONS.items()]
    )

    def matching(self, changes: Changes) -> list[dict[str, Any]]:
        """The changes that match; what is not understood narrows nothing."""
        self.is_valid()
        turn, cause = self.cleaned_data.get("vad"), self.cleaned_data.get("orsak")
        return [
            change
            for change in changes
            if (not turn or change["turn"] == turn) and (not cause or cause in _reasons(change))
        ]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One applicant's change, by reference: no names. ``id`` is None when the actor may not see more."""

    reference: str
    id: UUID | None
    turn: str
    kind: str
    before: str
    after: str
    causes: tuple[str, ...]
    together: bool  # the causes only make the difference all at once


def change_lines(
    changes: Iterable[dict[str, Any]], titles: Mapping[str, str], ids: Mapping[str, UUID]
) -> list[ChangeLine]:
    """The changes in words; ``titles`` by offering code, ``ids`` by the applicant's reference."""
    return [
        ChangeLine(
            reference=change["applicant"],
            id=ids.get(change["applicant"]),
            turn=str(TURNS[change["turn"]]),
            kind=_TURN_KINDS.get(change["turn"], "neutral"),
            before=titles.get(change["before"], change["before"]),
            after=titles.get(change["after"], change["after"]),
            causes=tuple(str(REASONS[cause]) for cause in _reasons(change)),
            together=bool(change.get("together")),
        )
        for change in changes
    ]


def turn_figures(changes: Changes) -> list[dict[str, object]]:
    """How many got something better, worse, else."""
    turns = Counter(change["turn"] for change in changes)
    return [{"label": str(text), "value": turns[code]} for code, text in TURNS.items()]


def cause_chart(changes: Changes) -> Chart | None:
    """The changes by their first cause; nothing when nobody who took part before has another place."""
    counts = Counter((change["turn"], cause) for change in changes for cause in _reasons(change)[:1])
    causes = [code for code in REASONS if any(counts[turn, code] for turn in _PLACED_BEFORE)]
    if not causes:
        return None
    return Chart(
        ChartKind.RANKED,
        _("Ändringar efter orsak"),
        _("Antal sökande som tog del i båda omgångarna och fick ett annat resultat, efter första orsak."),
        [str(REASONS[code]) for code in causes],
        [Series(str(TURNS[turn]), [counts[turn, code] for code in causes]) for turn in _PLACED_BEFORE],
        category_name=_("Orsak"),
        decimals=0,
    )


def comparison_sheet(lines: Iterable[ChangeLine]) -> OutSheet:
    """The changes as Excel: references, no names."""
    columns = [
        OutColumn(_("Ansökan"), ColumnKind.TEXT, 14),
        OutColumn(_("Vad som hände"), ColumnKind.TEXT, 22),
        OutColumn(_("Före"), ColumnKind.TEXT, 50),
        OutColumn(_("Efter"), ColumnKind.TEXT, 50),
        OutColumn(_("Orsaker"), ColumnKind.TEXT, 60),
    ]
    rows = ((line.reference, line.turn, line.before, line.after, "; ".join(line.causes)) for line in lines)
    return OutSheet(_("Jämförelse"), columns, rows)
