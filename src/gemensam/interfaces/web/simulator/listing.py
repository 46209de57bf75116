"""The list of offerings with the chance for some grades: its filter, its lines, its Excel sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import overload

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gemensam.domains.admissions.inputs.standings import Standing
from gemensam.domains.admissions.queries.chances import OfferingChance, chances_at, eligible_programmes
from gemensam.domains.catalogue import queries as catalogue
from gemensam.foundation.access.actors import Actor
from gemensam.foundation.documents.excel import ColumnKind, OutColumn, OutSheet
from gemensam.interfaces.web.catalogue.words import PROGRAMME_NAMES
from gemensam.interfaces.web.layout.chance_words import band_text, chance_basis
from gemensam.interfaces.web.layout.plain_select import PlainSelect
from gemensam.interfaces.web.simulator.sheet import FIELDS, FLAGS
from gemensam.interfaces.web.simulator.starting import Start

_ANY = ("", gettext_lazy("Alla"))
_ELIGIBLE, _EVERYTHING = "", "alla"


class OfferingsFilter(forms.Form):
    """What the list is narrowed by; the grades go along unseen, so that the address stays whole."""

    sok = forms.CharField(label=gettext_lazy("Sök utbildning eller skola"), required=False, max_length=80)
    program = forms.ChoiceField(label=gettext_lazy("Program"), required=False)
    kommun = forms.ChoiceField(label=gettext_lazy("Kommun"), required=False, widget=PlainSelect)
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
        self.municipalities = catalogue.municipality_names()
        self.fields["program"].choices = [  # type: ignore[attr-defined]  # a choice field
            _ANY,
            *sorted(((code, PROGRAMME_NAMES[code]) for code in programmes), key=lambda one: str(one[1])),
        ]
        self.fields["kommun"].choices = [  # type: ignore[attr-defined]  # a choice field
            _ANY,
            *((code, name) for code, name in self.municipalities.items() if code in codes),
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


class ChanceLines(Sequence[ChanceLine]):
    """The offerings that the filter lets through, in Swedish order. Only those that are looked at are judged."""

    def __init__(
        self, actor: Actor, start: Start, standing: Standing, form: OfferingsFilter, now: datetime
    ) -> None:
        self._office_id, self._standing, self._now = start.office_id, standing, now
        self._municipalities = form.municipalities
        self._rows = catalogue.offerings(
            actor,
            year=start.year,
            text=form.value("sok"),
            municipality=form.value("kommun"),
            programme=form.value("program"),
        ).filter(cancelled=False)
        if self._office_id is None:
            self._rows = self._rows.none()
        elif form.value("visa") != _EVERYTHING:
            programmes = catalogue.programmes_of(self._rows)
            eligible = eligible_programmes(standing, programmes, office_id=self._office_id, year=start.year)
            self._rows = catalogue.with_programmes(self._rows, eligible)

    @cached_property
    def _length(self) -> int:
        return self._rows.count()

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, key: int) -> ChanceLine: ...
    @overload
    def __getitem__(self, key: slice) -> list[ChanceLine]: ...
    def __getitem__(self, key: int | slice) -> ChanceLine | list[ChanceLine]:
        """The lines of a part of the list."""
        if isinstance(key, int):
            return self[key : key + 1][0]
        offerings = {row.pk: row for row in self._rows[key]}
        if not offerings or self._office_id is None:
            return []
        names = self._municipalities
        found = chances_at(self._standing, list(offerings), office_id=self._office_id, now=self._now)
        return [
            ChanceLine(one, names.get(offerings[key].municipality_code, ""), offerings[key].seats)
            for key, one in found.items()
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
