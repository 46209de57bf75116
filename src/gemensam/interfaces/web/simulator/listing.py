"""The list of offerings with the chance for some grades: its filter, its lines, its Excel sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.queries.chances import OfferingChance, chances_at
from gemensam.domains.catalogue import queries as catalogue
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.catalogue.words import PROGRAMME_NAMES
from gemensam.interfaces.web.layout.chance_words import band_text, chance_basis
from gemensam.interfaces.web.simulator.sheet import FIELDS, FLAGS
from gemensam.interfaces.web.simulator.starting import Start
from gemensam.rules.forecasting import Band

_ANY = ("", gettext_lazy("Alla"))
_ELIGIBLE, _EVERYTHING = "", "alla"


class OfferingsFilter(forms.Form):
    """What the list is narrowed by; the grades go along unseen, so that the address stays whole."""

    sok = forms.CharField(label=gettext_lazy("Sök utbildning eller skola"), required=False, max_length=80)
    program = forms.ChoiceField(label=gettext_lazy("Program"), required=False)
    kommun = forms.ChoiceField(label=gettext_lazy("Kommun"), required=False)
    visa = forms.ChoiceField(
        label=gettext_lazy("Visa"),
        required=False,
        choices=[
            (_ELIGIBLE, gettext_lazy("Det du är behörig till")),
            (_EVERYTHING, gettext_lazy("Alla utbildningar")),
        ],
    )

    def __init__(self, *args: object, year: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        codes, programmes = catalogue.facets(year=year)
        names = catalogue.municipality_names()
        self.fields["program"].choices = [  # type: ignore[attr-defined]  # a choice field
            _ANY,
            *sorted(((code, PROGRAMME_NAMES[code]) for code in programmes), key=lambda one: str(one[1])),
        ]
        self.fields["kommun"].choices = [  # type: ignore[attr-defined]  # a choice field
            _ANY,
            *((code, name) for code, name in names.items() if code in codes),
        ]
        for name in (*FIELDS, *FLAGS, "fran"):
            if name in self.data:
                self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput)

    def value(self, name: str) -> str:
        """The field's value, nothing where it cannot be used."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


@dataclass(frozen=True, slots=True)
class ChanceLine:
    """An offering with its place and the chance."""

    found: OfferingChance
    municipality: str
    seats: int


def chance_lines(actor: Actor, start: Start, form: OfferingsFilter, *, now: datetime) -> list[ChanceLine]:
    """The offerings that the filter lets through, in Swedish order, with their chances."""
    if start.office_id is None:
        return []
    rows = catalogue.offerings(
        actor,
        year=start.year,
        text=form.value("sok"),
        municipality=form.value("kommun"),
        programme=form.value("program"),
    ).filter(cancelled=False)
    offerings = {row.pk: row for row in rows}
    names = catalogue.municipality_names()
    standing = start.simulation().standing
    found = chances_at(standing, list(offerings), office_id=start.office_id, now=now)
    return [
        ChanceLine(one, names.get(offerings[key].municipality_code, ""), offerings[key].seats)
        for key, one in found.items()
        if form.value("visa") == _EVERYTHING or one.chance.band != Band.NOT_ELIGIBLE
    ]


def chances_sheet(lines: Sequence[ChanceLine]) -> OutSheet:
    """The list as an Excel sheet."""
    columns = [
        OutColumn(_("Utbildning"), ColumnKind.TEXT, 40),
        OutColumn(_("Skola"), ColumnKind.TEXT, 32),
        OutColumn(_("Kommun"), ColumnKind.TEXT, 16),
        OutColumn(_("Platser"), ColumnKind.NUMBER, 10),
        OutColumn(_("Chans"), ColumnKind.TEXT, 18),
        OutColumn(_("Vad det bygger på"), ColumnKind.TEXT, 60),
    ]
    rows = [
        (
            line.found.title,
            line.found.school,
            line.municipality,
            line.seats,
            band_text(line.found.chance.band),
            chance_basis(line.found.chance),
        )
        for line in lines
    ]
    return OutSheet(_("Utbildningar"), columns, rows)
