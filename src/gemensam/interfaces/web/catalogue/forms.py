"""What the list of offerings can be narrowed by."""

import re
from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from gemensam.interfaces.web.catalogue.words import PROGRAMME_NAMES
from gemensam.interfaces.web.layout.plain_select import PlainSelect

_ANY = ("", _("Alla"))


KINDS = [
    _ANY,
    ("vocational", _("Yrkesprogram")),
    ("higher_education", _("Högskoleförberedande program")),
    ("introduction", _("Introduktionsprogram")),
]
TESTS = [_ANY, ("yes", _("Med färdighetsprov")), ("no", _("Utan färdighetsprov"))]
PROVIDERS = [_ANY, ("public", _("Kommunal skola")), ("independent", _("Fristående skola"))]
ORDERS = [("", _("Bäst träff")), ("namn", _("Namn")), ("nara", _("Närmast hemma"))]


class _Forgiving(forms.Form):
    """A form of filters: what is not understood counts as nothing asked for."""

    def value(self, name: str) -> str:
        """The field's value, or nothing when it is missing or not understood."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    def _choices(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field


class _Words(forms.CharField):
    """Words to look for: what is too long is cut, and signs that are no text are left out."""

    def to_python(self, value: object) -> str:
        """The words, as many as may be."""
        return re.sub(r"[\x00-\x1f\x7f]+", " ", super().to_python(value) or "")[: self.max_length].strip()


class OfferingFilter(_Forgiving):
    """Search and the two most used filters; every field may be empty. The office's own list uses it too."""

    sok = _Words(
        label=_("Sök utbildning eller skola"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kommun = forms.ChoiceField(label=_("Kommun"), required=False, widget=PlainSelect)
    program = forms.ChoiceField(label=_("Program"), required=False, widget=PlainSelect)

    def __init__(
        self, *args: object, municipalities: Mapping[str, str], programmes: Sequence[str], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self._choices("kommun", [_ANY, *municipalities.items()])
        self._choices("program", [_ANY, *((code, PROGRAMME_NAMES.get(code, code)) for code in programmes)])


class CatalogueSearch(OfferingFilter):
    """Everything that the public catalogue can be narrowed by."""

    typ = forms.ChoiceField(label=_("Slags program"), required=False, choices=KINDS)
    skola = forms.ChoiceField(label=_("Skola"), required=False, widget=PlainSelect)
    huvudman = forms.ChoiceField(label=_("Kommunal eller fristående"), required=False, choices=PROVIDERS)
    prov = forms.ChoiceField(label=_("Färdighetsprov"), required=False, choices=TESTS)
    hem = forms.ChoiceField(label=_("Var bor du?"), required=False, widget=PlainSelect)
    ordning = forms.ChoiceField(label=_("Ordning"), required=False, choices=ORDERS)
    lediga = forms.BooleanField(label=_("Alla behöriga fick plats senast"), required=False)
    larling = forms.BooleanField(label=_("Lärling"), required=False)
    riks = forms.BooleanField(label=_("Tar emot från hela landet"), required=False)

    FIRST = ("sok", "kommun", "program")

    def __init__(
        self, *args: object, schools: Mapping[str, str], homes: Mapping[str, str], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on unread
        self._choices("skola", [_ANY, *schools.items()])
        self._choices("hem", [("", _("Välj kommun")), *homes.items()])

    def first_fields(self) -> list[forms.BoundField]:
        """What everybody needs."""
        return [self[name] for name in self.FIRST]

    def more_fields(self) -> list[forms.BoundField]:
        """What some need; they stand folded."""
        return [self[name] for name in self.fields if name not in self.FIRST]

    def more_is_used(self) -> bool:
        """Whether any of the folded fields says something."""
        return any(self.value(name) for name in self.fields if name not in self.FIRST)
